import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KINDS, reallySealed, type ReallySealed } from '../../../medium/disclosure/really-sealed';
import { writeBag } from '../../../support/sample-bundle';
import { stampedBundle } from '../mutations/support';
import { compare } from './agree';
import { insiderCases, outsiderCases, strangerCases, zipCases } from './cases';
import { HERE, python, type Judgement } from './judge';
import { sampleCases } from './sample-cases';

/*
 * A verifier in another language, written from the documents alone: where it and ours differ, the documents lack something, or one
 * of the two is wrong.
 */
let made: Record<(typeof KINDS)[number], ReallySealed>;
let folder: string;
beforeAll(async () => {
  made = await reallySealed();
  folder = await mkdtemp(join(tmpdir(), 'lintel-documents-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What the program says of a bundle when it is run as a recipient runs it. */
async function verify(
  path: string,
  known: ReallySealed,
  more: string[] = [],
): Promise<{ code: number; said: Judgement }> {
  const { code, out, err } = await python([
    'verify.py',
    path,
    '--key-fingerprint',
    known.fingerprint,
    '--json',
    ...more,
  ]);
  expect(err).toBe('');
  return { code, said: JSON.parse(out) as Judgement };
}

describe('a verifier that was written from the documents alone', () => {
  it('fits the published test vectors of what it is made of', async () => {
    const { code, err } = await python(['-m', 'unittest', 'vectors']);
    expect([code, err]).toEqual([0, expect.stringMatching(/Ran \d\d? tests[\s\S]*OK/)]);
  });

  it('has nothing of ours: only the standard library of Python, its own modules, and openssl', async () => {
    const { stdout } = await promisify(execFile)('python3', [
      '-c',
      'import sys; print(*sys.stdlib_module_names)',
    ]);
    const standard = new Set(stdout.trim().split(' '));
    const modules = (await readdir(HERE, { recursive: true })).filter((path) => path.endsWith('.py'));
    expect(modules.length).toBeGreaterThan(10);
    const own = [/^verifier(\.\w+)?$/, /^\.\w*$/];
    for (const path of modules) {
      const text = await readFile(join(HERE, path), 'utf8');
      const imported = [...text.matchAll(/^\s*(?:from|import) (\S+)/gm)].map(([, name = '']) => name);
      const foreign = imported.filter(
        (name) => !own.some((form) => form.test(name)) && !standard.has(name.split('.')[0] ?? ''),
      );
      expect([path, foreign]).toEqual([path, []]);
      expect([
        path,
        text.match(/\bsrc\b|\bnode\b|verify\.mjs|\.tsx?\b|\bexec\(|\beval\(|__import__|importlib/g),
      ]).toEqual([path, null]);
      if (path.endsWith('timestamps.py')) expect(text.match(/"openssl"/g)).toHaveLength(1);
      else expect(text).not.toMatch(/subprocess/);
    }
  });

  it.each(KINDS)('proves a bundle for the kind %s, as folder and as ZIP', async (kind) => {
    const bundle = made[kind];
    const [parent, zip, root, witness] = ['bag', 'bundle.zip', 'root.pem', 'witness.keys'].map((name) =>
      join(folder, `${kind}-${name}`),
    ) as [string, string, string, string];
    const bag = join(parent, bundle.folder);
    await mkdir(bag, { recursive: true });
    await Promise.all([
      writeBag(bag, bundle.files),
      writeFile(zip, bundle.zip),
      writeFile(root, bundle.authority),
      writeFile(witness, `${bundle.witness}\n`),
    ]);
    const trusted = {
      timeStamp: { state: 'trusted' },
      witnesses: [{ state: 'trusted', name: 'witness.test/one' }],
    };
    for (const [path, state] of [
      [zip, 'as-sealed'],
      [bag, 'folder'],
      [parent, 'folder'],
    ] as const)
      expect(await verify(path, bundle, ['--authority', root, '--witness', witness])).toMatchObject({
        code: 0,
        said: {
          outcome: 'proven',
          bundle: { kind },
          extra: [],
          archive: { state },
          ...trusted,
          seal: trusted,
        },
      });
    await writeFile(join(bag, 'verify.mjs'), 'other');
    const { code, said } = await verify(bag, bundle);
    expect([code, said.changed]).toEqual([1, ['verify.mjs']]);
    expect((await python(['verify.py', join(folder, 'nothing')])).code).toBe(2);
  });

  it.each(KINDS)(
    'says the same as ours of a bundle for the kind %s that somebody changed',
    async (kind) => {
      const { differ, codes } = await compare(outsiderCases(made[kind]));
      expect(differ).toEqual([]);
      const [proven, tampered, unknown] = codes;
      expect([proven > 10, tampered > 50, unknown > 1]).toEqual([true, true, true]);
    },
    300_000,
  );

  it('says the same as ours of what was changed and then signed with the true key', async () => {
    const { differ, codes } = await compare(insiderCases(made));
    expect(differ).toEqual([]);
    expect(codes[1]).toBeGreaterThan(80);
  });

  it('says the same as ours of what is not known, missing or somebody else’s', async () => {
    const { authority } = await stampedBundle();
    const { differ, codes } = await compare([...strangerCases(made, authority), ...sampleCases()]);
    expect(differ).toEqual([]);
    expect(Math.min(...codes)).toBeGreaterThan(3);
  });

  it('says the same as ours of a ZIP that was packed anew, cut or changed', async () => {
    const { differ, codes } = await compare(await zipCases(made.court));
    expect(differ).toEqual([]);
    expect(Math.min(...codes)).toBeGreaterThan(3);
  });
});
