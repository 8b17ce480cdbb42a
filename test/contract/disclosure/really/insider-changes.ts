import { signNote, verifierKeyText } from '../../../../src/custody/pure/signed-note';
import { sha256 } from '../../../support/sample-log';
import type { ReallySealed } from '../../../medium/disclosure/really-sealed';
import { edit, proofsOf, records, stranger, summary, swap, type Change } from '../mutations/insider';
import { flip } from '../mutations/support';

/** What was done, how, and what must be named: a kind of fault, or 2 where nothing can be told. */
export type InsiderChange = readonly [string, Change, string | 2];

const FOLDERS = ['AB-1', 'AB-2', 'AB-3'];
const at = (all: readonly string[], index: number): string => all[index] ?? '';

/** Every event of some chains: said otherwise, dated otherwise, left out, said twice, in another order. */
export function eventChanges({ files }: ReallySealed, folders = FOLDERS): InsiderChange[] {
  return folders.flatMap((folder) => {
    const content = files.get(`data/custody/${folder}/records.txt`)?.toString() ?? '';
    const count = content.split('\n').length / 5 - 0.2;
    return Array.from({ length: count }, (_, index): InsiderChange[] => {
      const change = (what: string, work: (all: string[]) => string[]): InsiderChange => [
        `event ${index + 1} of ${folder} ${what}`,
        records(work, folder),
        'bad-event',
      ];
      return [
        change('said otherwise', (all) =>
          all.with(index, at(all, index).replace('"category":"', '"category":"x')),
        ),
        change('dated otherwise', (all) => all.with(index, at(all, index).replace('"at":"2', '"at":"1'))),
        change('left out', (all) => all.toSpliced(index, 1)),
        change('said twice', (all) => all.toSpliced(index, 0, at(all, index))),
        ...(index + 1 === count
          ? []
          : [
              change('and the next in another order', (all) =>
                all.with(index, at(all, index + 1)).with(index + 1, at(all, index)),
              ),
            ]),
      ];
    }).flat();
  });
}

/** Another file in the place of one, with its hash and size put right in the summary. */
export const replaced =
  (path: string, bytes: (old: Buffer) => Buffer): Change =>
  (files) => {
    const old = files.get(path) ?? Buffer.alloc(1);
    const made = bytes(old);
    files.set(path, made);
    const said = new RegExp(`"sha256": "${sha256(old)}",(\\s+)"size": \\d+`);
    const says = `"sha256": "${sha256(made)}",$1"size": ${made.length}`;
    edit('data/bundle.json', (content) => content.replace(said, says))(files);
  };

const COPY = 'data/viewing/AB-1/defence-copy.mp4';
const OPENINGS = 'data/custody/AB-1/openings.jsonl';
const STAMP = 'data/custody/checkpoint.tsr';

