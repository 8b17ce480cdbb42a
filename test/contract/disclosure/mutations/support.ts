import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { digestStream } from '../../../../src/platform/digest';
import type { BundleVerdict } from '../../../../src/verifier/bundle/bundle-verdict';
import { timeStampAuthority } from '../../../../src/verifier/bundle/time-stamp-authority';
import { verifyBundle, type BundleOptions } from '../../../../src/verifier/bundle/verify-bundle';
import { verifyZip as verifyZipFile } from '../../../../src/verifier/bundle/verify-zip';
import type { SealedArchive } from '../../../../src/verifier/verify-archive';
import { onceInRun } from '../../../support/once';
import {
  listSeal,
  putInLog,
  sampleBundle,
  seal,
  writeBag,
  type SampleBundle,
  type SampleOptions,
} from '../../../support/sample-bundle';
import type { BagFiles } from '../../../support/sample-log';
import { startAuthority } from '../../../support/tsa';
import { buildVerifier } from '../../../support/verifier-build';

const run = promisify(execFile);

/** A bundle, and how somebody who has all its keys puts another one of that name into the log. */
export interface Complete extends SampleBundle {
  /** PEM of the root of the authority of its time stamps, if it has any. */
  readonly authority?: string;
  /** Puts the list of files of a bag into the log, as sealing does. */
  readonly putInLog: (files: BagFiles) => void;
}

export interface Stamped extends Complete {
  readonly authority: string;
}

/** A time stamp of a real authority over a checkpoint. */
async function stamp(url: string, checkpoint: Buffer): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-stamp-'));
  try {
    await writeFile(join(folder, 'checkpoint'), checkpoint);
    const ask = ['ts', '-query', '-data', 'checkpoint', '-sha256', '-cert', '-out', 'query'];
    await run('openssl', ask, { cwd: folder });
    const body = await readFile(join(folder, 'query'));
    const headers = { 'content-type': 'application/timestamp-query' };
    const answer = await fetch(url, { method: 'POST', headers, body });
    return Buffer.from(await answer.arrayBuffer());
  } finally {
    await rm(folder, { recursive: true });
  }
}

export const complete = (sample: SampleBundle): Complete => ({
  ...sample,
  putInLog: (files) => putInLog(files, sample.log, sample.privateKey),
});

/** A sealed bundle with the reader's page and the verifier in it, and no time stamp. */
export async function completeBundle(options: SampleOptions = {}): Promise<Complete> {
  const verifier = await buildVerifier();
  const sample = sampleBundle({ ...options, verifier });
  await rm(verifier, { recursive: true });
  return complete(sample);
}

/** The same with time stamps of its two states of the log. */
export async function stampedBundle(options: SampleOptions = {}): Promise<Stamped> {
  const sample = await completeBundle(options);
  const { files } = sample;
  const authority = await startAuthority();
  try {
    const over = (path: string): Promise<Buffer> => stamp(authority.url, files.get(path) ?? Buffer.alloc(0));
    files.set('data/custody/checkpoint.tsr', await over('data/custody/checkpoint'));
    seal(files, sample.privateKey);
    sample.putInLog(files);
    files.set('seal/checkpoint.tsr', await over('seal/checkpoint'));
    listSeal(files, sample.privateKey);
    return { ...sample, authority: await readFile(authority.caFile, 'utf8') };
  } finally {
    await authority.close();
  }
}

/** Everything a recipient may know from elsewhere. */
export const knowing = ({
  fingerprint,
  authority,
  witness,
}: Pick<Complete, 'fingerprint' | 'authority'> & { readonly witness?: string }): BundleOptions => ({
  keyFingerprint: fingerprint,
  ...(witness !== undefined && { witnesses: [witness] }),
  ...(authority !== undefined && {
    timeStampTrust: (token: Buffer) => timeStampAuthority(token, [authority]),
  }),
});

export const verifyFiles = (files: BagFiles, options: BundleOptions): Promise<BundleVerdict> =>
  verifyBundle(
    {
      list: () =>
        Promise.resolve(
          [...files].map(([path, { length }]) => ({ path, kind: 'file' as const, size: length })),
        ),
      read: async function* (path) {
        yield await Promise.resolve(files.get(path) ?? Buffer.alloc(0));
      },
    },
    options,
  );

export const accessTo = (zip: Buffer): SealedArchive => ({
  size: zip.length,
  read: async function* (start, end) {
    yield await Promise.resolve(zip.subarray(start, end));
  },
  digest: (start, end) => digestStream(Readable.from([zip.subarray(start, end)])),
});

export const verifyZip = (zip: Buffer, options: BundleOptions): Promise<BundleVerdict> =>
  verifyZipFile(accessTo(zip), options);

/** Where the second verifier keeps the hashes of subtrees that it made: the changed bundles of one log share nearly all. */
const subtreesOf = async (fingerprint: string): Promise<string> =>
  join(
    await onceInRun(`subtrees-${fingerprint}`, (folder) => writeFile(join(folder, 'hashes'), '')),
    'hashes',
  );

/** Exit code of the second verifier, which shares no code with the first. */
export async function shell(
  files: BagFiles,
  fingerprint: string,
  authority?: string,
  witness?: string,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-shell-'));
  const [bag, root, seen] = ['bag', 'root.pem', 'witness.keys'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  try {
    await mkdir(bag);
    await writeBag(bag, files);
    if (authority !== undefined) await writeFile(root, authority);
    if (witness !== undefined) await writeFile(seen, `${witness}\n`);
    const script = join(__dirname, '../../../support/verify.sh');
    const known = [authority === undefined ? '' : root, witness === undefined ? '' : seen];
    await run('sh', [script, bag, fingerprint, ...known, await subtreesOf(fingerprint)]);
    return 0;
  } catch (error) {
    return (error as { code: number }).code;
  } finally {
    // A hundred small files: to wait for each takes more than to remove it.
    rmSync(folder, { recursive: true });
  }
}

/** Numbers that look random and are the same in every run (mulberry32). */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % below;
  };
}

export function flip(bytes: Buffer, at: number, bit = 0): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
  return changed;
}

/** The same bag with one file changed. */
export const withFile = (files: BagFiles, path: string, bytes: Buffer): BagFiles =>
  new Map([...files, [path, bytes]]);

export const without = (files: BagFiles, path: string): BagFiles =>
  new Map([...files].filter(([name]) => name !== path));
