import { generateKeyPairSync, createPublicKey } from 'node:crypto';
import type { BundleVerdict } from '../../../../src/verifier/bundle/bundle-verdict';
import { fingerprintOf, listSeal, sampleBundle, sampleKeys, seal } from '../../../support/sample-bundle';
import { sha256, type BagFiles } from '../../../support/sample-log';
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

/** A signature whose change shows at what it is over: nothing else says which of the two it is. */
const SHOWN_AT: Readonly<Record<string, string>> = { 'seal/sha256sums.txt.sig': 'seal/sha256sums.txt' };
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
  });
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
  });

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
  });

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
  });

  it('is proven with files beside it that it does not know: it names them, and nobody reads them', async () => {
    const beside = [
      '.DS_Store',
      'desktop.ini',
      'Thumbs.db',
      '._verify.mjs',
      '__MACOSX/._data',
      'authority.pem',
      'data/originals/AB-1/.DS_Store',
      'data/originals/AB-1/second.mp4',
      'data/originals/AB-1/FRONT DOOR.MP4',
      'data/custody/AB-1/proofs/x.tlog-proof',
      'data/custody/AB-1/consistency/3.txt',
      'data/custody/EF-1/records.txt',
      'data/custody/witness-1.txt',
      'data/schedules/MG6D.csv',
      'data/viewing/AB-1/my note.txt',
      'fetch.txt',
      'manifest-md5.txt',
      'tagmanifest-md5.txt',
      'README.txt',
      'seal/witness-1.txt',
    ];
    for (const path of beside)
      expect([path, await verify(withFile(files, path, Buffer.from('more\n')))]).toMatchObject([
        path,
        { exitCode: 0, extra: [path] },
      ]);
    const all = new Map([...files, ...beside.map((path) => [path, Buffer.from('more\n')] as const)]);
    expect(await verify(all)).toMatchObject({ exitCode: 0, extra: [...beside].sort() });
    expect(await shell(all, made.fingerprint, made.authority)).toBe(0);
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
  });

  it('names the changed files also when their signature is gone or is another', async () => {
    const path = 'data/schedules/MG12.csv';
    const changed = withFile(files, path, Buffer.from('number,description\r\n1,nothing\r\n'));
    const signature = flip(files.get('tagmanifest-sha256.txt.sig') ?? Buffer.alloc(0), 7);
    const both = withFile(changed, 'tagmanifest-sha256.txt.sig', signature);
    expect(await verify(both)).toMatchObject({
      exitCode: 1,
      first: { what: 'wrong-checksum', where: path },
      changed: [path, 'tagmanifest-sha256.txt.sig'],
    });
    const gone = without(changed, 'tagmanifest-sha256.txt.sig');
    expect(await verify(gone)).toMatchObject({ exitCode: 1, changed: [path] });
  });

  it('names an original that was changed together with all lists of it', async () => {
    const path = 'data/originals/AB-1/Front door.mp4';
    const before = files.get(path) ?? Buffer.alloc(0);
    const changed = withFile(files, path, flip(before, 5));
    const text = changed.get('data/bundle.json')?.toString() ?? '';
    const said = text.replace(sha256(before), sha256(flip(before, 5)));
    changed.set('data/bundle.json', Buffer.from(said));
    seal(changed);
    const verdict = await verify(changed);
    expect(verdict).toMatchObject({ exitCode: 1, first: { what: 'bad-signature' } });
    expect(verdict).toMatchObject({ changed: ['tagmanifest-sha256.txt', path] });
  });

  it('accuses no file by a list that was itself changed', async () => {
    const list = 'manifest-sha256.txt';
    const text = files.get(list)?.toString() ?? '';
    const line = text.split('\n').find((one) => one.endsWith('proxy.mp4')) ?? '';
    const changed = withFile(files, list, Buffer.from(text.replace(line, `0000${line.slice(4)}`)));
    expect(await verify(changed)).toMatchObject({
      exitCode: 1,
      changed: [list],
      unsure: ['data/viewing/AB-1/proxy.mp4'],
    });
  });

  describe('and signs anew with a key of their own', () => {
    const strange = generateKeyPairSync('ed25519').privateKey;
    const pem = createPublicKey(strange).export({ format: 'pem', type: 'spki' }).toString();
    const spki = createPublicKey(strange).export({ format: 'der', type: 'spki' });
    const signedBy = (change: (all: BagFiles) => void): BagFiles => {
      const all = withFile(files, 'data/custody/bundle-key.pem', Buffer.from(pem));
      change(all);
      seal(all, strange);
      listSeal(all, strange);
      return all;
    };
    const named = (all: BagFiles): void => {
      const text = all.get('data/bundle.json')?.toString() ?? '';
      all.set('data/bundle.json', Buffer.from(text.replace(made.fingerprint, fingerprintOf(spki))));
    };

    it('is found by what the summary says of the key', async () => {
      expect(await verify(signedBy(() => undefined))).toMatchObject({
        exitCode: 1,
        first: { what: 'wrong-summary', where: 'data/bundle.json: keyFingerprint' },
        fingerprint: { given: made.fingerprint },
      });
    });

    it('is found by the log, which holds another list of files', async () => {
      expect(await verify(signedBy(named))).toMatchObject({
        exitCode: 1,
        first: { what: 'not-in-the-log', where: 'tagmanifest-sha256.txt' },
      });
    });

    it('is not proven without what shows that it is in the log', async () => {
      const all = signedBy(named);
      for (const path of [...all.keys()]) if (path.startsWith('seal/')) all.delete(path);
      expect(await verify(all)).toMatchObject({ exitCode: 2 });
      expect(await shell(all, made.fingerprint)).toBe(2);
    });

    it('is told from a typing error by nothing but the fingerprint, when the log is made up as well', async () => {
      const other = sampleBundle({ keys: sampleKeys() });
      expect(await verifyFiles(other.files, { keyFingerprint: made.fingerprint })).toMatchObject({
        exitCode: 2,
        fingerprint: { given: made.fingerprint, found: other.fingerprint },
      });
      expect(await shell(other.files, made.fingerprint)).toBe(2);
    });
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
  });
});
