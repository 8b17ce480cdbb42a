import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildProgram } from '../../e2e/intake/support/program';
import { Visitor } from '../../faults/support/people';
import { until } from '../../support/until';
import { Home, type Lintel } from './lintel';

/*
 * The drill: an installation that works is copied while a victim sends; then it is lost, and comes back elsewhere from the copy and
 * the keys alone. What she was given a receipt for is there, bit by bit, and the log is proven.
 */
let home: Home;
let other: Home;
let lintel: Lintel | undefined;
const backups = (): string => join(home.folder, 'backups');
const keys = (): string => join(home.folder, 'keys elsewhere');

beforeAll(() => {
  buildProgram();
  [home, other] = [new Home(), new Home()];
});
afterAll(async () => {
  await lintel?.kill('SIGTERM');
  home.remove();
  other.remove();
});

const file = (kilobytes: number): Buffer => {
  const bytes = Buffer.alloc(kilobytes * 1024);
  for (let at = 0; at < bytes.length; at += 32)
    createHash('sha256').update(`${kilobytes} ${at}`).digest().copy(bytes, at);
  return bytes;
};
const sent = [file(300), file(700)];

/** Of what has its name: what is still being written may be gone when it is read. */
const hashesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.tmp-'))
    .map((entry) =>
      createHash('sha256')
        .update(readFileSync(join(entry.parentPath, entry.name)))
        .digest('hex'),
    );
const masters = (of: Home): string[] => hashesBelow(join(of.env.LINTEL_HOME, 'objects/evidence'));
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const generations = (): string[] => readdirSync(backups()).sort();
const records = (proven: string): number => Number(/Proven: (\d+) events/.exec(proven)?.[1]);
const back = (): Promise<{ code: unknown; output: string }> =>
  other.run(['restore', '--from', join(backups(), generations().at(-1) ?? ''), '--keys', keys()]);

it('copies a running installation, twice, and the second time only what is new', async () => {
  lintel = await home.start().running();
  const invitation = {
    id: '',
    link: lintel.told('Its upload link'),
    code: lintel.told('with the access code').replace(' ', ''),
  };
  const visitor = await Visitor.in(invitation);
  for (const [index, bytes] of sent.entries()) await visitor.add(`film ${index}.bin`, bytes);
  await visitor.sendAll();
  await until('the masters', () =>
    Promise.resolve(sent.every((bytes) => masters(home).includes(sha256(bytes)))),
  );
  await visitor.add('unsent.bin', file(20));

  const refused = await home.run(['backup', '--to', join(home.env.LINTEL_HOME, 'backups')]);
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('must lie apart') as string });
  for (const options of [[], ['--keys-to', keys()]]) {
    const made = await home.run(['backup', '--to', backups(), ...options]);
    expect(made.output).toMatch(
      /^Backed up to .*: \d+ files, \d+ bytes of them new, a log of size \d+, in [\d.]+ s\.\n/,
    );
    expect(made.code).toBe(0);
  }
  const [first = '', second = ''] = generations();
  const inodes = (of: string): Set<number> =>
    new Set(
      readdirSync(join(backups(), of, 'objects/evidence'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => statSync(join(entry.parentPath, entry.name)).ino),
    );
  const later = inodes(second);
  expect([...inodes(first)].every((inode) => later.has(inode))).toBe(true);
  // Nothing in it opens it, and other people's tools can check it.
  expect(readdirSync(join(backups(), second)).sort()).toEqual([
    'backup.json',
    'database',
    'files.sha256',
    'objects',
  ]);
  execFileSync('sha256sum', ['--check', '--quiet', 'files.sha256'], { cwd: join(backups(), second) });
});

it('brings nothing back from a backup that is not whole, and says which file it is', async () => {
  const whole = join(backups(), generations().at(-1) ?? '');
  const list = readFileSync(join(whole, 'files.sha256'), 'utf8');
  const [, victim = ''] = /^\S+ {2}(objects\/evidence\/\S+)$/m.exec(list) ?? [];
  const kept = readFileSync(join(whole, victim));
  const attempts: [() => void, () => void, string][] = [
    [
      () => writeFileSync(join(whole, victim), Buffer.concat([Buffer.from([1]), kept.subarray(1)])),
      () => writeFileSync(join(whole, victim), kept),
      `${victim} of the backup is damaged or missing`,
    ],
    [
      () => rmSync(join(whole, victim)),
      () => writeFileSync(join(whole, victim), kept),
      `${victim} of the backup is damaged or missing`,
    ],
    [
      () => truncateSync(join(whole, 'files.sha256'), list.length - 80),
      () => writeFileSync(join(whole, 'files.sha256'), list),
      'files.sha256 of the backup is not the one',
    ],
  ];
  for (const [damage, mend, said] of attempts) {
    damage();
    const refused = await back();
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining(said) as string });
    expect(refused.output.trim().split('\n')).toHaveLength(1);
    mend();
  }
  const facts = readFileSync(join(whole, 'backup.json'));
  rmSync(join(whole, 'backup.json'));
  expect((await back()).output).toContain('holds no whole backup');
  writeFileSync(join(whole, 'backup.json'), facts);
});

it('comes back elsewhere: nothing acknowledged is lost, and the log goes on', async () => {
  const before = await until('a proven log', async () => {
    const { output } = await home.run(['verify', '--live']);
    return output.startsWith('Proven:') && records(output);
  });
  await lintel?.kill('SIGKILL');
  expect((await other.run(['restore', '--from', join(backups(), generations()[1] ?? '')])).output).toContain(
    'secrets that the database was made with are missing',
  );
  const brought = await back();
  expect(brought.output).toMatch(
    /^Brought back \d+ files, \d+ bytes, each as its SHA-256 says, in [\d.]+ s\.\n/,
  );
  expect(brought.output).toMatch(/The database is as it was at \d{4}-.*Z, its log of size \d+ at least/);
  expect(brought.code).toBe(0);

  lintel = await other.start().running();
  expect(lintel.output).not.toContain('first run');
  for (const bytes of sent) expect(masters(other)).toContain(sha256(bytes));
  expect(hashesBelow(join(other.env.LINTEL_HOME, 'objects'))).toContain(sha256(file(20)));
  // Work that was done after the copy is done again by itself.
  await until('as long a log', async () => {
    const { output } = await other.run(['verify', '--live']);
    expect(output).toMatch(/^Proven:/);
    return records(output) >= before - 2;
  });
  expect((await other.run(['restore'])).output).toContain('0 locked original(s) without a row');
  expect(await other.run(['fixity'])).toMatchObject({ code: 0 });
  expect((await back()).output).toContain('has a database already');
});
