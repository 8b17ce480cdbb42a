import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { JsonObject } from '../../../src/kernel/json';
import { verifyPath } from '../../../src/verifier';
import { sampleBundle, seal, writeBag, type SampleBundle } from '../../support/sample-bundle';
import { SampleChain, type BagFiles } from '../../support/sample-log';
import { buildVerifier } from '../../support/verifier-build';

const run = promisify(execFile);
const SHELL = join(__dirname, '../../support/verify.sh');
const SINCE = '2026-03-01T00:00:00.000Z';

let root: string;
let verifier: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lintel-repudiated-'));
  verifier = await buildVerifier();
});
afterAll(async () => {
  await rm(root, { recursive: true });
  await rm(verifier, { recursive: true });
});

const FORGED = { classification: 'not-relevant', meetsTest: false, originalToDefence: false };

/** A bundle with a decision about its first exhibit that an intruder made, and what the operator says in `service`. */
function bundle(
  said: (service: SampleChain, forged: string) => unknown,
  [type, detail]: [string, JsonObject] = ['decision-made', FORGED],
): { sample: SampleBundle; forged: string } {
  const service = new SampleChain('service:lintel');
  let forged = '';
  const sample = sampleBundle({
    verifier,
    chains: (chains) => {
      chains[0]?.add(type, detail, { reason: 'made by nobody' });
      forged = chains[0]?.made.at(-1)?.id ?? '';
      said(service, forged);
      chains.push(service);
    },
  });
  return { sample, forged };
}

const repudiate = (service: SampleChain, id: string, by?: 'worker'): SampleChain =>
  service.add('repudiated', { events: [id], since: SINCE }, { why: 'a break-in' }, by ?? 'operator');

interface Said {
  readonly code: number;
  readonly text: string;
}

async function spoken(command: string, args: string[]): Promise<Said> {
  const done = await run(command, args).catch((error: unknown) => error as { code: number; stdout: string });
  return { code: 'code' in done ? done.code : 0, text: done.stdout };
}

/** What each of the three that check a bundle says. */
async function verdicts({
  files,
  fingerprint,
}: Pick<SampleBundle, 'files' | 'fingerprint'>): Promise<Said[]> {
  const bag = await mkdtemp(join(root, 'bag-'));
  await writeBag(bag, files);
  const { exitCode, text } = await verifyPath(bag, { keyFingerprint: fingerprint });
  return [
    { code: exitCode, text },
    await spoken(process.execPath, [join(bag, 'verify.mjs'), bag, '--key-fingerprint', fingerprint]),
    await spoken('sh', [SHELL, bag, fingerprint]),
  ];
}

const REPUDIATIONS = 'data/custody/AB-1/repudiations.txt';

/** The same bundle with other words in its repudiations, sealed anew by somebody who holds its key. */
function changed({ files, privateKey, fingerprint }: SampleBundle, work: (text: string) => string) {
  const other: BagFiles = new Map(files);
  other.set(REPUDIATIONS, Buffer.from(work(files.get(REPUDIATIONS)?.toString() ?? '')));
  seal(other, privateKey);
  return { files: other, fingerprint };
}

describe('a bundle with events that the operator repudiates', () => {
  it('is proven, names them, and concludes nothing from them', async () => {
    const { sample, forged } = bundle(repudiate);
    for (const { code, text } of await verdicts(sample)) {
      expect([code, text]).toEqual([0, text]);
      expect(text).toMatch(/^proven; 1 event repudiated/i);
      expect(text).toContain(forged);
    }
    const page = sample.files.get('START-HERE.html')?.toString() ?? '';
    expect(page).toContain('Disclosure decision made (declared not genuine: not made by whom it names)');
    expect(page.match(/\(declared not genuine/g)).toHaveLength(2);
  });

  it('is tampered with where the same decision is nobody’s to repudiate', async () => {
    const { sample } = bundle(() => undefined);
    expect((await verdicts(sample)).map(({ code }) => code)).toEqual([1, 1, 1]);
  });

  it('is proven without a word of it where the repudiation was taken back', async () => {
    const view = ['viewed', { access: 'x', content: 'proxy', sha256: 'y' }] as [string, JsonObject];
    const { sample, forged } = bundle((service, id) => {
      repudiate(service, id);
      repudiate(service, service.made[0]?.id ?? '');
    }, view);
    expect(sample.files.get(REPUDIATIONS)?.toString()).toContain(forged);
    for (const { code, text } of await verdicts(sample)) {
      expect([code, text]).toEqual([0, text]);
      expect(text).not.toContain('repudiated');
    }
  });

  it('is tampered with where somebody else than the operator says it', async () => {
    const { sample } = bundle((service, id) => repudiate(service, id, 'worker'));
    expect((await verdicts(sample)).map(({ code }) => code)).toEqual([1, 1, 1]);
  });

  it('is tampered with where the repudiation is not the one in the log, or comes twice', async () => {
    const { sample } = bundle(repudiate);
    for (const work of [
      (text: string) => text.replace('2026-03-01', '2026-02-01'),
      (text: string) => text + text,
      (text: string) => text.replace('service:lintel', 'clip:lintel'),
    ])
      expect((await verdicts(changed(sample, work))).map(({ code }) => code)).toEqual([1, 1, 1]);
  });

  it('has them named by the commands of VERIFY.txt', async () => {
    const { sample, forged } = bundle(repudiate);
    const bag = await mkdtemp(join(root, 'typed-'));
    await writeBag(bag, sample.files);
    const commands = (sample.files.get('VERIFY.txt')?.toString() ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    ') && !line.includes('verify.mjs'))
      .map((line) => line.slice(4));
    const script = join(bag, '..', 'typed.sh');
    await writeFile(script, commands.join('\n'));
    const { stdout } = await run('sh', [script], { cwd: bag });
    expect(stdout).toContain(`declared not genuine: "${forged}"`);
  });
});
