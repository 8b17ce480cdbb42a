import { inParts } from './long-rows';

const words = (cell: unknown): string =>
  typeof cell === 'string' ? cell : (cell as { text: string }[]).map(({ text }) => text).join('');

describe('a row of a table on paper', () => {
  it('stays as it is when it fits a page', () => {
    const row = ['1', 'AB/1', 'A man at the gate'];
    expect(inParts(row, [36, 80, 300])).toEqual([row]);
  });

  it.each([
    ['words', 'He tried the door and rang. '.repeat(200)],
    ['one word', 'x'.repeat(5_000)],
    ['lines', 'He rang.\n\nHe left.\n'.repeat(60)],
    ['letters of two units', '\u{1F600}'.repeat(4_000)],
  ])('goes on in further rows when it is too long, with nothing lost: %s', (_, text) => {
    const rows = inParts(['7', text, 'AB/1'], [36, 300, 80]);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.map((row) => words(row[1])).join('')).toBe(text);
    expect(rows.map((row) => words(row[0]))).toEqual(['7', ...rows.slice(1).map(() => '(7)')]);
    expect(rows.map((row) => words(row[2])).join('')).toBe('AB/1');
    for (const row of rows) expect(words(row[1]).length).toBeLessThanOrEqual(24 * 55 * 2);
  });
});
