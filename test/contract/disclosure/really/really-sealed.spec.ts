import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BundleVerdict } from '../../../../src/verifier/bundle/bundle-verdict';
import { seal, writeBag } from '../../../support/sample-bundle';
import type { BagFiles } from '../../../support/sample-log';
import { KINDS, reallySealed, type ReallySealed } from '../../../medium/disclosure/really-sealed';
import { readCase } from '../case/shapes';
import { sealed as sealedBy, signedAgain, type Change } from '../mutations/insider';
import {
  flip,
  knowing,
  numbers,
  shell,
  verifyFiles,
  verifyZip,
  without,
  withFile,
} from '../mutations/support';
import { eventChanges, insiderChanges } from './insider-changes';
import { dealt, EVERY } from './dealt';
import { relog } from './relog';

const run = promisify(execFile);
const MINUTES_15 = 900_000;

/*
 * Bundles that the real services sealed, over the real log, database and store: what the mutation suites show of bundles
 * that the tests write themselves must hold of these.
 */
let made: Record<(typeof KINDS)[number], ReallySealed>;
beforeAll(async () => {
  made = await reallySealed();
});

const next = numbers(20261124);
const verify = (bundle: ReallySealed, files: BagFiles): Promise<BundleVerdict> =>
  verifyFiles(files, knowing(bundle));
const shellOf = ({ fingerprint, authority, witness }: ReallySealed, files: BagFiles): Promise<number> =>
  shell(files, fingerprint, authority, witness);
/** By somebody who has its key, and makes the end of the log anew as well. */
const sealed = (bundle: ReallySealed, change: Change): BagFiles =>
  sealedBy({ ...bundle, putInLog: relog(bundle) }, change);
const named = (verdict: BundleVerdict): string =>
  verdict.outcome === 'tampered'
    ? `${verdict.first.what} ${verdict.first.where}`
    : verdict.outcome === 'cannot-tell'
      ? verdict.why
      : verdict.outcome;

