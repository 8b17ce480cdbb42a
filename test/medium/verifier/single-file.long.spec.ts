import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sampleBundle, writeBag, zipOf } from '../../support/sample-bundle';
import { buildVerifier } from '../../support/verifier-build';

const run = promisify(execFile);

interface Ended {
  readonly code: number;
  readonly stdout: string;
}

/** Runs in an empty environment; a socket of any kind ends it with 99. */
const NO_NETWORK = `
  import net from 'node:net'; import dgram from 'node:dgram'; import dns from 'node:dns'; import http from 'node:http';
  const stop = () => process.exit(99);
  net.Socket.prototype.connect = stop; net.createServer = stop; dgram.createSocket = stop; dns.lookup = stop;
  http.request = stop; globalThis.fetch = stop;
`;

describe('verify.mjs beside the bag', () => {
  let verifier: string;
  let root: string;
  let bag: string;
  let sample: ReturnType<typeof sampleBundle>;

  beforeAll(async () => {
    verifier = await buildVerifier();
    sample = sampleBundle({ verifier });
    root = await mkdtemp(join(tmpdir(), 'lintel-alone-'));
    bag = join(root, sample.folder);
    await writeBag(bag, sample.files);
    await writeFile(join(root, 'no-network.mjs'), NO_NETWORK);
  });
  afterAll(async () => {
    await rm(root, { recursive: true });
    await rm(verifier, { recursive: true });
  });

  const node = async (args: readonly string[], cwd = root): Promise<Ended> => {
    try {
      const guard = ['--import', join(root, 'no-network.mjs')];
      const { stdout } = await run(process.execPath, [...guard, ...args], { cwd, env: {} });
      return { code: 0, stdout };
    } catch (error) {
      const { code, stdout } = error as Ended;
      return { code, stdout };
    }
  };

  it('checks the folder where it lies, with Node alone and no network', async () => {
    const { code, stdout } = await node([join(bag, 'verify.mjs')], tmpdir());
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toContain('Proven: defence bundle 3 of 50GF0012326');
    expect(stdout).toContain(sample.fingerprint);
  });

  it('loads nothing but what Node brings', () => {
    const text = sample.files.get('verify.mjs')?.toString() ?? '';
    const imports = [...text.matchAll(/(?:from|import\(|require\()\s*["']([^"']+)["']/g)].map(
      ([, name]) => name,
    );
    expect(imports).toContain('node:worker_threads');
    expect(imports.filter((name) => !isBuiltin(name ?? '') || name?.startsWith('node:') !== true)).toEqual(
      [],
    );
  });

  it('checks a ZIP with a fingerprint and answers machines', async () => {
    const zip = join(root, 'bundle.zip');
    await writeFile(zip, await zipOf(sample.folder, sample.files));
    const args = [
      join(bag, 'verify.mjs'),
      zip,
      '--json',
      '--key-fingerprint',
      sample.fingerprint.toUpperCase(),
    ];
    const { code, stdout } = await node(args);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'proven', key: { confirmed: true } });
  });

  it('names the changed file and ends with 1; with 2 for what is not there', async () => {
    const changed = join(root, 'changed');
    await cp(bag, changed, { recursive: true });
    const path = 'data/originals/AB-1/Front door.mp4';
    const bytes = await readFile(join(changed, path));
    bytes.writeUInt8(bytes.readUInt8(9) ^ 1, 9);
    await writeFile(join(changed, path), bytes);
    const found = await node([join(bag, 'verify.mjs'), changed]);
    expect(found.code).toBe(1);
    expect(found.stdout).toContain(`Changed: ${path}: its bytes are not those that were sealed.`);
    expect(await node([join(bag, 'verify.mjs'), join(root, 'nothing')])).toMatchObject({ code: 2 });
    expect(await node([join(bag, 'verify.mjs'), '--nonsense'])).toMatchObject({ code: 2 });
  });

  /** Every command of VERIFY.txt, typed into a plain shell. */
  const typed = async (cwd: string): Promise<string> => {
    const text = sample.files.get('VERIFY.txt')?.toString() ?? '';
    const commands = text
      .split('\n')
      .filter((line) => line.startsWith('    ') && !line.includes('verify.mjs'))
      .map((line) => line.slice(4));
    return (await run('sh', ['-c', commands.join('\n')], { cwd })).stdout;
  };

  it('agrees with every command of VERIFY.txt', async () => {
    const stdout = await typed(bag);
    expect(stdout).toContain(sample.fingerprint);
    expect(stdout.match(/Signature Verified Successfully/g)).toHaveLength(4);
    expect(stdout).toContain(
      'tag files: as sealed\nevidence files: as sealed\nfiles of the seal: as sealed\ndata/custody',
    );
    expect(stdout).toContain('data/custody/AB-1/records.txt: 9 events');
    expect(stdout).toContain('data/originals/AB-1/Front door.mp4: the master');
    expect(stdout).toContain('data/viewing/AB-1/proxy.mp4: a copy that the log knows');
    expect(stdout).toContain('data/custody/CD-1/openings.jsonl: looked at');
    expect(stdout).toContain("the log's list of files: this one\nthe log held it: yes\n");
    expect(stdout).not.toMatch(/BROKEN|NOT |no part of/);
  });

  it('names by the commands of VERIFY.txt what only lies beside the bundle, and a list that the log does not hold', async () => {
    const other = join(root, 'other');
    await cp(bag, other, { recursive: true });
    await writeFile(join(other, 'data/originals/.DS_Store'), 'x');
    expect(await typed(other)).toContain('no part of the bundle: data/originals/.DS_Store\n');
    const record = join(other, 'seal/record.txt');
    await writeFile(record, (await readFile(record, 'utf8')).replace(/("manifestSha256":")..../, '$10000'));
    const stdout = await typed(other);
    expect(stdout).toContain("the log's list of files: NOT THIS ONE\nthe log held it: NOT SHOWN\n");
  });

  it('is changed, and the commands of VERIFY.txt say where', async () => {
    const changed = join(root, 'typed');
    await cp(bag, changed, { recursive: true });
    for (const [path, from, to] of [
      ['data/viewing/AB-1/proxy.mp4', 'proxy AB', 'proxy XX'],
      ['data/originals/CD-1/clip.mp4', 'original', 'changed '],
      ['data/custody/AB-1/openings.jsonl', 'man with ladder', 'man with flower'],
      ['data/custody/CD-1/records.txt', 'clip-verified', 'clip-verifyed'],
    ] as const)
      await writeFile(
        join(changed, path),
        (await readFile(join(changed, path), 'latin1')).replace(from, to),
        'latin1',
      );
    const stdout = await typed(changed);
    for (const line of [
      'data/viewing/AB-1/proxy.mp4: NOT IN THE LOG',
      'data/originals/CD-1/clip.mp4: NOT THE MASTER',
      /AB-1\/openings.jsonl: description of [0-9a-f-]{36}: NOT WHAT THE LOG HOLDS/,
      /CD-1\/records.txt: BROKEN at event 3/,
    ])
      expect(stdout).toMatch(line);
    expect(stdout.match(/NOT |BROKEN/g)).toHaveLength(4);
  });

  it('agrees with the shell verifier', async () => {
    const script = join(__dirname, '../../support/verify.sh');
    const { stdout } = await run('sh', [script, bag, sample.fingerprint]);
    expect(stdout).toMatch(/^proven\n/);
  });
});
