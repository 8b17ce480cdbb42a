import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Generation } from './generation';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-backups-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('two backups into one folder: the second is refused, and takes nothing of the first away', async () => {
  const first = await Generation.begin(folder, new Date(0));
  const begun = readdirSync(folder);
  await expect(Generation.begin(folder, new Date(1_000))).rejects.toThrow(
    'Another backup is being made in this folder',
  );
  expect(readdirSync(folder)).toEqual(begun);
  await first.abandon();
  const third = await Generation.begin(folder, new Date(2_000));
  await third.abandon();
  expect(readdirSync(folder)).toEqual([]);
});

it('what a backup that was broken off left behind is removed by the next', async () => {
  mkdirSync(join(folder, '2026-01-01T000000.000Z.part/objects'), { recursive: true });
  const next = await Generation.begin(folder, new Date(0));
  expect(readdirSync(folder)).toEqual(['1970-01-01T000000.000Z.part']);
  await next.abandon();
});
