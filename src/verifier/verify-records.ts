import { parseCheckpoint, type Checkpoint } from '../custody/pure/checkpoint';
import { EXPORT } from '../custody/pure/export-layout';
import { SERVICE } from '../custody/pure/repudiation';
import { parseVerifierKey, type VerifierKey } from '../custody/pure/signed-note';
import { cannotTell, tampered, type Verdict } from '../custody/pure/verdict';
import type { BagReader } from './bag/reader';
import { ExportCheck, type SeenEvent } from './export-check';
import { linesOf, readCounts, readOpenings, readProofIds, readRecords } from './export-files';
import { Files, Unreadable } from './files';
import { checkHeld } from './held-check';
import { ProofChecker } from './proof-check';

export interface VerifyOptions {
  /** C2SP verifier keys got from a place that is trusted. Default: those that the export itself names. */
  readonly keys?: readonly string[];
  /** Checkpoints kept elsewhere, in any order. */
  readonly trustedCheckpoints?: readonly string[];
  /** Told of each event that holds, in the order of the file, with the openings handed over for it. */
  readonly onEvent?: (event: SeenEvent) => void;
}

async function readKeys(files: Files, options: VerifyOptions): Promise<VerifierKey[]> {
  const texts = options.keys ?? linesOf(await files.text(EXPORT.keys));
  const keys = texts.map((text) => parseVerifierKey(text)).filter((key) => key !== undefined);
  if (keys.length === 0 || keys.length !== texts.length) throw new Unreadable(EXPORT.keys);
  return keys;
}

const cut = (check: ExportCheck, path: string): Verdict =>
  cannotTell(check.events, `${path} is cut or is not made of records`);

/** Read before the records, so that each of those is known to be genuine or not when its turn comes. */
async function checkRepudiations(files: Files, check: ExportCheck): Promise<Verdict | undefined> {
  const { records, repudiations } = EXPORT;
  if (await files.has(repudiations)) {
    for await (const record of readRecords(files, repudiations)) {
      if (record === 'not-a-record') return cut(check, repudiations);
      const bad = await check.repudiation(record);
      if (bad !== undefined) return tampered(check.events, bad);
    }
  }
  // A chain of the service that is here as a whole is checked in its turn.
  if (!check.expects(SERVICE)) return undefined;
  for await (const record of readRecords(files, records)) {
    if (record !== 'not-a-record') check.note(record);
  }
  return undefined;
}

async function checkRecords(files: Files, check: ExportCheck): Promise<Verdict | undefined> {
  for await (const record of readRecords(files)) {
    if (record === 'not-a-record') return cut(check, EXPORT.records);
    const bad = await check.record(record);
    if (bad !== undefined) return tampered(check.events, bad);
  }
  return undefined;
}

async function verify(files: Files, options: VerifyOptions): Promise<Verdict> {
  const keys = await readKeys(files, options);
  const proofs = new ProofChecker(files, keys);
  const text = await files.text(EXPORT.checkpoint);
  const check = new ExportCheck(
    proofs,
    await readCounts(files),
    await readProofIds(files),
    await readOpenings(files),
    options.onEvent,
  );
  const wrong = (await checkRepudiations(files, check)) ?? (await checkRecords(files, check));
  if (wrong !== undefined) return wrong;
  const bad = check.end();
  if (bad !== undefined) return tampered(check.events, bad);
  const checkpoint = proofs.checkpoint(text);
  if (checkpoint === 'forged') {
    return tampered(check.events, { what: 'bad-signature', expected: 'a true one', found: 'a forged one' });
  }
  if (typeof checkpoint === 'string') return cannotTell(check.events, 'no known key signed the checkpoint');
  const other = check.underAnother(checkpoint);
  if (other !== undefined) return tampered(check.events, other);
  return conclude(files, options, keys, check, checkpoint);
}

async function conclude(
  files: Files,
  options: VerifyOptions,
  keys: readonly VerifierKey[],
  check: ExportCheck,
  checkpoint: Checkpoint,
): Promise<Verdict> {
  let { why } = check;
  let good = 0;
  const bySize = (note: string): number => parseCheckpoint(note)?.size ?? 0;
  for (const held of [...(options.trustedCheckpoints ?? [])].sort((a, b) => bySize(a) - bySize(b))) {
    const result = await checkHeld(files, held, checkpoint, keys, good);
    if ('bad' in result) return tampered(check.events, result.bad);
    if ('why' in result) why ??= result.why;
    else good = result.consistent.size;
  }
  if (why !== undefined) return cannotTell(check.events, why);
  const { origin, size, root } = checkpoint;
  const head = { origin, size, root: root.toString('base64') };
  const some = check.repudiated.length === 0 ? {} : { repudiated: check.repudiated };
  return { outcome: 'proven', exitCode: 0, events: check.events, unsigned: 0, ...some, checkpoint: head };
}

/**
 * Checks exported records offline, in one streaming pass: chains without gaps, every record in the signed tree,
 * openings, and older checkpoints when given. Needs no database, no network and no package.
 */
export async function verifyRecords(reader: BagReader, options: VerifyOptions = {}): Promise<Verdict> {
  try {
    return await verify(new Files(reader), options);
  } catch (error) {
    if (error instanceof Unreadable) return cannotTell(0, error.message);
    throw error;
  }
}
