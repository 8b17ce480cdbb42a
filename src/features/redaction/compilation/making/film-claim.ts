import type { Sha256Hex } from '../../../../kernel/ids';
import type { JsonObject } from '../../../../kernel/json';
import { claimed, DamagedPaper, readPaper } from '../../making/papers';
import type { Claim } from '../../making/prove';

interface Hashes {
  readonly recipeSha256: Sha256Hex;
  readonly copySha256: Sha256Hex;
}

/** The first line of a record, as a history of a bundle has it. */
const RECORD = /^lintel-event\/v1$/m;

const claimOf = (text: string): Claim => {
  const { picturesSha256, sound } = readPaper('proof', 'film', claimed, text);
  return { picturesSha256, soundSha256: sound?.sha256 ?? null };
};

/**
 * What is said to have been given to the coders: of a proof, or of the event in the history of the film's first part.
 * @returns `undefined` where that history has no such film
 * @throws DamagedPaper
 */
export function filmClaim(text: string, { recipeSha256, copySha256 }: Hashes): Claim | undefined {
  if (!RECORD.test(text)) return claimOf(text);
  for (const line of text.split('\n')) {
    if (!line.startsWith('{')) continue;
    const { type, detail } = eventOf(line);
    if (type !== 'compilation-made' || detail?.['recipeSha256'] !== recipeSha256) continue;
    if (detail['sha256'] === copySha256) return claimOf(JSON.stringify(detail['proof']));
  }
  return undefined;
}

function eventOf(line: string): { readonly type?: string; readonly detail?: JsonObject } {
  try {
    return JSON.parse(line) as { type?: string; detail?: JsonObject };
  } catch (cause) {
    throw new DamagedPaper('proof', 'film', { cause });
  }
}
