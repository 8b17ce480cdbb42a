import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Home, until } from './lintel';

const APPS = join(__dirname, '../../../dist/src/apps');
const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** Not every installation, and not every request, asks for them. */
const WHEN_USED = [
  '@aws-sdk/client-s3',
  '@simplewebauthn/server',
  '@tus/s3-store',
  'bullmq',
  'fontkit',
  'ioredis',
  'nodemailer',
  'pdfkit',
  'pdfmake',
  'qrcode',
];

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}

const namesIn = (places: readonly string[]): Set<string> =>
  new Set(places.flatMap((place) => PACKAGE.exec(place)?.[1] ?? []));

/** Each module of a program is a function with its path as name: those that V8 counted when the program loaded, without settings. */
function packagesOf(program: string): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-lean-'));
  try {
    spawnSync(process.execPath, [join(APPS, program)], {
      env: { PATH: process.env['PATH'], LINTEL_HOME: join(folder, 'home'), NODE_V8_COVERAGE: folder },
    });
    const reports = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return namesIn(
      reports
        .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Coverage)
        .flatMap(({ result }) => result)
        .flatMap(({ url, functions }) => [
          url,
          ...functions
            .filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0)
            .map(({ functionName }) => functionName),
        ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it.each(['intake', 'workspace', 'worker'])('%s loads no package before something asks for it', (name) => {
  const loaded = packagesOf(`${name}/main.js`);
  expect([...loaded]).toEqual(expect.arrayContaining(['@nestjs/core', 'express', 'typeorm', 'pg']));
  expect(WHEN_USED.filter((one) => loaded.has(one))).toEqual([]);
});

it('what keeps the processes running loads neither the framework nor the mapper', () => {
  const program = join(APPS, 'cli/start/start.js');
  const script = `require(${JSON.stringify(program)}); console.log(JSON.stringify(Object.keys(require.cache)))`;
  const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  const loaded = namesIn(JSON.parse(stdout) as string[]);
  expect([...loaded]).toContain('zod');
  expect(
    [...loaded].filter((one) => /^(@nestjs\/|typeorm$|rxjs$)/.test(one) || WHEN_USED.includes(one)),
  ).toEqual([]);
});

/** On a machine with other work even an idle process is seldom idle. */
const GIVEN_BACK_MS = 180_000;

/** Keeps what it is given for a while, so that V8 makes room for young objects, and then does nothing but say how much room that is. */
const BURST = `
  const { getHeapSpaceStatistics } = require('node:v8');
  let kept = [];
  for (let round = 0; round < 400; round += 1) {
    kept.push(Array.from({ length: 20_000 }, (_, one) => ({ one })));
    if (kept.length > 8) kept = [];
  }
  kept = undefined;
  setInterval(() => {
    console.log(getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size);
  }, 1_000);`;
const YOUNG_BYTES = 4 * 1024 ** 2;

/** A process after a burst of work, with or without giving back: what it says of its room for young objects. */
function afterBurst(before: string): { readonly said: number[]; readonly end: () => void } {
  const said: number[] = [];
  const child = spawn(process.execPath, ['-e', before + BURST], { stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface(child.stdout).on('line', (line) => said.push(Number(line)));
  return { said, end: () => child.kill() };
}

it('an idle process gives back what V8 took for young objects, and one that is not asked to keeps it', async () => {
  const program = JSON.stringify(join(APPS, 'give-back.js'));
  const [asked, left] = [afterBurst(`require(${program}).giveBackWhenIdle();`), afterBurst('')];
  try {
    await until(() => asked.said.length > 0 && left.said.length > 0);
    expect(asked.said[0]).toBeGreaterThan(2 * YOUNG_BYTES);
    await until(() => (asked.said.at(-1) ?? Infinity) <= YOUNG_BYTES, GIVEN_BACK_MS);
    expect(left.said.at(-1)).toBeGreaterThan(2 * YOUNG_BYTES);
  } finally {
    asked.end();
    left.end();
  }
}, 600_000);

/**
 * Times the memory of a bare process of Node, in what a process has for itself (proc(5), smaps_rollup): a quarter more than they take
 * (workspace 18, worker 14, intake 12), so that it is seen when they grow, and not when the machine is busy.
 */
const AT_MOST = { workspace: 22.5, worker: 17.5, intake: 15 } as const;

const ownMemory = (pid: number | undefined): number =>
  [...readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm)]
    .map(([, kilobytes]) => Number(kilobytes))
    .reduce((sum, kilobytes) => sum + kilobytes, 0);

it('an idle process takes no more than it is known to', async () => {
  const home = new Home();
  const bare = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e9)'], { stdio: 'ignore' });
  const lintel = home.start();
  try {
    await lintel.running();
    const pids = home.children();
    const tooMuch = (): string[] =>
      Object.entries(AT_MOST)
        .map(([name, times]) => ({ name, times, takes: ownMemory(pids.get(name)) / ownMemory(bare.pid) }))
        .filter(({ takes, times }) => takes > times)
        .map(({ name, takes }) => `${name} takes ${takes.toFixed(1)} times bare Node`);
    const end = Date.now() + GIVEN_BACK_MS;
    while (tooMuch().length > 0 && Date.now() < end) await sleep(1_000);
    expect(tooMuch()).toEqual([]);
  } finally {
    bare.kill();
    await lintel.kill('SIGTERM');
    home.remove();
  }
}, 600_000);
