import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Home } from './lintel';

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

/** Of Node's own modules, of which some are large: those that a program without settings loaded until it ended. */
function ownModulesOf(program: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-lean-'));
  try {
    const [probe, found] = [join(folder, 'probe.cjs'), join(folder, 'found')];
    writeFileSync(
      probe,
      `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(found)}, process.moduleLoadList.join()));`,
    );
    spawnSync(process.execPath, ['--require', probe, join(APPS, program)], {
      env: { PATH: process.env['PATH'], LINTEL_HOME: join(folder, 'home') },
    });
    return readFileSync(found, 'utf8').split(',');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Intake has a use for it: what speaks tus is made of its requests and answers.
it.each(['workspace/main.js', 'worker/main.js', 'cli/start/set-up.js'])(
  '%s loads nothing of the HTTP client that Node has within it',
  (program) => {
    const loaded = ownModulesOf(program);
    expect(loaded).toContain('NativeModule net');
    expect(loaded.filter((name) => name.includes('undici'))).toEqual([]);
  },
);

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

/** V8 gives back what a start needed once a process is idle, which on a machine with other work it seldom is. */
const GIVEN_BACK_MS = 180_000;

/**
 * Times the memory of a bare process of Node, in what a process has for itself (proc(5), smaps_rollup): a quarter more than they take
 * (workspace 15, worker 12.4, intake 9.6), so that it is seen when they grow, and not when the machine is busy.
 */
const AT_MOST = { workspace: 19, worker: 15.5, intake: 12 } as const;

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
