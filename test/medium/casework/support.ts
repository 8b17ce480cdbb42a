import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Role } from '../../../src/features/identity';
import type { InvestigationId, OfficerId } from '../../../src/kernel/ids';
import { openDatabase, type Database } from '../../../src/platform/database';
import { asOfficer, officerSession } from '../../factories/acting';
import { say, type Said } from '../../factories/saying';
import { createTestDatabase } from '../../support/database';

/** A signed-in officer: what is done as them runs under their session. */
export interface Acting {
  readonly id: OfficerId;
  do<T>(work: () => Promise<T>): Promise<T>;
}

/** The database as the workspace reaches it, and officers who act in it. */
export interface Casework {
  readonly database: Database;
  readonly admin: Client;
  officer(role?: Role): Promise<Acting>;
  /** An investigation of these members, the first of whom is in the case; with a locked clip. */
  investigation(...members: Acting[]): Promise<{ readonly id: InvestigationId; readonly clip: string }>;
  emergency(of: Acting, investigation: string): Promise<void>;
  /** What one statement gives, with the events that belong to it. */
  rows<Row>(by: Acting, sql: string, values?: unknown[], ...says: Said[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function openCasework(): Promise<Casework> {
  const tests = await createTestDatabase();
  const admin = new Client({ connectionString: tests.urls.admin });
  await admin.connect();
  const database = await openDatabase(tests.urls.workspace, 4);
  return {
    database,
    admin,
    officer: async (role = 'investigator') => {
      const id = randomUUID() as OfficerId;
      await admin.query(
        `INSERT INTO lintel.officer (id, email, display_name, initials, role, password_hash)
         VALUES ($1, $2, 'Sample Officer', 'SO', $3, 'none')`,
        [id, `${id}@sample.invalid`, role],
      );
      const secret = await officerSession(admin, id);
      return { id, do: (work) => asOfficer(secret, work) };
    },
    investigation: (...members) => seedInvestigation(admin, members),
    emergency: async (of, investigation) => {
      await admin.query(
        `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, ends_at)
         VALUES ($1, $2, $3, 'Somebody may come to harm', now() + interval '30 minutes')`,
        [randomUUID(), investigation, of.id],
      );
    },
    rows: <Row>(by: Acting, sql: string, values: unknown[] = [], ...says: Said[]) =>
      by.do(() =>
        database.transaction(async (tx) => {
          const rows = await tx.query<Row>(sql, values);
          for (const said of says) await say((statement, given) => tx.query(statement, given), said);
          return rows;
        }),
      ),
    close: async () => {
      await database.close();
      await admin.end();
      await tests.drop();
    },
  };
}

async function seedInvestigation(
  admin: Client,
  members: readonly Acting[],
): Promise<{ id: InvestigationId; clip: string }> {
  const [id, clip] = [randomUUID() as InvestigationId, randomUUID()];
  await admin.query(
    `INSERT INTO lintel.investigation (id, urn, offence, oic_id) VALUES ($1, $2, 'Stalking', $3)`,
    [id, `SAMPLE/${randomBytes(4).toString('hex')}`, members[0]?.id],
  );
  for (const member of members)
    await admin.query(
      'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
      [id, member.id],
    );
  await admin.query(
    `INSERT INTO lintel.clip (id, investigation_id, state, file_name, size, stored_sha256, incoming_key, evidence_key, sent_at, master_at)
     VALUES ($1::uuid, $2, 'master', 'sample.mp4', 3, repeat('a', 64), $1::uuid::text, 'masters/' || $1::uuid, now(), now())`,
    [clip, id],
  );
  return { id, clip };
}
