import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { witnessSigner } from './pure/cosignature';
import { noteSigner, type NoteSigner } from './pure/signed-note';

const PEM = '.pem';

/** Makes an Ed25519 key (PKCS #8 PEM, mode 0600) unless the folder already holds one. */
async function ensureKey(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  if ((await readdir(folder)).some((file) => file.endsWith(PEM))) return;
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  await writeFile(join(folder, `custody${PEM}`), pem, { mode: 0o600, flag: 'wx' });
}

const pemFiles = async (folder: string): Promise<string[]> =>
  (await readdir(folder))
    .filter((file) => file.endsWith(PEM))
    .sort()
    .map((file) => join(folder, file));

/**
 * The keys that sign checkpoints. Several files mean a rotation with an overlap: each signs, so that holders of the
 * old and of the new verifier key can both check.
 * @param files PEM files; when empty, every `*.pem` of `folder`, where a key is made if there is none.
 * @throws RangeError for a key that is not Ed25519, and the file system's errors.
 */
export async function loadSigners(
  origin: string,
  source: { readonly files: readonly string[]; readonly folder: string },
): Promise<NoteSigner[]> {
  if (source.files.length === 0) await ensureKey(source.folder);
  const files = source.files.length > 0 ? source.files : await pemFiles(source.folder);
  const pems = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return pems.map((pem) => noteSigner(origin, createPrivateKey(pem)));
}

/** The key of a witness, in a folder of its own; made when there is none. @throws RangeError for another kind of key */
export async function loadWitnessKey(name: string, folder: string): Promise<NoteSigner> {
  await ensureKey(folder);
  const [file = ''] = await pemFiles(folder);
  return witnessSigner(name, createPrivateKey(await readFile(file, 'utf8')));
}
