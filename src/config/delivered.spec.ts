import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from './config';

const { lockSeconds, overdueSeconds, longestWaitSeconds } = loadConfig({ NODE_ENV: 'test' }).worker;
const text = readFileSync(join(__dirname, '../../docs/reliability.md'), 'utf8');

it('as delivered, work is taken up again within half of the minute that is promised, whatever was lost', () => {
  // Looks for both are made twice in their time.
  expect(lockSeconds * 1.5).toBeLessThanOrEqual(30);
  expect(overdueSeconds * 1.5).toBeLessThanOrEqual(30);
  expect(longestWaitSeconds).toBeLessThanOrEqual(30);
});

it('reliability.md says what is delivered', () => {
  const delivered = [...text.matchAll(/^\| `WORKER_\w+` +\|[^|]*\| (\d+) /gm)].map(([, seconds]) =>
    Number(seconds),
  );
  expect(delivered).toEqual([lockSeconds, overdueSeconds, longestWaitSeconds]);
});
