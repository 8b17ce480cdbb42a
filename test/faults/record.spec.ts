import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hadNoWorker } from './support/machine';
import { PROGRAM } from './support/plant';

describe('a fault after which clips were late', () => {
  it.each([
    ['the one worker had no processor', { worker: 31 }, true],
    ['the worker had one in half of the time', { worker: 30 }, false],
    ['both workers had none', { worker: 31, 'second worker': 59 }, true],
    ['one of two workers had one', { worker: 59, 'second worker': 0 }, false],
    ['others had none', { worker: 0, intake: 59, workspace: 59 }, false],
    ['no worker ran', { intake: 59 }, false],
  ])('%s', (_, waited, is) => {
    expect(hadNoWorker({ seconds: 60, waited })).toBe(is);
  });
});

describe('what is on record', () => {
  const fault = 'worker killed after master';
  const on = { settings: 'delivered', on: 'S3 and Redis' };
  const went = { fault, times: 1, clips: 3, lost: 0, stuck: 0, slowestSeconds: 4.5, ...on };
  const [well, failed, cut, late] = ['kill-points 1', 'kill-points 2', 'kill-points 3', 'soak 4'];
  const folder = mkdtempSync(join(tmpdir(), 'lintel-record-'));
  const file = join(folder, 'record.jsonl');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('counts no fault of a piece that failed or had no last look, and names all that are missing', () => {
    const lines = [
      { of: 42, piece: well },
      { ...went, piece: well },
      { whole: 3, piece: well },
      { ...went, piece: failed },
      {
        failed: fault,
        missing: ['a'],
        seconds: 60,
        waited: { worker: 2 },
        why: 'late',
        piece: failed,
        at: 'then',
      },
      { whole: 3, piece: failed },
      { ...went, piece: cut },
      { of: 17, piece: late },
      { starved: 'S3 down', piece: late },
      { whole: 2, piece: late },
    ];
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const record = join(PROGRAM, 'scripts/soak/record.mjs');
    const text = execFileSync(process.execPath, [record, file], { encoding: 'utf8' });
    const rows = text
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(rows.slice(2)).toEqual([
      ['the other 17 faults of services, each', '0', '0', '0', '0', '–', '–', '–', '25'],
      [fault, '1', '1', '1', '3', '0', '0', '4.5', '24'],
      ['the other 41 kill points, each', '0', '0', '0', '0', '–', '–', '–', '25'],
    ]);
    expect(text).toContain('1 faults with 3 clips in 2 pieces; 0 of 59 were made 25 times.');
    expect(text).toContain('1 that failed, 2 that went well');
    expect(text).toContain(
      `- ${fault} (${failed}, then), 1 clips not kept in time; of 60 s without a processor: worker 2: \`late\``,
    );
    expect(text.trim().split('\n').at(-1)).toContain(`${well}, ${late}.`);
  });
});
