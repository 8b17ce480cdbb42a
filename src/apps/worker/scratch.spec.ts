import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { openScratch, type Scratch } from './scratch';

let root: string;
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'scratch-')), 'scratch');
});
afterEach(() => rm(join(root, '..'), { recursive: true, force: true }));

/** Nothing was heard of its holder for ten minutes. */
async function forsake({ folder }: Scratch): Promise<void> {
  await writeFile(join(folder, 'half-made.mp4'), 'bytes');
  const longAgo = new Date(Date.now() - 600_000);
  await utimes(folder, longAgo, longAgo);
}

it('removes what a killed worker left, and nothing of one that lives', async () => {
  const killed = await openScratch(root);
  const living = await openScratch(root);
  await forsake(killed);
  const next = await openScratch(root);
  expect((await readdir(root)).sort()).toEqual([basename(living.folder), basename(next.folder)].sort());
});

it('removes it while it runs, too', async () => {
  const living = await openScratch(root);
  const killed = await openScratch(root);
  await forsake(killed);
  await living.keep();
  expect(await readdir(root)).toEqual([basename(living.folder)]);
});

it('keeps its own, even after a long sleep in which others took it for dead', async () => {
  const sleeper = await openScratch(root);
  await forsake(sleeper);
  await sleeper.keep();
  const other = await openScratch(root);
  expect(await readdir(sleeper.folder)).toEqual(['half-made.mp4']);
  await forsake(sleeper);
  await other.keep();
  await sleeper.keep();
  expect(await readdir(sleeper.folder)).toEqual([]);
});

it('lets nobody else in, and is gone when it is closed', async () => {
  const scratch = await openScratch(root);
  expect((await stat(root)).mode & 0o777).toBe(0o700);
  expect((await stat(scratch.folder)).mode & 0o777).toBe(0o700);
  await scratch.close();
  expect(await readdir(root)).toEqual([]);
});