/** Files, summary and schedules of a bundle for the defence. `theirs`: what the prosecution was given. */
function contentChanges(theirs: ReallySealed): InsiderChange[] {
  const kept = 'data/originals/AB-2/AB-2.mov';
  const words = (from: RegExp | string, to: string): Change =>
    edit('data/bundle.json', (content) => content.replace(from, to));
  const from = (path: string): Buffer => theirs.files.get(path) ?? Buffer.alloc(0);
  return [
    ['another original', replaced('data/originals/AB-1/AB-1.mov', (old) => flip(old, 5)), 'not-in-the-log'],
    ['another copy for the defence', replaced(COPY, (old) => flip(old, 9)), 'not-in-the-log'],
    [
      'another viewing copy',
      replaced('data/viewing/AB-2/proxy.mp4', (old) => flip(old, 1)),
      'not-in-the-log',
    ],
    ['the original as the copy for the defence', replaced(COPY, () => from(kept)), 'not-in-the-log'],
    ['a copy of something else', words(/"copyOf": "..../, '"copyOf": "0000'), 'wrong-summary'],
    [
      'an original that no decision gives',
      (files) => {
        const bytes = from(kept);
        files.set(kept, bytes);
        const original = { path: kept, sha256: sha256(bytes), size: bytes.length };
        summary((value) => {
          const { exhibits } = value as unknown as { exhibits: Record<string, unknown>[] };
          Object.assign(exhibits.find(({ ref }) => ref === 'AB/2') ?? {}, { original });
        })(files);
      },
      'not-for-this-kind',
    ],
    ['protected openings', (files) => files.set(OPENINGS, from(OPENINGS)), 'not-for-this-kind'],
    [
      'a schedule of sensitive material',
      (files) => files.set('data/schedules/MG6D.csv', from('data/schedules/MG6D.csv')),
      'not-for-this-kind',
    ],
    [
      'the list of what is withheld',
      (files) => files.set('data/schedules/withheld-items.csv', from('data/schedules/withheld-items.csv')),
      'not-for-this-kind',
    ],
    ['a schedule less', (files) => files.delete('data/schedules/MG6C.pdf'), 'wrong-summary'],
    ['a schedule more', (files) => files.set('data/schedules/MG6X.pdf', Buffer.from('x')), 'wrong-summary'],
    ['another listing', words('"listedAs": "evidence"', '"listedAs": "unused"'), 'wrong-summary'],
    ['another reference', words('"ref": "AB/1"', '"ref": "AB/9"'), 'wrong-summary'],
    ['another producer', words('"producer": "Ann Bell"', '"producer": "Bob Bell"'), 'wrong-summary'],
    ['another description', words('"description": "Film of a', '"description": "View of a'), 'wrong-summary'],
    [
      'another investigation',
      words(/"investigation": "......../, '"investigation": "00000000'),
      'wrong-summary',
    ],
    [
      'the record of the investigation',
      (files) => {
        for (const [path, bytes] of theirs.files)
          if (path.startsWith('data/custody/investigation/')) files.set(path, bytes);
      },
      'not-for-this-kind',
    ],
    ['another clip', words(/"clip": "......../, '"clip": "00000000'), 'not-in-the-log'],
    ['another size', words(/"size": (\d)/, '"size": 9$1'), 'wrong-summary'],
    ['another fingerprint', words(/"keyFingerprint": "..../, '"keyFingerprint": "0000'), 'wrong-summary'],
    [
      'an exhibit less in the summary',
      summary((value) => (value as unknown as { exhibits: unknown[] }).exhibits.pop()),
      'wrong-summary',
    ],
    [
      'an exhibit’s records that are those of a sensitive one',
      (files) => {
        for (const [path, bytes] of theirs.files)
          if (path.startsWith('data/custody/AB-4/')) files.set(path, bytes);
      },
      'wrong-summary',
    ],
  ];
}

/** Proofs, signed state, keys, openings and time stamp. */
function proofChanges({ files }: ReallySealed): InsiderChange[] {
  const [first = '', second = ''] = proofsOf(files, 'AB-1');
  const stamped = files.get(STAMP) ?? Buffer.alloc(1);
  const imprint = stamped.indexOf(
    Buffer.from(sha256(files.get('data/custody/checkpoint') ?? Buffer.alloc(0)), 'hex'),
  );
  const stamp =
    (bytes: Buffer): Change =>
    (all) =>
      all.set(STAMP, bytes);
  return [
    ['two proofs that change places', (all) => swap(all, first, second), 'bad-event'],
    ['another index', edit(first, (text) => text.replace(/index (\d+)/, 'index 1$1')), 'bad-event'],
    ['another hash', edit(first, (text) => text.replace(/(index \d+\n)..../, '$1AAAA')), 'bad-event'],
    ['a hash less', edit(first, (text) => text.replace(/(index \d+\n).*\n/, '$1')), 'bad-event'],
    ['a hash more', edit(first, (text) => text.replace(/(index \d+\n)(.*\n)/, '$1$2$2')), 'bad-event'],
    ['a proof less', (all) => all.delete(first), 2],
    [
      'a proof more',
      (all) => all.set(first.replace(/[0-9a-f]{4}\./, '0000.'), all.get(first) ?? Buffer.alloc(0)),
      'bad-event',
    ],
    [
      'a signature of nothing',
      edit('data/custody/checkpoint', (text) => text.replace(/(— \S+ .{8})...../, '$1AAAAA')),
      'other-checkpoint',
    ],
    [
      'keys of a stranger',
      (all) => {
        const keys = Buffer.from(`${verifierKeyText(stranger)}\n`);
        for (const path of all.keys()) if (/custody\/(.*\/)?keys(\.txt)?$/.test(path)) all.set(path, keys);
      },
      2,
    ],
    ['another opened value', edit(OPENINGS, (text) => text.replace('Ann Bell', 'Bob Bell')), 'bad-event'],
    ['another salt', edit(OPENINGS, (text) => text.replace(/"salt":"..../, '"salt":"0000')), 'bad-event'],
    [
      'another opened field',
      edit(OPENINGS, (text) => text.replace('"field":"sha256"', '"field":"size"')),
      'bad-event',
    ],
    [
      'an opening of no event',
      edit(OPENINGS, (text) => text.replace(/"event":"......../, '"event":"00000000')),
      'bad-event',
    ],
    ['a time stamp of something else', stamp(flip(stamped, imprint)), 'bad-time-stamp'],
    ['another time in the stamp', stamp(flip(stamped, imprint + 45)), 'bad-time-stamp'],
    ['another signature of the stamp', stamp(flip(stamped, stamped.length - 1)), 'bad-time-stamp'],
    ['a time stamp that is none', stamp(Buffer.from('no time stamp')), 'bad-time-stamp'],
  ];
}

const SEEN = 'data/custody/witness-1.txt';

/** What a witness of the log is said to have cosigned. */
function witnessChanges({ files }: ReallySealed): InsiderChange[] {
  const text = files.get(SEEN)?.toString() ?? '';
  const seen = (work: (old: string) => string): Change => edit(SEEN, work);
  const line = text.split('\n').findLastIndex((one) => one.startsWith('— witness'));
  const cosignature = text.split('\n')[line]?.split(' ')[2] ?? '';
  const bytes = Buffer.from(cosignature, 'base64');
  const flipped = (at: number): Change =>
    seen((old) => old.replace(cosignature, flip(bytes, at).toString('base64')));
  const head = /\n\n.*\n(\d+)\n/.exec(text)?.[1] ?? '';
  return [
    ['a cosignature at another time', flipped(10), 'bad-witness'],
    ['another cosignature', flipped(40), 'bad-witness'],
    [
      'a cosignature over another size',
      seen((old) => old.replace(`\n${head}\n`, `\n1${head}\n`)),
      'bad-witness',
    ],
    ['a cosignature over another log', seen((old) => old.replace(/\n\n(.)/, '\n\nx$1')), 'bad-witness'],
    ['a proof from another size', seen((old) => old.replace(/^old (\d+)/, 'old 1$1')), 'bad-witness'],
    [
      'a hash more',
      seen((old) => old.replace('\n', `\n${Buffer.alloc(32).toString('base64')}\n`)),
      'bad-witness',
    ],
    ['a cosigned head that is cut', seen((old) => old.slice(0, -1)), 'bad-witness'],
    ['a cosigned head that is none', seen(() => 'seen\n'), 'bad-witness'],
    [
      'the cosigned head of another’s log',
      (all) => all.set(SEEN, Buffer.from(text.replace(/— \S+ \S+\n/, () => `${strangersLine(text)}\n`))),
      'bad-witness',
    ],
  ];
}

/** The signature by another key of that name. */
function strangersLine(text: string): string {
  const body = text.slice(text.indexOf('\n\n') + 2);
  return (
    signNote(`${body.split('\n', 3).join('\n')}\n`, [stranger])
      .split('\n')
      .at(-2) ?? ''
  );
}

/** Changes by somebody who has the true key sign whatever he puts in. */
export const insiderChanges = (defence: ReallySealed, prosecution: ReallySealed): InsiderChange[] => [
  ...eventChanges(defence),
  ...contentChanges(prosecution),
  ...proofChanges(defence),
  ...witnessChanges(defence),
];
