import type { ClipId, DecisionId, ExhibitRef } from '../../../kernel/ids';
import type { Classification } from './decision';
import { labelOf, sortItems, type DecidedFacts } from './item';
import type { TranscriptFacts } from './transcripts';
import { withheldFromCourt, withheldFromDefence } from './withheld';

const fact = (
  place: number,
  classification: Classification,
  more: Partial<DecidedFacts> = {},
): DecidedFacts => ({
  clipId: `clip-${place}` as ClipId,
  decisionId: `decision-${place}` as DecisionId,
  ...{ classification, meetsTest: false, originalToDefence: false, description: '', reason: 'Because' },
  exhibit: { reference: `AB/${place}` as ExhibitRef, producer: 'Ann Bell', description: 'A door' },
  numbers: { MG6C: null, MG6D: null },
  ...more,
});

const items = sortItems([
  fact(1, 'evidence', { originalToDefence: true }),
  fact(2, 'evidence'),
  fact(3, 'unused', { meetsTest: true, originalToDefence: true }),
  fact(4, 'unused', { meetsTest: true }),
  fact(5, 'unused'),
  fact(6, 'sensitive'),
  fact(7, 'not-relevant'),
]);
const SAID: TranscriptFacts = {
  recording: 'clip-1' as ClipId,
  ...{ isFinished: true, isChecked: true, isNewest: true, isHeard: true },
};
const undecided = [{ clipId: 'clip-8' as ClipId, label: 'AB/8', inReview: true }];
const whole = (rows: readonly { label: string; what: string }[]): string[] =>
  rows.filter(({ what }) => what.startsWith('whole item')).map(({ label }) => label);