describe.each(KINDS)('a bundle that was really sealed, for the kind %s', (kind) => {
  it(
    'is proven by the verifier, as ZIP and as folder, and by the shell',
    async () => {
      const bundle = made[kind];
      const proven = {
        exitCode: 0,
        bundle: { kind },
        key: { confirmed: true },
        timeStamp: { state: 'trusted' },
        witnesses: [{ state: 'trusted', name: 'witness.test/one' }],
        seal: {
          timeStamp: { state: 'trusted' },
          witnesses: [{ state: 'trusted', name: 'witness.test/one' }],
        },
        extra: [],
      };
      expect(await verifyZip(bundle.zip, knowing(bundle))).toMatchObject({
        ...proven,
        archive: { state: 'as-sealed' },
      });
      expect(await verify(bundle, bundle.files)).toMatchObject(proven);
      expect(await shellOf(bundle, bundle.files)).toBe(0);
    },
    MINUTES_15,
  );

  it('shows a photograph as what it is', () => {
    const page = made[kind].files.get('START-HERE.html')?.toString() ?? '';
    const [, shown = ''] = /<img src="([^"]+)"/.exec(page) ?? [];
    expect(shown).toMatch(kind === 'defence' ? /\/defence-copy\.jpg$/ : /^data\/originals\/.*\.jpg$/);
    expect([...made[kind].files.keys()]).toContain(shown);
  });

  it('holds a time stamp that openssl verifies over its checkpoint', async () => {
    const { files, authority } = made[kind];
    const folder = await mkdtemp(join(tmpdir(), 'lintel-ts-'));
    for (const [name, bytes] of [
      ['checkpoint.tsr', files.get('data/custody/checkpoint.tsr')],
      ['checkpoint', files.get('data/custody/checkpoint')],
      ['root.pem', authority],
    ] as const)
      await writeFile(join(folder, name), bytes ?? '');
    const args = ['ts', '-verify', '-token_in', '-in', 'checkpoint.tsr', '-CAfile', 'root.pem', '-data'];
    const { stderr, stdout } = await run('openssl', [...args, 'checkpoint'], { cwd: folder });
    expect(stdout + stderr).toContain('Verification: OK');
    await expect(run('openssl', [...args, 'root.pem'], { cwd: folder })).rejects.toThrow();
    await rm(folder, { recursive: true });
  });

  it('holds what a witness cosigned, which openssl verifies as VERIFY.txt says', async () => {
    const { files, witness } = made[kind];
    const folder = await mkdtemp(join(tmpdir(), 'lintel-seen-'));
    const bag = join(folder, 'bag');
    await mkdir(bag);
    await writeBag(bag, files);
    await writeFile(join(folder, 'witness.key'), `${witness}\n`);
    const [, section = ''] = files.get('VERIFY.txt')?.toString().split('8. THE WITNESSES') ?? [];
    const commands = section.split('\n').filter((line) => line.startsWith('    '));
    const { stdout } = await run('sh', ['-c', commands.join('\n')], { cwd: bag });
    expect(stdout).toContain('Witness witness.test/one, 2');
    expect(stdout.match(/Signature Verified Successfully/g)).toHaveLength(2);
    await rm(folder, { recursive: true });
  });

  it('says the same in CASE/UCO, to a reader of JSON-LD that knows classes, properties and datatypes', async () => {
    const { files } = made[kind];
    const read = await readCase(files.get('data/case.jsonld')?.toString() ?? '');
    expect(read.problems).toEqual([]);
    const { exhibits } = JSON.parse(files.get('data/bundle.json')?.toString() ?? '') as {
      exhibits: { ref: string; original: File | null; viewing: File[] }[];
    };
    interface File {
      path: string;
      sha256: string;
      size: number;
    }
    const there = exhibits
      .flatMap(({ original, viewing }) => [...(original === null ? [] : [original]), ...viewing])
      .map(({ path, sha256, size }) => ({ path, sha256, size }))
      .sort((one, other) => (one.path < other.path ? -1 : 1));
    expect(read.files).toEqual(there);
    expect(read.exhibits).toEqual(exhibits.map(({ ref }) => ref));
  });

  it(
    'shows every file that was changed, cut, lengthened, renamed or removed, and names it; one more proves nothing',
    async () => {
      const bundle = made[kind];
      const { files } = bundle;
      const mine = dealt(KINDS.indexOf(kind));
      const missed: string[] = [];
      let count = 0;
      for (const [path, bytes] of files) {
        const changes: [string, BagFiles][] = [
          ['lengthened', withFile(files, path, Buffer.concat([bytes, Buffer.of(10)]))],
          ['renamed', new Map([...without(files, path), [`${path}x`, bytes]])],
          ['removed', without(files, path)],
        ];
        if (mine()) {
          const twice = await verify(bundle, withFile(files, `${path}~`, bytes));
          expect(twice).toMatchObject({ exitCode: 0, extra: [`${path}~`] });
        }
        if (bytes.length > 0)
          changes.push(
            ['first byte', withFile(files, path, flip(bytes, 0, next(8)))],
            ['any byte', withFile(files, path, flip(bytes, next(bytes.length), next(8)))],
            ['cut', withFile(files, path, bytes.subarray(0, -1))],
          );
        for (const [how, changed] of changes) {
          if (!mine()) continue;
          count += 1;
          const verdict = await verify(bundle, changed);
          const shownAt = path === 'seal/sha256sums.txt.sig' ? 'seal/sha256sums.txt' : path;
          if (verdict.exitCode === 0 || !named(verdict).includes(shownAt))
            missed.push(`${path} ${how}: ${named(verdict)}`);
        }
      }
      expect(missed).toEqual([]);
      expect(count).toBeGreaterThan(100);
    },
    MINUTES_15,
  );

  it(
    'shows every bit that is turned in its ZIP',
    async () => {
      const bundle = made[kind];
      const missed: number[] = [];
      const directory = bundle.zip.length - 4_000;
      const places = Array.from({ length: EVERY ? 100 : 40 }, (_, time) =>
        time % 2 === 0 ? next(bundle.zip.length) : directory + next(4_000),
      );
      for (const at of places) {
        const { exitCode, archive } = await verifyZip(flip(bundle.zip, at, next(8)), knowing(bundle));
        if (exitCode === 0 && archive.state !== 'repacked') missed.push(at);
      }
      expect(missed).toEqual([]);
    },
    MINUTES_15,
  );
});

