import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from './child';

/** Says its lines by turns to both of its outputs, in pieces that end anywhere, and waits to be told to stop. */
const PROGRAM = `
const [from, count] = process.argv.slice(1).map(Number);
const lines = Array.from({ length: count }, (_, at) => 'line ' + (from + at) + ' ' + '.'.repeat((at * 7) % 90) + ' end\\n');
for (const fd of [1, 2]) {
  const text = lines.filter((_, at) => at % 2 === fd - 1).join('');
  for (let at = 0; at < text.length; at += 997) require('fs').writeSync(fd, text.slice(at, at + 997));
}
process.on('disconnect', () => {
  require('fs').writeSync(1, 'the last words end\\n');
  process.exit(0);
});
`;
const LIMIT = 20_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const files = (): string[] => readdirSync(join(folder, 'logs')).sort();
const linesOf = (name: string): string[] =>
  readFileSync(join(folder, 'logs', name), 'utf8')
    .split('\n')
    .slice(0, -1);
const numbersOf = (lines: readonly string[]): number[] =>
  lines.flatMap((line) => /^line (\d+) \.* end$/.exec(line)?.[1] ?? []).map(Number);

async function runs(from: number, count: number, kept: number): Promise<void> {
  const child = new Child({
    name: 'sample',
    command: [process.execPath, '-e', PROGRAM, String(from), String(count)],
    env: {},
    logFile: join(folder, 'logs', 'sample.log'),
    logs: { maxBytes: LIMIT, kept },
  });
  child.start();
  const last = new Set([from + count - 2, from + count - 1]);
  const isDone = (): boolean => {
    const found = numbersOf(files().flatMap(linesOf));
    return [...last].some((number) => found.includes(number));
  };
  for (let tries = 0; tries < 600; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    try {
      if (isDone()) break;
    } catch {
      // It has no log yet.
    }
  }
  await child.stop();
}

describe('the log of a process', () => {
  it('goes on in a new file while the process runs, with no line lost or torn', async () => {
    await runs(0, 3_000, 50);
    await runs(3_000, 1_000, 50);
    const names = files();
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(statSync(join(folder, 'logs', name)).size).toBeLessThanOrEqual(LIMIT);
    const lines = names.flatMap(linesOf);
    expect(lines.filter((line) => line === 'the last words end')).toHaveLength(2);
    expect(lines).toHaveLength(4_002);
    expect(new Set(numbersOf(lines)).size).toBe(4_000);
  });

  it('is kept in so many old files and no more, which are for one user alone', async () => {
    await runs(0, 3_000, 2);
    expect(files()).toEqual(['sample.log', 'sample.log.1', 'sample.log.2']);
    const newest = [...linesOf('sample.log.2'), ...linesOf('sample.log.1'), ...linesOf('sample.log')];
    // Of the output on which they were said: of the other a line may be read later.
    const said = newest.filter((line) => numbersOf([line]).every((number) => number % 2 === 0));
    expect(said.at(-1)).toBe('the last words end');
    for (const name of files()) expect(statSync(join(folder, 'logs', name)).mode & 0o777).toBe(0o600);
  });
});
