import { readdir } from 'node:fs/promises';
import type { Config } from '../../config';
import { loadSigners, verifierKeyText } from '../../custody';
import { say } from './say';

/** Public halves (C2SP vkey) of the keys that sign here; none before the worker has first run. */
export async function verifierKeys({ custody }: Config): Promise<string[]> {
  const made = await readdir(custody.keyFolder).catch(() => []);
  if (custody.keyFiles.length === 0 && made.length === 0) return [];
  const signers = await loadSigners(custody.origin, { files: custody.keyFiles, folder: custody.keyFolder });
  return signers.map((key) => verifierKeyText(key));
}

/** Prints them, for whoever is to check or to watch the log; made when there are none. */
export async function printKeys({ custody }: Config): Promise<void> {
  const signers = await loadSigners(custody.origin, { files: custody.keyFiles, folder: custody.keyFolder });
  for (const signer of signers) say(verifierKeyText(signer));
}
