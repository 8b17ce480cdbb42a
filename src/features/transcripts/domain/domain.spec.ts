import * as fc from 'fast-check';
import { headOf, plainText, type Headed } from './head';
import { inOrder, tidy, transcriptLines, wanting, type Line, type TimedLine } from './lines';
import { asTyped, readTyped, shownTime, typedTime } from './typed';
import { timestamp, webVtt, withHead } from './webvtt';

const LINE: Line = { start: 0, end: 1_000, speaker: '', words: 'Open up', language: '', translation: '' };
const timed = (line: Partial<TimedLine>): TimedLine => ({ ...LINE, start: 0, end: 1_000, ...line });

interface Cue {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const TIMING = /^(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})[ \t]+-->[ \t]+(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})$/;
const msOf = ([h, m, s, ms]: readonly string[]): number =>
  Number(h) * 3_600_000 + Number(m) * 60_000 + Number(s) * 1_000 + Number(ms);

/** The blocks of a file as section 6.1 of WebVTT collects them: a line with --> begins a cue, a blank line ends it. */
function cuesOf(file: string): Cue[] {
  const lines = file.replaceAll(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD').split('\n');
  if (!/^WEBVTT([ \t].*)?$/.test(lines.shift() ?? '')) throw new Error('no WebVTT');
  const cues: Cue[] = [];
  let open: { start: number; end: number; text: string[] } | undefined;
  const close = (): void => {
    if (open !== undefined) cues.push({ ...open, text: open.text.join('\n') });
    open = undefined;
  };
  for (const line of lines) {
    if (line.includes('-->')) {
      close();
      const found = TIMING.exec(line);
      if (found === null) throw new Error(`no timing: ${line}`);
      open = { start: msOf(found.slice(1, 5)), end: msOf(found.slice(5)), text: [] };
    } else if (line === '') close();
    else open?.text.push(line);
  }
  close();
  return cues;
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** What a cue says, without its tags. */
function saidBy(text: string): { speaker: string; words: string; translation: string } {
  const found = /^(?:<v ([^<>]*)>)?(?:<lang [^<>]*>)?([^<>]*)(?:<\/lang>)?(?:\n<i>([^<>]*)<\/i>)?$/.exec(
    text,
  );
  if (found === null) throw new Error(`not read: ${text}`);
  const [, speaker = '', words = '', translation = ''] = found;
  return { speaker: unescaped(speaker), words: unescaped(words), translation: unescaped(translation) };
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '-->',
    'a --> b',
    '<c>&amp;',
    '&lt;',
    'NOTE',
    'WEBVTT',
    '1',
    'a\n\nb',
    '\u2028',
    '\0',
    'a|b',
    'a\\',
  ),
);
const anyLine = fc
  .record({
    start: fc.nat({ max: 86_399_000 }),
    length: fc.integer({ min: 1, max: 1_000 }),
    speaker: text,
    words: text,
    translation: text,
    language: fc.constantFrom('', 'ur', 'pl', 'zh-Hant'),
  })
  .map(({ start, length, ...said }): TimedLine => ({ ...said, start, end: start + length }));

describe('the lines as WebVTT', () => {
  it('say what was typed at its time, whatever was typed', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 8 }), (typed) => {
        const lines = inOrder(tidy(typed).filter(({ words }) => words !== ''));
        const cues = cuesOf(webVtt(lines)).map((cue) => ({ ...cue, ...saidBy(cue.text), text: '' }));
        expect(cues).toEqual(
          lines.map(({ start, end, speaker, words, translation }) => ({
            ...{ start, end, speaker, words, translation, text: '' },
          })),
        );
      }),
    );
  });

  it('are these bytes', () => {
    const lines = [
      timed({ start: 200, end: 3_661_005, speaker: 'Man & <boy>', words: 'Open --> up' }),
      timed({ start: 300, end: 400, words: 'Otwórz', language: 'pl', translation: 'Open' }),
    ];
    expect(webVtt(lines)).toBe(
      'WEBVTT\n' +
        '\n00:00:00.200 --> 01:01:01.005\n<v Man &amp; &lt;boy&gt;>Open --&gt; up\n' +
        '\n00:00:00.300 --> 00:00:00.400\n<lang pl>Otwórz</lang>\n<i>Open</i>\n',
    );
    expect(timestamp(360_000_000)).toBe('100:00:00.000');
  });
});

const HEADED = {
  ...{ exhibit: 'AB/1', earlier: [], goesOnFrom: 1, masterSha256: 'a'.repeat(64), proposedBy: [] },
  ...{
    number: 2,
    author: 'a --> b\n\n00:00.000 --> 00:01.000\nPC Ann Bell',
    authorId: 'ann',
    finishedAt: new Date('2026-11-27T10:00:00Z'),
  },
  ...{ checker: 'PC Carl Dee', checkedAt: new Date('2026-11-27T11:00:00Z'), sha256: 'b'.repeat(64) },
} as unknown as Headed;

