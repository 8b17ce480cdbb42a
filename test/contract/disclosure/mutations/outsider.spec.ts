import { generateKeyPairSync, createPublicKey } from 'node:crypto';
import type { BundleVerdict } from '../../../../src/verifier/bundle/bundle-verdict';
import { seal } from '../../../support/sample-bundle';
import type { BagFiles } from '../../../support/sample-log';
import {
  flip,
  knowing,
  numbers,
  shell,
  stampedBundle,
  verifyFiles,
  without,
  withFile,
  type Stamped,
} from './support';

/** Files whose change shows first at another one: what is signed, and what the signature is. */
const SHOWN_AT: Readonly<Record<string, string>> = { 'tagmanifest-sha256.txt.sig': 'tagmanifest-sha256.txt' };
const shownAt = (path: string): string => SHOWN_AT[path] ?? path;

const whereOf = (verdict: BundleVerdict): string =>
  verdict.outcome === 'tampered' ? verdict.first.where : verdict.outcome;

describe('a bundle that somebody without the key changes', () => {
  const next = numbers(20260312);
  let made: Stamped;
  let files: BagFiles;
  let paths: string[];
  let count = 0;
  beforeAll(async () => {
    made = await stampedBundle();
    ({ files } = made);
    paths = [...files.keys()];
  }, 120_000);
  afterAll(() => expect(count).toBeGreaterThan(500));

  const verify = (changed: BagFiles): Promise<BundleVerdict> => {
    count += 1;
    return verifyFiles(changed, knowing(made));
  };

  it('is proven while nobody does, by both verifiers', async () => {
    expect(await verifyFiles(files, knowing(made))).toMatchObject({
      exitCode: 0,
      timeStamp: { state: 'trusted' },
    });
    expect(await shell(files, made.fingerprint)).toBe(0);
  }, 120_000);

  it('names the file with one bit turned: first, last and any byte of every file', async () => {
    const missed: string[] = [];
    for (const path of paths) {
      const bytes = files.get(path) ?? Buffer.alloc(0);
      for (const at of new Set([0, bytes.length - 1, next(bytes.length), next(bytes.length)])) {
        const verdict = await verify(withFile(files, path, flip(bytes, at, next(8))));
        if (verdict.exitCode !== 1 || whereOf(verdict) !== shownAt(path))
          missed.push(`${path} byte ${at}: ${whereOf(verdict)}`);
      }
    }
    expect(missed).toEqual([]);
  }, 300_000);

  it('names the file that was cut, lengthened, emptied, renamed or removed', async () => {
    const missed: string[] = [];
    for (const path of paths) {
      const bytes = files.get(path) ?? Buffer.alloc(0);
      const changes: [string, BagFiles, string[]][] = [
        ['cut', withFile(files, path, bytes.subarray(0, -1)), [shownAt(path)]],
        ['lengthened', withFile(files, path, Buffer.concat([bytes, Buffer.of(10)])), [shownAt(path)]],
        ['emptied', withFile(files, path, Buffer.alloc(0)), [shownAt(path)]],
        ['renamed', new Map([...without(files, path), [`${path}x`, bytes]]), [path, `${path}x`]],
        ['removed', without(files, path), [path]],
      ];
      for (const [how, changed, names] of changes) {
        const verdict = await verify(changed);
        const text = verdict.outcome === 'cannot-tell' ? verdict.why : whereOf(verdict);
        if (verdict.exitCode === 0 || !names.some((name) => text.includes(name)))
          missed.push(`${path} ${how}: ${text}`);
      }
    }
    expect(missed).toEqual([]);
  }, 300_000);

  it('names a file that was added or stands there twice in another form', async () => {
    for (const path of [
      'data/originals/AB-1/second.mp4',
      'data/custody/AB-1/proofs/x.tlog-proof',
      'data/schedules/MG6D.csv',
      'fetch.txt',
      'manifest-md5.txt',
      'README.txt',
      'data/originals/AB-1/FRONT DOOR.MP4',
    ]) {
      const verdict = await verify(withFile(files, path, Buffer.from('more\n')));
      expect([path, verdict.exitCode, whereOf(verdict)]).toEqual([path, 1, path]);
    }
  });

  it('finds exhibits, records, schedules and proofs that change places', async () => {
    const pairs: [string, string][] = [
      ['data/originals/AB-1/Front door.mp4', 'data/originals/CD-1/clip.mp4'],
      ['data/viewing/AB-1/proxy.mp4', 'data/viewing/CD-1/proxy.mp4'],
      ['data/custody/AB-1/records.txt', 'data/custody/CD-1/records.txt'],
      ['data/custody/AB-1/openings.jsonl', 'data/custody/CD-1/openings.jsonl'],
      ['data/schedules/MG12.pdf', 'data/schedules/MG6C.pdf'],
      ['manifest-sha256.txt', 'tagmanifest-sha256.txt'],
    ];
    for (const [one, other] of pairs) {
      const changed = new Map([...files, [one, files.get(other)], [other, files.get(one)]] as [
        string,
        Buffer,
      ][]);
      const verdict = await verify(changed);
      expect([verdict.exitCode, [one, other].includes(whereOf(verdict))]).toEqual([1, true]);
    }
  });

  it('finds every change also when the manifests are written anew, for their signature is gone', async () => {
    for (const path of paths.filter((name) => name.startsWith('data/'))) {
      const bytes = files.get(path) ?? Buffer.alloc(0);
      const changed = withFile(files, path, flip(bytes, next(bytes.length)));
      seal(changed);
      const verdict = await verify(changed);
      const expected = path.endsWith('bundle-key.pem')
        ? /bundle-key\.pem|tagmanifest/
        : /^tagmanifest-sha256\.txt$/;
      expect(verdict.exitCode).toBe(1);
      expect(whereOf(verdict)).toMatch(expected);
    }
  }, 120_000);

  it('finds another key, with everything signed anew', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }).toString();
    const changed = withFile(files, 'data/custody/bundle-key.pem', Buffer.from(pem));
    seal(changed, privateKey);
    expect(await verify(changed)).toMatchObject({ exitCode: 1, first: { what: 'wrong-key' } });
  });

  it('is judged alike by the second verifier', async () => {
    const kinds = paths.filter((path, at) => at % 9 === 0 || !path.includes('/proofs/'));
    for (const path of kinds) {
      const bytes = files.get(path) ?? Buffer.alloc(0);
      const changed = withFile(files, path, flip(bytes, next(bytes.length)));
      expect([path, await shell(changed, made.fingerprint)]).toEqual([
        path,
        (await verify(changed)).exitCode,
      ]);
    }
  }, 300_000);
});
