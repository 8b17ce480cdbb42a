import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { sha256, type BagFiles } from '../../../support/sample-log';

export const HERE = __dirname;

/** What a recipient of the bundle has from elsewhere. */
export interface Known {
  readonly fingerprint: string;
  readonly authority?: string;
  readonly witness?: string;
}

/** A bundle as files or as the bytes of a ZIP. */
export type Case = { readonly name: string; readonly known: Known } & (
  | { readonly files: BagFiles }
  | { readonly zip: Buffer }
);

/** What the program that was written from the documents says of a bundle. */
export interface Judgement {
  readonly outcome: 'proven' | 'tampered' | 'cannot-tell';
  readonly exitCode: 0 | 1 | 2;
  readonly all?: readonly { readonly what: string; readonly where: string; readonly why: string }[];
  readonly why?: string;
  readonly changed?: readonly string[];
  readonly missing?: readonly string[];
  readonly unsure?: readonly string[];
  readonly extra: readonly string[];
  readonly repudiated?: readonly string[];
  readonly archive: { readonly state: 'folder' | 'as-sealed' | 'repacked'; readonly why?: string };
}

export async function python(
  parts: readonly string[],
  input = '',
): Promise<{ code: number; out: string; err: string }> {
  const child = spawn('python3', parts, { cwd: HERE, env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? -1));
  });
  child.stdin.end(input);
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

/** All cases in one process. What two of them share is written once. */
export async function judge(cases: readonly Case[]): Promise<Judgement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-documents-'));
  const blobs = join(folder, 'blobs');
  const names = new Map<Buffer, string>();
  const written = new Set<string>();
  const keep = async (bytes: Buffer): Promise<string> => {
    const name = names.get(bytes) ?? sha256(bytes);
    names.set(bytes, name);
    if (!written.has(name)) await writeFile(join(blobs, name), bytes);
    written.add(name);
    return name;
  };
  try {
    await mkdir(blobs);
    const lines: string[] = [];
    for (const { known, ...held } of cases) {
      const { fingerprint, authority, witness } = known;
      const root = authority === undefined ? null : join(blobs, await keep(Buffer.from(authority)));
      const common = { fingerprint, authority: root, witnesses: witness === undefined ? [] : [witness] };
      if ('zip' in held) lines.push(JSON.stringify({ ...common, zip: join(blobs, await keep(held.zip)) }));
      else {
        const files: Record<string, string> = {};
        for (const [path, bytes] of held.files) files[path] = await keep(bytes);
        lines.push(JSON.stringify({ ...common, files }));
      }
    }
    const { code, out, err } = await python(['batch.py', blobs], lines.map((line) => `${line}\n`).join(''));
    if (code !== 0) throw new Error(err);
    return out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Judgement);
  } finally {
    await rm(folder, { recursive: true });
  }
}