describe('the head of what is taken away', () => {
  it('names exhibit, original, who typed and who checked, and adds no cue', () => {
    const captions = webVtt([timed({})]);
    const file = withHead(captions, headOf(HEADED));
    expect(cuesOf(file)).toEqual(cuesOf(captions));
    for (const words of [
      'exhibit AB/1',
      'a'.repeat(64),
      'Typed by a -- > b',
      'version 1',
      'sound by PC Carl Dee',
      'start of the film',
    ])
      expect(file).toContain(words);
    // Whoever takes the comment out has the bytes whose hash the log has.
    expect(file.replace(/\nNOTE\n(.+\n)+/, '')).toBe(captions);
  });

  it.each([
    [[], 'Typed by Ann'],
    [['ann'], 'Typed by Ann'],
    [['bob'], 'Begun by bob, gone on with and finished by Ann'],
    [['bob', 'ann', 'cat'], 'Begun by bob, gone on with by cat, gone on with and finished by Ann'],
    [['ann', 'bob'], 'Begun by ann, gone on with by bob, gone on with and finished by Ann'],
  ])('names everybody whose lines are in it: %j', (ids, words) => {
    const earlier = ids.map((id) => ({ id, name: id })) as unknown as Headed['earlier'];
    expect(headOf({ ...HEADED, author: 'Ann', earlier })).toContain(words);
  });

  it('says where nobody has checked it', () => {
    expect(headOf({ ...HEADED, checker: null, checkedAt: null }).join(' ')).toContain(
      'Not checked against the sound',
    );
  });

  it('stands over the lines as text', () => {
    const lines = [timed({ speaker: 'A', words: 'Otwórz', language: 'pl', translation: 'Open' })];
    expect(plainText(['Head'], lines)).toBe(
      'Head\n\n00:00:00.000 - 00:00:01.000  A (pl): Otwórz\n                             Translation: Open\n',
    );
  });
});

describe('what is wanting', () => {
  it.each<[Partial<Line>, string]>([
    [{ start: null }, 'Line 1 has no start.'],
    [{ end: null }, 'Line 1 has no end.'],
    [{ start: 1_000, end: 1_000 }, 'Line 1 ends before it starts.'],
    [{ words: '' }, 'Line 1 has no words: type [inaudible] where they cannot be heard.'],
    [{ end: 5_001 }, 'Line 1 ends after the film.'],
  ])('of %j is said', (part, sentence) => {
    expect(wanting([{ ...LINE, ...part }], 5_000)).toEqual([sentence]);
  });

  it('is nothing of whole lines, and something of none', () => {
    expect(wanting([LINE], 5_000)).toEqual([]);
    expect(wanting([{ ...LINE, end: 80_000 }], null)).toEqual([]);
    expect(wanting([], null)).toEqual(['Type at least one line.']);
  });
});

it('lines stand in the order of their starts, and as they were typed where they start together', () => {
  const order = inOrder([timed({ start: 500, words: 'c' }), timed({ words: 'b' }), timed({ words: 'a' })]);
  expect(order.map(({ words }) => words)).toEqual(['b', 'a', 'c']);
});

it('the longest transcript fits into one request', () => {
  const lines = Array.from({ length: 800 }, () => ({
    ...LINE,
    start: 80_000_000,
    end: 80_000_000,
    words: '語'.repeat(62),
  }));
  expect(transcriptLines.safeParse(lines).success).toBe(true);
  expect(Buffer.byteLength(JSON.stringify({ revision: 1_000_000, lines }))).toBeLessThan(256 * 1024);
  const more = lines.map((line) => ({ ...line, words: '語'.repeat(63) }));
  expect(transcriptLines.safeParse(more).success).toBe(false);
});

describe('lines as text', () => {
  it('are read as they were shown', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 6 }), (typed) => {
        const lines = tidy(typed);
        expect(readTyped(asTyped(lines))).toEqual(lines);
      }),
    );
  });

  it('may leave out what is not known, and rows', () => {
    expect(readTyped(' | | | He rings\n\n0:05.2|1:02:03,25')).toEqual([
      { ...LINE, start: null, end: null, words: 'He rings' },
      { ...LINE, start: 5_200, end: 3_723_250, words: '' },
    ]);
  });

  it.each(['soon | | A | x', '0:01 | 1:2:3:4', '0:01 | 0:02 | A | b | c | d | e'])(
    'are refused: %s',
    (row) => {
      expect(readTyped(`0:00\n${row}`)).toMatch(/^Row 2: /);
    },
  );

  it('show times as they are typed', () => {
    fc.assert(fc.property(fc.nat({ max: 86_400_000 }), (ms) => typedTime(shownTime(ms)) === ms));
    expect([shownTime(5_200), shownTime(3_723_250), shownTime(null)]).toEqual([
      '0:05.200',
      '1:02:03.250',
      '',
    ]);
  });
});
