import { readdir } from 'node:fs/promises';
import type { Config } from '../../config';
import { addKeys, loadSigners, verifierKeyText } from '../../custody';
import { openDatabase } from '../../platform/database';
import { withDatabase } from './databases';
import { say } from './say';

/** Public halves (C2SP vkey) of the keys that sign here; none before the worker has first run. */
export async function verifierKeys({ custody }: Config): Promise<string[]> {
  const made = await readdir(custody.keyFolder).catch(() => []);
  if (custody.keyFiles.length === 0 && made.length === 0) return [];
  const signers = await loadSigners(custody.origin, { files: custody.keyFiles, folder: custody.keyFolder });
  return signers.map((key) => verifierKeyText(key));
}

/** Prints them, for whoever is to check or to watch the log; made when there are none. */
export async function printKeys(config: Config, { add = false }: { add?: boolean }): Promise<void> {
  const { custody } = config;
  const signers = await loadSigners(custody.origin, { files: custody.keyFiles, folder: custody.keyFolder });
  for (const signer of signers) say(verifierKeyText(signer));
  if (!add) return;
  await withDatabase(config, async ({ owner }) => {
    const database = await openDatabase(owner, 1);
    try {
      await database.transaction((tx) => addKeys(tx, signers));
    } finally {
      await database.close();
    }
  });
}
