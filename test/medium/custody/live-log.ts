import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { Sequencing } from '../../../src/apps/worker/sequencing';
import { loadConfig } from '../../../src/config';
import { CustodyLog, CustodyReader, HeadMemory, SERVICE_SUBJECT, type SubjectOf } from '../../../src/custody';
import { LogWatch } from '../../../src/features/log-watch';
import { witnessesOf, WitnessesRepository, WitnessingService } from '../../../src/features/witnesses';
import { inSlots } from '../../../src/custody/pure/places';
import { systemClock } from '../../../src/kernel/clock';
import { openDatabase } from '../../../src/platform/database';
import { openEvidenceStore, type EvidenceStore } from '../../../src/platform/object-store';
import { asOfficer, officerSession, seedOfficer } from '../../factories/acting';
import { withAdmin } from '../../support/database';
import { WitnessHouse } from '../witnesses/witness-house';
import { copyMade, newClip, openLog, ORIGIN, type TestLog } from './log.support';

const TABLES = [
  ...[
    'record',
    'leaf',
    'padding',
    'node',
    'checkpoint',
    'head',
    'pending',
    'key',
    'trail',
    'published',
    'alarm',
  ].map((table) => `custody.${table}`),
  ...['opening', 'custody_cosignature', 'custody_witness', 'log_check', 'custody_timestamp'].map(
    (table) => `lintel.${table}`,
  ),
];

/** Events in the tree before anybody tampers; one more waits. */
export const SIZE = 24;
/** The newest three lie in one. */
export const BATCHES = SIZE - 2;

/** A live log with all that remembers it: the locked store, the disk of a worker, and a witness. It can be put back as it was. */
export interface LiveLog {
  readonly log: TestLog;
  readonly a: SubjectOf<'clip'>;
  readonly b: SubjectOf<'clip'>;
  readonly admin: Client;
  readonly witness: WitnessHouse;
  /** Of the heads, rising. */
  readonly sizes: readonly number[];
  /** Where the published heads lie, and the heads on the disk. */
  readonly store: string;
  readonly heads: string;
  readonly evidence: EvidenceStore;
  /** As a process that has just started. */
  watch(witnessed: boolean): LogWatch;
  restore(witnessed: boolean): Promise<void>;
  close(): Promise<void>;
}

async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  const names = await readdir(folder);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  );
}

async function putBack(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { force: true });
  for (const [name, bytes] of files) {
    await writeFile(join(folder, name), bytes);
    await chmod(join(folder, name), 0o444);
  }
}

/** 24 events: of two clips in turn, and now and then of an officer; the newest three in one batch. */
async function fill(log: TestLog, [a, b]: SubjectOf<'clip'>[], after: () => Promise<void>): Promise<void> {
  const secret = await withAdmin(
    async (admin) => officerSession(admin, await seedOfficer(admin, 'auditor')),
    log.test.name,
  );
  const workspace = await openDatabase(log.test.urls.workspace, 1);
  const custody = new CustodyLog(systemClock);
  const looked = () =>
    asOfficer(secret, () =>
      workspace.transaction((tx) =>
        custody.append(tx, { type: 'officer-confirmed', subject: SERVICE_SUBJECT }),
      ),
    );
  for (let number = 1; number <= SIZE; number += 1) {
    if (number % 6 === 0) await looked();
    else await log.append(copyMade((number % 2 === 0 ? a : b) ?? newClip(), number));
    if (number < SIZE - 2 || number === SIZE) await after();
  }
  await log.append(copyMade(a ?? newClip(), 99));
  await workspace.close();
}

export async function openLiveLog(): Promise<LiveLog> {
  const log = await openLog(3, inSlots);
  const witness = await WitnessHouse.open('witness.test/one', [log.signer]);
  const home = await mkdtemp(join(tmpdir(), 'lintel-live-'));
  const config = loadConfig({
    NODE_ENV: 'test',
    LINTEL_HOME: home,
    CUSTODY_ORIGIN: ORIGIN,
    CUSTODY_WITNESSES: `${witness.vkey} ${witness.url}`,
  });
  const evidence = await openEvidenceStore(config.objects);
  const witnesses = witnessesOf(config.custody);
  const outside = new WitnessingService(
    log.worker,
    new WitnessesRepository(),
    new CustodyReader(),
    witnesses,
    config,
  );
  const watch = (witnessed: boolean, name = 'worker'): LogWatch =>
    new LogWatch({
      database: log.worker,
      heads: new HeadMemory(config.custody.headsFolder, name),
      store: evidence,
      keys: [log.signer],
      outside: witnessed ? outside : { alarms: () => Promise.resolve([]) },
      onForgotten: (error) => {
        throw error;
      },
    });
  const [a, b] = [newClip(), newClip()];
  const sequencing = new Sequencing(log.worker, evidence, [log.signer], config.custody);
  await fill(log, [a, b], async () => {
    await sequencing.sequence();
    await sequencing.publish();
  });
  await outside.keepUp();
  const first = await watch(true).check();
  if (first.outcome !== 'proven')
    throw new Error(`the log is not whole before anybody tampers: ${JSON.stringify(first)}`);
  await watch(true).look();

  const admin = await adminOf(log);
  const { rows } = await admin.query<{ size: string }>('SELECT size FROM custody.checkpoint ORDER BY size');
  const sizes = rows.map(({ size }) => Number(size));
  const [store, heads] = [join(config.objects.root, 'evidence/checkpoints'), config.custody.headsFolder];
  const [published, onDisk] = [await filesIn(store), await filesIn(heads)];
  return {
    ...{ log, a, b, admin, witness, sizes, store, heads, evidence, watch },
    restore: async (witnessed) => {
      // Row by row: to empty a table at once makes new files of it and of each of its indexes.
      const steps = TABLES.map(
        (table) =>
          `DELETE FROM ${table}; INSERT INTO ${table} OVERRIDING SYSTEM VALUE TABLE saved.${table.replace('.', '_')}`,
      );
      await admin.query(steps.join(';\n'));
      if (!witnessed) await admin.query('DELETE FROM lintel.custody_cosignature');
      await putBack(store, published);
      await putBack(heads, onDisk);
    },
    close: async () => {
      await admin.end();
      await witness.close();
      await log.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A superuser for whom no trigger and no reference holds, and a copy of every table aside. */
async function adminOf(log: TestLog): Promise<Client> {
  const { Client: PgClient } = await import('pg');
  const admin = new PgClient({ connectionString: log.test.urls.admin });
  await admin.connect();
  await admin.query('CREATE SCHEMA saved');
  for (const table of TABLES) {
    await admin.query(`CREATE TABLE saved.${table.replace('.', '_')} AS TABLE ${table}`);
    await admin.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
  }
  return admin;
}
