import { fromLeft, inRuns, type Inline, type Run } from './runs';

const fonts = new Map<string, object>();
const fontOf = (family: string): object => {
  const font = fonts.get(family) ?? { family };
  fonts.set(family, font);
  return font;
};

/** As the maker of documents places them: one after the other, as they are read. */
function asRead(runs: readonly Run[]): Inline[] {
  let x = 0;
  return runs
    .flatMap((run) => (run.text.match(/\S+\s*|\s+/g) ?? []).map((text) => ({ ...run, text })))
    .map((run): Inline => {
      const placed = { ...run, font: fontOf(run.font), fontSize: 10, width: 10, x };
      x += 10;
      return placed;
    });
}

/** The words of a line as they are drawn, from left to right. */
function drawnFrom(text: string): string {
  const inlines = asRead(inRuns(text, () => undefined));
  const line = fromLeft(inlines, false, fontOf);
  expect(
    line.every(({ x, width }, place) => place === 0 || x >= (line[place - 1]?.x ?? 0) || width === 0),
  ).toBe(true);
  return line
    .map((one) => one.text)
    .join('|')
    .replaceAll(/\|? +\|?/g, ' ');
}

it.each([
  ['a line from the right', 'وہ رات کو آیا', 'آیا کو رات وہ'],
  ['a name of a file in it', 'وہ RingVideo_1.mp4 میں', 'میں RingVideo_1.mp4 وہ'],
  ['a telephone number in it', 'فون 07700 900123 پر', 'پر 07700 900123 فون'],
  ['a few words of it in a line from the left', 'He said: وہ آیا and left', 'He said: آیا وہ and left'],
  ['a line from the left', 'সে দরজায় ছিল', 'সে দরজায় ছিল'],
])('%s is drawn from left to right as it is read', (_, text, drawn) => {
  expect(drawnFrom(text).replaceAll('|', '')).toBe(drawn);
});

it('a line that is read from the left alone stays as the maker of documents has placed it', () => {
  const inlines = asRead(inRuns('Łódź, দরজা', () => undefined));
  expect(fromLeft(inlines, false, fontOf)).toBe(inlines);
});

it('each line of a text has its own side, and each sign a face, or it is said that there is none', () => {
  const lost = jest.fn();
  const runs = inRuns('At the gate\nوہ آیا', lost);
  expect(runs.map(({ direction }) => direction ?? 'ltr')).toEqual([
    'ltr',
    'ltr',
    ...runs.slice(2).map(() => 'rtl'),
  ]);
  expect(runs.slice(2).every(({ alignment }) => alignment === 'right')).toBe(true);
  expect(lost).not.toHaveBeenCalled();
  inRuns('他', lost);
  expect(lost).toHaveBeenCalledTimes(1);
});

it('no line is higher than one of Latin letters, so that rows are as long as they are reckoned', () => {
  for (const text of ['وہ', 'ছিল', 'வணக்கம்', 'ประตู', 'दरवाज़ा', 'ਪ੍ਰੀਤ'])
    for (const { lineHeight } of inRuns(text, () => undefined)) expect(lineHeight).toBeLessThanOrEqual(1.25);
});
