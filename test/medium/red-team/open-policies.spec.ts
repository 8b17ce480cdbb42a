import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** Why the worker may see every row of a table: it does the same work for every case, and acts for nobody. */
const WORKER: Readonly<Record<string, readonly string[]>> = {
  'It sequences, signs, verifies and exports the whole log.': [
    'custody.alarm SELECT',
    'custody.checkpoint SELECT',
    'custody.head SELECT',
    'custody.key SELECT',
    'custody.leaf SELECT',
    'custody.node SELECT',
    'custody.padding SELECT',
    'custody.pending SELECT',
    'custody.published SELECT',
    'custody.record SELECT',
    'custody.trail SELECT',
    'lintel.custody_cosignature INSERT',
    'lintel.custody_cosignature SELECT',
    'lintel.custody_timestamp SELECT',
    'lintel.custody_witness INSERT',
    'lintel.custody_witness SELECT',
    'lintel.custody_witness UPDATE',
    'lintel.log_check SELECT',
    'lintel.opening SELECT',
  ],
  'It checks, locks, renders and looks after every clip.': [
    'lintel.addition SELECT',
    'lintel.clip SELECT',
    'lintel.clip UPDATE',
    'lintel.clip_trouble DELETE',
    'lintel.clip_trouble INSERT',
    'lintel.clip_trouble SELECT',
    'lintel.clock_answer SELECT',
    'lintel.compilation SELECT',
    'lintel.compilation_part SELECT',
    'lintel.face_search SELECT',
    'lintel.make_answer SELECT',
    'lintel.maker_seal SELECT',
    'lintel.malware_release SELECT',
    'lintel.malware_scan SELECT',
    'lintel.receipt SELECT',
    'lintel.receipt UPDATE',
    'lintel.receipt_proof SELECT',
    'lintel.receipt_proof UPDATE',
    'lintel.redaction SELECT',
    'lintel.rendition SELECT',
    'lintel.still SELECT',
    'lintel.submission SELECT',
    'lintel.time_candidate SELECT',
    'lintel.word_proposal SELECT',
  ],
  'It seals bundles of any investigation.': [
    'lintel.bundle SELECT',
    'lintel.bundle_entry SELECT',
    'lintel.bundle_item SELECT',
    'lintel.bundle_reading ALL',
    'lintel.bundle_schedule SELECT',
    'lintel.bundle_seal SELECT',
    'lintel.bundle_state SELECT',
    'lintel.bundle_withheld SELECT',
    'lintel.decision SELECT',
    'lintel.disclosure_review SELECT',
    'lintel.endorsement SELECT',
    'lintel.redaction_choice SELECT',
    'lintel.restricted_schedule_item SELECT',
    'lintel.schedule SELECT',
    'lintel.schedule_item SELECT',
    'lintel.schedule_step SELECT',
  ],
  'It reckons when items are due, and erases what two people have agreed to.': [
    'lintel.disposal SELECT',
    'lintel.investigation_outcome SELECT',
    'lintel.retention_due SELECT',
    'lintel.retention_due UPDATE',
    'lintel.retention_hold SELECT',
    'lintel.retention_review SELECT',
  ],
  'It relays work and lets messages leave.': [
    'lintel.message UPDATE',
    'lintel.outbox SELECT',
    'lintel.outbox UPDATE',
  ],
};

let database: TestDatabase;
let admin: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.urls.admin });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

it('opens a table to a whole role only for the worker, and each time for a reason', async () => {
  const { rows } = await admin.query<{ policy: string; roles: string[] }>(
    `SELECT schemaname || '.' || tablename || ' ' || cmd AS policy, roles::text[] AS roles FROM pg_policies
      WHERE (qual = 'true' OR with_check = 'true') AND roles <> '{lintel_owner}' ORDER BY 1`,
  );
  expect(rows.filter(({ roles }) => roles.join() !== 'lintel_worker')).toEqual([]);
  expect(rows.map(({ policy }) => policy)).toEqual(Object.values(WORKER).flat().sort());
});

it('leaves no table without a policy, and none that its owner could pass by', async () => {
  const { rows } = await admin.query(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname IN ('lintel', 'custody', 'scheme', 'scope')
        AND (NOT c.relrowsecurity OR NOT c.relforcerowsecurity
          OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))`,
  );
  expect(rows).toEqual([]);
});
