import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { until } from '../../support/until';
import { freshName, keysOf, type Driver } from './driver';

const MiB = 1024 ** 2;
/** More than it may hold of it; `npm run test:soak`: 512. */
const LARGE = Number(process.env['LINTEL_OBJECT_MIB'] ?? 256) * MiB;
/** Node itself takes about 60 MiB; the rest is parts in flight. */
const MOST_MEMORY = 240 * MiB;

/** What needs a process of its own: to be measured, or to be killed. */
export function processContract(driver: () => Driver): void {
  describe('a process of its own', () => {
    let folder: string;
    let program: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'lintel-child-'));
      program = join(folder, 'child.cjs');
      await build({
        entryPoints: [join(__dirname, 'child.ts')],
        bundle: true,
        platform: 'node',
        target: 'node20',
        outfile: program,
        logLevel: 'error',
      });
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    const child = (task: string, name: string) =>
      spawn(process.execPath, [program, task, name, JSON.stringify(driver().objects)], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, NODE_NO_WARNINGS: '1' },
      });

    it('moves an object larger than its memory in, over and out in flat memory', async () => {
      const running = child('move', freshName());
      const lines: string[] = [];
      createInterface(running.stdout).on('line', (line) => lines.push(line));
      const [code] = (await once(running, 'close')) as [number];
      expect(code).toBe(0);
      const { size, peakBytes } = JSON.parse(lines.at(-1) ?? '{}') as { size: number; peakBytes: number };
      expect(size).toBe(LARGE);
      expect(peakBytes).toBeLessThan(MOST_MEMORY);
    });

    it.each(['write', 'put'])('that is killed in the middle of %s leaves nothing to see', async (task) => {
      const { incoming, evidence, leftovers } = driver();
      const name = freshName();
      const area = task === 'write' ? 'incoming' : 'evidence';
      const running = child(task, name);
      await once(createInterface(running.stdout), 'line'); // it is under way
      running.kill('SIGKILL');
      await once(running, 'close');
      expect(await keysOf(incoming.list(name))).toEqual([]);
      expect(await keysOf(evidence.list(name))).toEqual([]);
      // What it had begun may be finished by a server after it.
      await until('what it left behind', async () => (await leftovers(area, name)).length > 0);

      const store = area === 'incoming' ? incoming : evidence;
      expect(await store.sweep(new Date(0))).toBe(0);
      expect(await store.sweep(new Date(Date.now() + 60_000))).toBeGreaterThan(0);
      expect(await leftovers(area, name)).toEqual([]);
    });
  });
}
