import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  bundleTampered,
  bundleUnknown,
  type BundleVerdict,
} from '../../../../src/verifier/bundle/bundle-verdict';
import { timeStampAuthority } from '../../../../src/verifier/bundle/time-stamp-authority';
import { verifyBundle, type BundleOptions } from '../../../../src/verifier/bundle/verify-bundle';
import { openZip } from '../../../../src/verifier/zip/open-zip';
import { ZipCut, ZipFault } from '../../../../src/verifier/zip/zip-fault';
import {
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

export interface Stamped extends SampleBundle {
  /** PEM of the authority's root. */
  readonly authority: string;
}

/** A time stamp of a real authority over a checkpoint. */
async function stamp(checkpoint: string): Promise<{ token: Buffer; authority: string }> {
  const authority = await startAuthority();
  const folder = await mkdtemp(join(tmpdir(), 'lintel-stamp-'));
  try {
    await writeFile(join(folder, 'checkpoint'), checkpoint);
    const ask = ['ts', '-query', '-data', 'checkpoint', '-sha256', '-cert', '-out', 'query'];
    await run('openssl', ask, { cwd: folder });
    const body = await readFile(join(folder, 'query'));
    const headers = { 'content-type': 'application/timestamp-query' };
    const answer = await fetch(authority.url, { method: 'POST', headers, body });
    const token = Buffer.from(await answer.arrayBuffer());
    return { token, authority: await readFile(authority.caFile, 'utf8') };
  } finally {
    await rm(folder, { recursive: true });
    await authority.close();
  }
}

/** A sealed bundle with everything in it: page, verifier, time stamp. */
export async function stampedBundle(options: SampleOptions = {}): Promise<Stamped> {
  const verifier = await buildVerifier();
  const sample = sampleBundle({ ...options, verifier });
  await rm(verifier, { recursive: true });
  const { token, authority } = await stamp(sample.log.checkpoint);
  sample.files.set('data/custody/checkpoint.tsr', token);
  seal(sample.files, sample.privateKey);
  return { ...sample, authority };
}

/** Everything a recipient may know from elsewhere. */
export const knowing = ({
  fingerprint,
  authority,
  witness,
}: Pick<Stamped, 'fingerprint' | 'authority'> & { readonly witness?: string }): BundleOptions => ({
  keyFingerprint: fingerprint,
  ...(witness !== undefined && { witnesses: [witness] }),
  timeStampTrust: (token) => timeStampAuthority(token, [authority]),
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

export async function verifyZip(zip: Buffer, options: BundleOptions): Promise<BundleVerdict> {
  try {
    const opened = await openZip({
      size: zip.length,
      read: async function* (start, end) {
        yield await Promise.resolve(zip.subarray(start, end));
      },
    });
    return await verifyBundle(opened, options);
  } catch (error) {
    if (error instanceof ZipCut) return bundleUnknown(error.message);
    if (!(error instanceof ZipFault)) throw error;
    const { where, expected, found } = error;
    return bundleTampered({ what: 'bad-zip', where, expected, found });
  }
}

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
    await run('sh', [script, bag, fingerprint, ...known]);
    return 0;
  } catch (error) {
    return (error as { code: number }).code;
  } finally {
    await rm(folder, { recursive: true });
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
