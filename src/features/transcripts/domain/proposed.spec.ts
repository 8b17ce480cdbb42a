import * as fc from 'fast-check';
import { headOf, type Headed } from './head';
import { inOrder, tidy, type Line, type TimedLine } from './lines';
import { begunFrom, leftOf, placed } from './proposed';
import { readWebVtt } from './read-webvtt';
import { webVtt, withHead } from './webvtt';

const cue = (start: number, end: number, words = 'Open up', speaker = ''): TimedLine => ({
  ...{ start, end, speaker, words, language: '', translation: '' },
});
const CUE = '\n00:01.000 --> 00:02.000\nOpen up\n';

describe('what a program prints', () => {
  it('is read as cues with times, words and who speaks, as usual programs print them', () => {
    const text =
      'WEBVTT\n\n00:00.000 --> 00:02.500\n Open up &amp; wait,\n you &lt;there&gt; & here\n\n\n' +
      '01:00:02.500 --> 01:00:04.000\n<v Man &amp; boy>No\n\n01:00:04.000 --> 01:00:05.000\n \n';
    expect(readWebVtt(text, null)).toEqual([
      cue(0, 2_500, 'Open up & wait, you <there> & here'),
      cue(3_602_500, 3_604_000, 'No', 'Man & boy'),
    ]);
    expect(readWebVtt(text.replaceAll('\n', '\r\n'), null)).toEqual(readWebVtt(text, null));
    expect(readWebVtt('WEBVTT\n', 5_000)).toEqual([]);
  });

  it('is cut at the end of the recording', () => {
    expect(readWebVtt(`WEBVTT\n${CUE}`, 1_500)).toEqual([cue(1_000, 1_500)]);
  });

  it.each([
    ['', 'it does not begin with WEBVTT'],
    ['Open up', 'it does not begin with WEBVTT'],
    ['\uFEFFWEBVTT\n', 'it does not begin with WEBVTT'],
    ['WEBVTT - by a program\n', 'it does not begin with WEBVTT'],
    ['WEBVTT\nKind: captions\n', 'row 2 is not empty'],
    [`WEBVTT\n\n1${CUE}`, 'row 3 has no times of a cue'],
    [`WEBVTT\n\nNOTE made by a program\n${CUE}`, 'row 3 has no times of a cue'],
    [`WEBVTT\n\nSTYLE\n::cue{}\n${CUE}`, 'row 3 has no times of a cue'],
    ['WEBVTT\n\n00:01.000 --> 00:02.000 align:start\nOpen up\n', 'row 3 has no times of a cue'],
    ['WEBVTT\n\n00:61.000 --> 00:62.000\nOpen up\n', 'row 3 has no times of a cue'],
    ['WEBVTT\n\n00:02.000 --> 00:02.000\nOpen up\n', 'the cue in row 3 ends before it starts'],
    [`WEBVTT\n${CUE}\n00:00.500 --> 00:02.000\nNo\n`, 'the cue in row 6 starts before the one above it'],
    ['WEBVTT\n\n00:09.000 --> 00:09.500\nOpen up\n', 'the cue in row 3 is after the end of the recording'],
    ['WEBVTT\n\n00:01.000 --> 09:00.000\nOpen up\n', 'the cue in row 3 is after the end of the recording'],
    ['WEBVTT\n\n00:01.000 --> 00:02.000\n<b>Open</b> up\n', 'row 4 has marks other than who speaks'],
    ['WEBVTT\n\n00:01.000 --> 00:02.000\n<script>x\n', 'row 4 has marks other than who speaks'],
    [`WEBVTT\n${CUE}\0`, 'it has control characters'],
    [`WEBVTT\n${CUE}\u001B[2J`, 'it has control characters'],
  ])('is refused with a reason that tells none of its words: %j', (text, why) => {
    expect(readWebVtt(text, 5_000)).toEqual(expect.stringContaining(why));
    expect(readWebVtt(text, 5_000)).not.toMatch(/Open|script|program/);
  });

  it.each([
    ['a line', CUE.replace('Open up', 'a'.repeat(1_001)), 'A line has up to 1000 letters'],
    [
      'a speaker',
      CUE.replace('Open', `<v ${'a'.repeat(101)}>Open`),
      'A speaker’s label has up to 100 letters',
    ],
    ['the number of cues', CUE.repeat(801), 'A transcript has up to 800 lines'],
    ['all of it', CUE.replace('Open up', 'a'.repeat(999)).repeat(51), 'A transcript has up to 50000 letters'],
  ])('is refused where %s is more than a transcript may have', (_, cues, why) => {
    expect(readWebVtt(`WEBVTT\n${cues}`, 5_000)).toBe(why);
  });

  it('is taken without a change where it is what a transcript is written as, without languages', () => {
    const line = fc.record({
      ...{ start: fc.integer({ min: 0, max: 80_000_000 }), length: fc.integer({ min: 1, max: 9_999 }) },
      ...{ words: fc.string({ unit: 'grapheme', maxLength: 60 }), speaker: fc.string({ maxLength: 20 }) },
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (some) => {
        const lines = inOrder(
          tidy(some.map(({ start, length, words, speaker }) => cue(start, start + length, words, speaker))),
        ).filter(({ words }) => words !== '');
        expect(readWebVtt(webVtt(lines), null)).toEqual(lines);
      }),
    );
  });
});

describe('words that are left', () => {
  const cues = [cue(0, 1_000), cue(1_000, 3_000), cue(5_000, 6_000)];
  const line = (start: number | null, end: number | null): Line => ({ ...cue(0, 1), start, end });

  it('are those that no line covers by half', () => {
    expect(leftOf(cues, [])).toEqual([0, 1, 2]);
    expect(leftOf(cues, [line(100, 700)])).toEqual([1, 2]);
    expect(leftOf(cues, [line(100, 1_999), line(null, null), line(4_000, null)])).toEqual([1, 2]);
    expect(leftOf(cues, cues)).toEqual([]);
  });

  it('are put among the lines at their time, and what was typed stays in its order', () => {
    const typed = [line(2_000, 2_500), line(null, null), line(900, 950), line(7_000, null)];
    expect(placed(typed, cues)).toEqual([cues[0], cues[1], typed[0], typed[1], typed[2], cues[2], typed[3]]);
    expect(placed([], cues)).toEqual(cues);
  });
});

it('a version that began so says it in its head, once, and on a line of its own', () => {
  const program = { program: 'Sample --> Speech 1.0', sha256: 'c'.repeat(64) };
  const head = {
    ...{ exhibit: null, earlier: [], goesOnFrom: null, masterSha256: null, number: 1, author: 'Ann' },
    ...{ authorId: 'ann', finishedAt: new Date(0), checker: null, checkedAt: null, sha256: 'b' },
  };
  const of = (proposedBy: readonly object[]): string[] =>
    headOf({ ...head, proposedBy } as unknown as Headed);
  const said = `Began from words that a program proposed: Sample --> Speech 1.0 (SHA-256 ${'c'.repeat(64)})`;
  expect(of([program]).filter((row) => row.startsWith('Began'))).toEqual([said]);
  expect(of([program])).toContain('Typed, or taken from words of a program, by Ann');
  expect(of([])).toContain('Typed by Ann');
  expect(of([]).join()).not.toContain('program');
  expect(begunFrom([])).toBe('');
  expect(withHead(webVtt([cue(0, 1)]), of([program]))).toContain('proposed: Sample -- > Speech 1.0');
});
