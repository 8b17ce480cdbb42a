import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

let known: ReadonlySet<string> | undefined;

/**
 * Whether guessers try it early, in whatever case it is written: the 100,000 commonest passwords of the leaks that the list was
 * made of, and all of its million commonest that have 12 characters or more (scripts/common-passwords.mjs). Read once, when first
 * asked; nothing is sent anywhere.
 */
export function isCommonPassword(password: string): boolean {
  known ??= new Set(
    gunzipSync(readFileSync(join(__dirname, 'common.txt.gz')))
      .toString('utf8')
      .split('\n'),
  );
  return password !== '' && known.has(password.toLowerCase());
}
