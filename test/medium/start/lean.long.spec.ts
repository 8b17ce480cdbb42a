import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
