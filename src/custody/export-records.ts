import { mkdir, open, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventId } from '../kernel/ids';
import type { Transaction } from '../platform/database';
import { NoProofYet } from './custody.errors';
import { CustodyReader } from './custody-reader';
import { SERVICE_SUBJECT, type Subject } from './event';
import { canonicalise } from './pure/canonical-json';
import { consistencyFile, EXPORT, proofFile } from './pure/export-layout';
import { recordText } from './pure/record';
import { latestCheckpoint, type SignedCheckpoint } from './sequencer';
import type { JsonValue } from '../kernel/json';

interface ExportOptions {
  /** Openings to hand over; the rest stay commitments. Default: all that this role sees. */
  readonly discloses?: (opening: { readonly eventId: string; readonly field: string }) => boolean;
  /** Sizes of older checkpoints that the recipient may hold: a consistency proof goes along for each. */
  readonly olderSizes?: readonly number[];
}

interface RecordRow {
  readonly seq: string;
  readonly id: EventId;
  readonly prev: string;
  readonly event: string;
}

interface OpeningRow {
  readonly event_id: string;
  readonly field: string;
  readonly salt: Buffer;
  readonly value: JsonValue;
}

const RECORDS = `
  SELECT seq, id, encode(prev, 'hex') AS prev, event FROM custody.record WHERE subject = $1 AND seq > $2 ORDER BY seq LIMIT 500`;
const REPUDIATIONS = `
  SELECT seq, id, encode(prev, 'hex') AS prev, event, index FROM custody.repudiations_of($1) ORDER BY seq`;
const OPENINGS = `
  SELECT o.event_id, o.field, o.salt, o.value FROM lintel.opening o
  JOIN custody.record r ON r.id = o.event_id
  WHERE o.subject = $1 ORDER BY r.seq, o.field`;

interface RepudiationRow extends RecordRow {
  readonly index: string | null;
}

/** Records of the service's chain that repudiate events of `subjects`, so that no history travels without them. */
async function exportRepudiations(
  tx: Transaction,
  subjects: readonly Subject[],
  checkpoint: SignedCheckpoint,
  folder: string,
): Promise<void> {
  if (subjects.includes(SERVICE_SUBJECT)) return;
  const texts = new Map<number, string>();
  for (const subject of subjects) {
    for (const { seq, id, prev, event, index } of await tx.query<RepudiationRow>(REPUDIATIONS, [subject])) {
      const record = { subject: SERVICE_SUBJECT, seq: Number(seq), prev, event };
      texts.set(record.seq, recordText(record));
      const proof = await new CustodyReader().proofAt(
        tx,
        index === null ? undefined : Number(index),
        checkpoint,
      );
      await writeFile(join(folder, proofFile(id)), proof);
    }
  }
  const inOrder = [...texts].sort(([one], [other]) => one - other).map(([, text]) => text);
  if (inOrder.length > 0) await writeFile(join(folder, EXPORT.repudiations), inOrder.join(''));
}

async function exportSubject(
  tx: Transaction,
  subject: Subject,
  checkpoint: SignedCheckpoint,
  records: FileHandle,
  folder: string,
): Promise<number> {
  const reader = new CustodyReader();
  let last = 0;
  for (;;) {
    const rows = await tx.query<RecordRow>(RECORDS, [subject, last]);
    for (const row of rows) {
      last = Number(row.seq);
      await records.write(recordText({ subject, seq: last, prev: row.prev, event: row.event }));
      await writeFile(join(folder, proofFile(row.id)), await reader.proofFor(tx, row.id, checkpoint));
    }
    if (rows.length === 0) return last;
  }
}

const openingLine = (row: OpeningRow): string => {
  const { event_id: event, field, salt, value } = row;
  return `${canonicalise({ event, field, salt: salt.toString('hex'), value })}\n`;
};

/**
 * Writes all records of `subjects`, with proofs, checkpoint, keys and openings, into a new `folder`: what a person
 * needs to check them offline. Run it in `Database.snapshot` so that nothing moves meanwhile.
 * @throws NoProofYet while an event awaits its signature; EEXIST-like errors of the file system.
 */
export async function exportRecords(
  tx: Transaction,
  subjects: readonly Subject[],
  folder: string,
  options: ExportOptions = {},
): Promise<void> {
  const checkpoint = await latestCheckpoint(tx);
  if (checkpoint === undefined) throw new NoProofYet();
  for (const name of [EXPORT.proofs, EXPORT.consistency])
    await mkdir(join(folder, name), { recursive: true });
  const counts: string[] = [];
  const openings: string[] = [];
  const records = await open(join(folder, EXPORT.records), 'wx');
  try {
    for (const subject of subjects) {
      counts.push(`${subject}\t${await exportSubject(tx, subject, checkpoint, records, folder)}\n`);
      const rows = await tx.query<OpeningRow>(OPENINGS, [subject]);
      const shown = rows.filter(
        (row) => options.discloses?.({ eventId: row.event_id, field: row.field }) ?? true,
      );
      openings.push(...shown.map(openingLine));
    }
  } finally {
    await records.close();
  }
  await exportRepudiations(tx, subjects, checkpoint, folder);
  const keys = await tx.query<{ verifier_key: string }>(
    'SELECT verifier_key FROM custody.key ORDER BY added_at',
  );
  await writeFile(join(folder, EXPORT.subjects), counts.join(''));
  await writeFile(join(folder, EXPORT.checkpoint), checkpoint.note);
  await writeFile(join(folder, EXPORT.keys), keys.map((key) => `${key.verifier_key}\n`).join(''));
  await writeFile(join(folder, EXPORT.openings), openings.join(''));
  for (const size of options.olderSizes ?? []) {
    const hashes = await new CustodyReader().consistency(tx, size, checkpoint.size);
    const lines = hashes.map((hash) => `${hash.toString('base64')}\n`).join('');
    await writeFile(join(folder, consistencyFile(size)), lines);
  }
}