describe('a bundle that was really sealed, and is changed and signed anew with its true key', () => {
  it(
    'gives itself away: the verifier names what was changed',
    async () => {
      const missed: string[] = [];
      const changes = insiderChanges(made.defence, made.prosecution);
      for (const [what, change, fault] of changes) {
        const verdict = await verify(made.defence, sealed(made.defence, change));
        const isFound = fault === 2 ? verdict.exitCode === 2 : named(verdict).startsWith(`${fault} `);
        if (!isFound) missed.push(`${what}: ${named(verdict)}`);
      }
      expect(missed).toEqual([]);
      expect(changes.length).toBeGreaterThan(100);
    },
    MINUTES_15,
  );

  it('gives itself away by the log, which held another list of files, whatever was changed', async () => {
    const { defence } = made;
    for (const path of ['data/schedules/MG12.csv', 'START-HERE.html', 'verify.mjs', 'VERIFY.txt']) {
      const files = signedAgain(defence, (all) => all.set(path, Buffer.from('other')));
      expect([path, await verify(defence, files)]).toMatchObject([
        path,
        { exitCode: 1, first: { what: 'not-in-the-log', where: 'tagmanifest-sha256.txt' } },
      ]);
      expect(await shellOf(defence, files)).toBe(1);
    }
  });

  it('tells, when the end of the log was made anew as well, that nobody else confirms it', async () => {
    const { defence } = made;
    const files = sealed(defence, (all) => all.set('data/schedules/MG12.csv', Buffer.from('other')));
    expect(await verify(defence, files)).toMatchObject({
      exitCode: 0,
      seal: { timeStamp: { state: 'absent' }, witnesses: [{ state: 'absent' }] },
    });
    expect(await shellOf(defence, files)).toBe(0);
  });

  it(
    'gives itself away in the record of the investigation, which the prosecutor has',
    async () => {
      const missed: string[] = [];
      const changes = eventChanges(made.prosecution, ['investigation']);
      for (const [what, change, fault] of changes) {
        const verdict = await verify(made.prosecution, sealed(made.prosecution, change));
        if (!named(verdict).startsWith(`${fault} `)) missed.push(`${what}: ${named(verdict)}`);
      }
      expect(missed).toEqual([]);
      expect(changes.length).toBeGreaterThan(20);
    },
    MINUTES_15,
  );

  it(
    'is judged alike by the shell',
    async () => {
      const differ: string[] = [];
      const changes = insiderChanges(made.defence, made.prosecution);
      // Of the changes of events, which are many and alike, some of each.
      const some = changes.filter(([what], index) => !what.startsWith('event ') || index % 29 === 0);
      const judge = async (part: typeof some): Promise<void> => {
        for (const [what, change] of part) {
          const files = sealed(made.defence, change);
          const [own, other] = [
            (await verify(made.defence, files)).exitCode,
            await shellOf(made.defence, files),
          ];
          if (own !== other) differ.push(`${what}: ${own}, the shell ${other}`);
        }
      };
      const half = Math.ceil(some.length / 2);
      await Promise.all([judge(some.slice(0, half)), judge(some.slice(half))]);
      expect(differ).toEqual([]);
    },
    MINUTES_15,
  );

  it(
    'is judged alike by the shell when one byte of any file is another, signed or not',
    async () => {
      const { defence } = made;
      for (const [path, bytes] of defence.files) {
        if (bytes.length === 0 || (path.includes('/proofs/') && next(8) > 0)) continue;
        const changed = withFile(defence.files, path, flip(bytes, next(bytes.length)));
        expect([path, await shellOf(defence, changed)]).toEqual([
          path,
          (await verify(defence, changed)).exitCode,
        ]);
      }
      const unsigned = withFile(defence.files, 'data/bundle.json', Buffer.from('{}'));
      seal(unsigned);
      expect([await shellOf(defence, unsigned), (await verify(defence, unsigned)).exitCode]).toEqual([1, 1]);
    },
    MINUTES_15,
  );
});
