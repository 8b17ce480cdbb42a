import type { JsonObject } from '../../kernel/json';
import { parseCheckpoint, type Checkpoint } from '../../custody/pure/checkpoint';
import { readEvent } from '../../custody/pure/event-text';
import { leafHash, verifyConsistency, verifyInclusion } from '../../custody/pure/merkle';
import { NO_RECORD, parseRecord, RECORD_LINES, recordText, type LogRecord } from '../../custody/pure/record';
import { checkNote, fromBase64, parseVerifierKey, type VerifierKey } from '../../custody/pure/signed-note';
import { formatProof, parseProof } from '../../custody/pure/tlog-proof';
import { linesOf } from '../export-files';
import { Unreadable, type Files } from '../files';
import { sha256 } from './bag-check';
import { bad, type Head, type SealFinding, type Tampering } from './bundle-verdict';
import type { BundleJson } from './bundle-json';
import { BAG, SEAL } from './layout';
import { checkTimeStamp, type TimeStampTrust } from './time-stamp-check';
import { checkWitnesses } from './witness-check';

export interface SealOptions {
  readonly keys?: readonly string[];
  readonly witnesses?: readonly string[];
  readonly timeStampTrust?: TimeStampTrust;
}

const EVENT = 'bundle-manifest';

const notHeld = (where: string, expected: string, found: string): Tampering =>
  bad('not-in-the-log', where, expected, found);

interface SealRecord {
  readonly text: string;
  readonly id: string;
  readonly seq: number;
  readonly event: ManifestEvent;
  readonly manifestSha256: string;
}

interface ManifestEvent {
  readonly at: string;
  readonly investigation?: string;
  readonly detail?: JsonObject;
}

/** Exactly one record of a bundle in its form; undefined when it is anything else. */
function recordOf(text: string): LogRecord | undefined {
  const lines = text.split('\n');
  const record = lines.length === RECORD_LINES + 1 ? parseRecord(lines.slice(0, -1)) : undefined;
  const isOne = record?.subject.startsWith('bundle:') === true && recordText(record) === text;
  return isOne && (record.seq > 1 || record.prev === NO_RECORD) ? record : undefined;
}

/** @throws Tampering, Unreadable */
async function readSealRecord(files: Files): Promise<SealRecord> {
  const text = await files.text(SEAL.record);
  const record = recordOf(text);
  const facts = record && readEvent(record.event);
  if (record === undefined || facts?.type !== EVENT)
    throw bad('bad-event', SEAL.record, `one record of the event ${EVENT}`, 'something else');
  const event = JSON.parse(record.event) as ManifestEvent;
  const manifestSha256 = event.detail?.['manifestSha256'];
  if (typeof manifestSha256 !== 'string') throw bad('bad-event', SEAL.record, 'a SHA-256', 'none');
  return { text, id: facts.id, seq: record.seq, event, manifestSha256 };
}

async function logKeys(files: Files, given: readonly string[] | undefined): Promise<VerifierKey[]> {
  const texts = given ?? linesOf(await files.text(BAG.logKeys));
  return texts.map((text) => parseVerifierKey(text)).filter((key) => key !== undefined);
}

/** The signed state of the log under which the record is. @throws Tampering, Unreadable */
async function checkProof(files: Files, record: string, keys: readonly VerifierKey[]): Promise<Checkpoint> {
  const [text, note] = [await files.text(SEAL.proof), await files.text(SEAL.checkpoint)];
  const proof = parseProof(text);
  const checkpoint = parseCheckpoint(note);
  if (proof === undefined || formatProof({ ...proof, checkpoint: note }) !== text || 'extra' in proof)
    throw bad('other-checkpoint', SEAL.proof, `a proof under ${SEAL.checkpoint}`, 'something else');
  const trust = checkpoint === undefined ? 'forged' : checkNote(checkpoint.note, keys);
  if (checkpoint === undefined || trust === 'forged')
    throw notHeld(SEAL.checkpoint, 'a checkpoint signed by the log', 'a forged one');
  if (trust === 'unknown') throw new Unreadable(SEAL.checkpoint, 'is signed by no known key');
  const { size, root } = checkpoint;
  if (!verifyInclusion(leafHash(record), proof.index, size, proof.hashes, root))
    throw notHeld(SEAL.record, `a leaf of the log of ${size}`, leafHash(record).toString('hex'));
  return checkpoint;
}

/** That the log of the exhibits' histories is the beginning of the log that holds the list of files. */
async function checkGrown(files: Files, grown: Checkpoint): Promise<void> {
  const sealed = parseCheckpoint(await files.text(BAG.checkpoint));
  const text = await files.text(SEAL.consistency);
  const lines = linesOf(text);
  const hashes = lines.map(fromBase64).filter((hash) => hash?.length === 32) as Buffer[];
  const isGrown =
    sealed?.origin === grown.origin &&
    hashes.length === lines.length &&
    verifyConsistency(sealed, grown, hashes);
  if (!isGrown) throw notHeld(SEAL.consistency, `a log that grew from ${BAG.checkpoint}`, 'another history');
}

const headOf = ({ origin, size, root }: Checkpoint): Head => ({
  origin,
  size,
  root: root.toString('base64'),
});

/** The record of a list of files, proven to be in the log. */
export interface LoggedManifest {
  readonly event: string;
  readonly at: string;
  /** Lists of files of this bundle that the log held before. */
  readonly earlier: number;
  readonly checkpoint: Checkpoint;
}

/** The record must be of the bundle that the summary speaks of. @throws Tampering */
function checkNamed({ event }: SealRecord, { investigation, kind, number }: BundleJson): void {
  const { detail = {} } = event;
  const said = { investigation: event.investigation, kind: detail['kind'], number: detail['number'] };
  const [expected, found] = [
    { ...said, ...(investigation !== undefined && { investigation }), kind, number },
    said,
  ].map((facts) => JSON.stringify(facts));
  if (expected !== found) throw notHeld(SEAL.record, expected ?? '', found ?? '');
}

/**
 * That the log held the list of all files before the bundle left: whoever has the key of the bundle cannot, later, sign another one
 * of that name, unless the log is made anew as well.
 * @param bundle its summary, which the record must fit; undefined where that is not known
 * @throws Tampering, Unreadable
 */
export async function checkLogged(
  files: Files,
  bundle: BundleJson | undefined,
  options: SealOptions,
): Promise<LoggedManifest> {
  const record = await readSealRecord(files);
  const checkpoint = await checkProof(files, record.text, await logKeys(files, options.keys));
  const found = sha256(await files.bytes(BAG.tagManifest));
  if (record.manifestSha256 !== found) throw notHeld(BAG.tagManifest, record.manifestSha256, found);
  if (bundle !== undefined) checkNamed(record, bundle);
  return { event: record.id, at: record.event.at, earlier: record.seq - 1, checkpoint };
}

/** That it is the log of the histories in the bundle, and what others say of it. @throws Tampering, Unreadable */
export async function checkOutside(
  files: Files,
  { checkpoint, ...logged }: LoggedManifest,
  options: SealOptions,
): Promise<SealFinding> {
  await checkGrown(files, checkpoint);
  const timeStamp = await checkTimeStamp(files, SEAL, options.timeStampTrust);
  const witnesses = await checkWitnesses(files, SEAL, options);
  return { ...logged, checkpoint: headOf(checkpoint), timeStamp, witnesses };
}