describe('what is withheld', () => {
  it('from the defence: originals where no decision gives them, and what does not meet the test', () => {
    const rows = withheldFromDefence(items, undecided);
    const originals = rows.filter(({ what }) => what.startsWith('original file'));
    expect(originals.map(({ label }) => label)).toEqual(['AB/2', 'AB/4']);
    expect(whole(rows)).toEqual(['AB/5', 'AB/6', 'AB/7', 'AB/8']);
    expect(rows.map(({ label }) => label)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((place) => `AB/${place}`));
  });

  it('calls what has neither a reference nor a number by its name, so that one is told from another', () => {
    const unnumbered = { exhibit: null, meetsTest: true };
    const sorted = sortItems([
      fact(1, 'unused', { ...unnumbered, name: 'Notes on AB/1' }),
      fact(2, 'unused', { ...unnumbered, name: 'Notes on AB/2' }),
      fact(3, 'sensitive', { ...unnumbered, name: 'clip.mp4' }),
      fact(4, 'sensitive', { ...unnumbered, name: 'clip.mp4', numbers: { MG6C: null, MG6D: 3 } }),
    ]);
    expect(withheldFromDefence(sorted, []).map(({ label }) => label)).toEqual([
      'Notes on AB/1 (no number on the MG6C yet)',
      'Notes on AB/2 (no number on the MG6C yet)',
      'clip.mp4 (no number on the MG6D yet)',
      'MG6D/3',
    ]);
    // What goes into a bundle is never called so.
    expect([...sorted.unused, ...sorted.sensitive].map(labelOf)).toEqual([
      'MG6C (no number yet)',
      'MG6C (no number yet)',
      'MG6D (no number yet)',
      'MG6D/3',
    ]);
  });

  it('from the court: everything but the exhibits, whose originals it is given', () => {
    const rows = withheldFromCourt(items, undecided);
    expect(rows.filter(({ what }) => what.includes('original file'))).toEqual([]);
    expect(whole(rows)).toEqual(['AB/3', 'AB/4', 'AB/5', 'AB/6', 'AB/7', 'AB/8']);
  });

  it.each([
    ['evidence', ['AB/2/1']],
    ['sensitive', ['AB/1/1', 'AB/2/1']],
  ] as const)('tells that a frame goes without its recording, when that is %s', (classification, alone) => {
    const still = (of: number): DecidedFacts => {
      const exhibit = { reference: `AB/${of}/1` as ExhibitRef, producer: 'PC Bell', description: 'A face' };
      return fact(of + 10, 'evidence', { exhibit });
    };
    const sorted = sortItems([fact(1, classification), fact(2, 'not-relevant'), still(1), still(2)]);
    for (const rows of [withheldFromDefence(sorted, []), withheldFromCourt(sorted, [])])
      expect(rows.filter(({ what }) => what.includes('taken from')).map(({ label }) => label)).toEqual(alone);
  });

  it.each([
    ['a draft', { isFinished: false, isChecked: false }, 'a draft: it goes once it is finished and checked'],
    ['unchecked', { isChecked: false }, 'no other officer has checked it against the sound'],
    ['of a recording that is withheld', { recording: 'clip-6' as ClipId }, 'its recording does not go'],
    ['of a recording that was erased', { recording: null, isChecked: false }, 'its recording was erased'],
    ['replaced', { isNewest: false, isFinished: false, isChecked: false }, 'it goes only as a document'],
    ['of what is silenced or cut', { isHeard: false }, 'its recording goes without some of the sound'],
  ])('a transcript that is %s, and why', (_, more, why) => {
    const facts = SAID;
    const said = (transcript: TranscriptFacts) =>
      fact(9, 'evidence', { transcript, originalToDefence: true });
    const going = sortItems([fact(1, 'evidence'), fact(6, 'sensitive'), said(facts)]);
    const held = sortItems([fact(1, 'evidence'), fact(6, 'sensitive'), said({ ...facts, ...more })]);
    for (const withheld of [withheldFromDefence, withheldFromCourt]) {
      expect(whole(withheld(going, []))).toEqual(['AB/6']);
      const row = withheld(held, []).find(({ label }) => label === 'AB/9');
      expect(row).toMatchObject({
        what: 'whole item: a transcript',
        why: expect.stringContaining(why) as string,
      });
    }
  });

  const linesOf = (rows: readonly { label: string; what: string }[]): string[] =>
    rows
      .filter(({ what }) => what.startsWith('cannot be kept back'))
      .map(({ label, what }) => `${label} ${what}`);

  it('says where the history of a recording has the hash of a transcript that stays', () => {
    const typed =
      'AB/9 cannot be kept back: that what is said was typed, and the SHA-256 of it, in the history of AB/1';
    const traces = (classification: Classification, more: Partial<TranscriptFacts>): string[] => {
      const transcript = { ...SAID, ...more };
      const sorted = sortItems([
        fact(1, 'evidence'),
        fact(9, classification, { transcript, meetsTest: true }),
      ]);
      return linesOf(withheldFromDefence(sorted, []));
    };
    expect(traces('sensitive', {})).toEqual([typed]);
    expect(traces('unused', { isChecked: false })).toEqual([typed]);
    expect(traces('unused', {})).toEqual([]);
    expect(traces('sensitive', { isFinished: false })).toEqual([]);
    expect(traces('sensitive', { recording: 'clip-2' as ClipId })).toEqual([]);
  });

  const number = 'cannot be kept back: that an exhibit of this number exists';

  it('says where a number that is missing tells of a sensitive item', () => {
    const last = sortItems([fact(1, 'evidence'), fact(2, 'sensitive')]);
    expect(linesOf(withheldFromDefence(last, []))).toEqual([]);
    const between = sortItems([fact(1, 'evidence'), fact(2, 'sensitive'), fact(3, 'unused')]);
    expect(linesOf(withheldFromDefence(between, []))).toEqual([`AB/2 ${number}`]);
    expect(linesOf(withheldFromCourt(between, []))).toEqual([]);
    const others = {
      exhibit: { reference: 'CD/9' as ExhibitRef, producer: 'Cy Dee', description: 'A gate' },
    };
    expect(
      linesOf(withheldFromDefence(sortItems([fact(2, 'sensitive'), fact(9, 'evidence', others)]), [])),
    ).toEqual([]);
  });

  it('says where the history of a recording tells of a sensitive frame, or another frame of its number', () => {
    const still = (number: number, classification: Classification) =>
      fact(number + 10, classification, {
        exhibit: { reference: `AB/1/${number}` as ExhibitRef, producer: 'PC Bell', description: 'A face' },
      });
    const recorded = 'AB/1/1 cannot be kept back: that this frame was taken, in the history of AB/1';
    const along = sortItems([fact(1, 'evidence'), still(1, 'sensitive')]);
    for (const rows of [withheldFromDefence(along, []), withheldFromCourt(along, [])])
      expect(linesOf(rows)).toEqual([recorded]);
    const apart = sortItems([fact(1, 'unused'), still(1, 'sensitive')]);
    expect(linesOf(withheldFromDefence(apart, []))).toEqual([]);
    const next = sortItems([fact(1, 'unused'), still(1, 'sensitive'), still(2, 'evidence')]);
    expect(linesOf(withheldFromCourt(next, []))).toEqual([`AB/1/1 ${number}`]);
  });

  it('says where histories tell of a sensitive film of their recordings, and of sensitive notes', () => {
    const one = { isApproved: true, isOpen: true, isAsChosen: true };
    const parts = ['clip-1', 'clip-2'] as ClipId[];
    const unnumbered = { exhibit: null, numbers: { MG6C: null, MG6D: 1 } };
    const film = fact(8, 'sensitive', { ...unnumbered, film: { ...one, parts } });
    const notes = fact(9, 'sensitive', { ...unnumbered, notesOn: 'clip-2' as ClipId });
    const along = sortItems([fact(1, 'evidence'), fact(2, 'evidence'), film, notes]);
    for (const rows of [withheldFromDefence(along, []), withheldFromCourt(along, [])])
      expect(linesOf(rows)).toEqual([
        'MG6D/1 cannot be kept back: that a film was put together, in the history of AB/1 and of AB/2',
        'MG6D/1 cannot be kept back: that officers wrote notes, in the history of AB/2',
      ]);
    expect(linesOf(withheldFromDefence(sortItems([fact(1, 'evidence'), notes]), []))).toEqual([]);
  });

  it('names what is not relevant and no exhibit by the name of its file', () => {
    const other = sortItems([fact(1, 'not-relevant', { exhibit: null, name: 'clip.mp4' })]);
    expect(withheldFromDefence(other, []).map(({ label }) => label)).toEqual(['clip.mp4']);
  });

  it('says where an item that left the MG6C leaves an empty number', () => {
    const on = (place: number, classification: Classification) =>
      fact(place, classification, { exhibit: null, numbers: { MG6C: place, MG6D: null } });
    const left = sortItems([on(1, 'unused'), on(2, 'sensitive'), on(3, 'unused')]);
    expect(withheldFromDefence(left, []).filter(({ what }) => what.includes('MG6C is empty'))).toMatchObject([
      { clipId: 'clip-2', what: 'cannot be kept back: that number 2 of the MG6C is empty' },
    ]);
    expect(linesOf(withheldFromCourt(left, []))).toEqual([]);
    expect(linesOf(withheldFromDefence(sortItems([on(1, 'unused'), on(2, 'sensitive')]), []))).toEqual([]);
  });

  it('always has a reason', () => {
    for (const { why } of [...withheldFromDefence(items, undecided), ...withheldFromCourt(items, undecided)])
      expect(why).not.toBe('');
  });
});
