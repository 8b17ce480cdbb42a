import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import {
  clipSubject,
  exportRecords,
  investigationSubject,
  latestCheckpoint,
  NoProofYet,
  type SignedCheckpoint,
  type Subject,
} from '../../../custody';
import type { Database, Transaction } from '../../../platform/database';
import type { Bundle } from '../domain/bundle';
import { isOpen, isSuperseded } from '../domain/openings';
import type { SmallFile } from './small-files';
import { custodyPath, INVESTIGATION_CUSTODY } from './paths';
import type { BundleSource } from './source';
import { untilSigned } from './until-signed';

export interface CustodyFiles {
  readonly files: readonly SmallFile[];
  readonly checkpoint: SignedCheckpoint;
}

/**
 * Which openings of a subject's events go along, by the bundle's kind.
 * @param goes the redaction or the extract as which the item goes: of other extracts nothing is opened but for the prosecutor
 */
async function opener(
  tx: Transaction,
  subject: Subject,
  { openings }: Bundle,
  goes: string | null,
): Promise<(opening: { readonly eventId: string; readonly field: string }) => boolean> {
  const rows = await tx.query<{ id: string; type: string; extract: string | null }>(
    `SELECT id, type, CASE WHEN type = 'extract-asked' THEN event::jsonb #>> '{detail,extract}' END AS extract
       FROM custody.record WHERE subject = $1 ORDER BY seq`,
    [subject],
  );
  const events = new Map(rows.map((row) => [row.id, row]));
  const corrected = rows.findLast(({ type }) => type === 'exhibit-corrected')?.id;
  return ({ eventId, field }) => {
    const event = events.get(eventId);
    if (event === undefined || !isOpen(openings, event.type, field)) return false;
    if (openings === 'all') return true;
    return (event.extract === null || event.extract === goes) && !isSuperseded(event, field, corrected);
  };
}

async function filesBelow(folder: string, path: string): Promise<SmallFile[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  return Promise.all(
    names.map(async (name) => ({ path: `${path}/${name}`, bytes: await readFile(join(folder, name)) })),
  );
}

async function exportAll(
  tx: Transaction,
  { bundle, contents, items }: BundleSource,
  home: string,
): Promise<CustodyFiles> {
  const checkpoint = await latestCheckpoint(tx);
  if (checkpoint === undefined) throw new NoProofYet();
  const chains = [
    ...items.map(({ row }) => ({
      subject: clipSubject(row.clipId),
      path: custodyPath(row.folder),
      goes: row.redactionId,
    })),
    ...('investigationRecord' in contents
      ? [{ subject: investigationSubject(bundle.investigationId), path: INVESTIGATION_CUSTODY, goes: null }]
      : []),
  ];
  const files: SmallFile[] = [];
  for (const [place, { subject, path, goes }] of chains.entries()) {
    const folder = join(home, String(place));
    await exportRecords(tx, [subject], folder, { discloses: await opener(tx, subject, contents, goes) });
    files.push(...(await filesBelow(folder, path)));
    await rm(folder, { recursive: true });
  }
  const keys = files.find(({ path }) => path.endsWith('/keys.txt'));
  files.push({ path: 'data/custody/checkpoint', bytes: Buffer.from(checkpoint.note) });
  if (keys !== undefined) files.push({ path: 'data/custody/keys', bytes: keys.bytes });
  return { files, checkpoint };
}

/**
 * The custody record of every item and, for the prosecutor, of the investigation, all under one checkpoint. Waits until
 * what was logged a moment ago is signed. @throws NoProofYet when that takes too long
 */
export function custodyFiles(database: Database, source: BundleSource): Promise<CustodyFiles> {
  return untilSigned(database, async (tx) => {
    const home = await mkdtemp(join(tmpdir(), 'lintel-custody-'));
    try {
      return await exportAll(tx, source, home);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });
}
