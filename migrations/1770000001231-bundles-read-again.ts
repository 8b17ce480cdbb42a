import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The bundle itself is read by whoever may, and by nobody else. */
const UP = [
  `CREATE TABLE lintel.bundle_reading (
     bundle_id uuid PRIMARY KEY REFERENCES lintel.bundle,
     read_at timestamptz NOT NULL,
     -- Paths of its own files that are not what was sealed.
     damaged text[] NOT NULL DEFAULT '{}',
     damaged_since timestamptz,
     CHECK ((damaged_since IS NULL) = (damaged = '{}'))
   )`,
  'ALTER TABLE lintel.bundle_reading ALTER COLUMN bundle_id SET STATISTICS 10',
  `COMMENT ON TABLE lintel.bundle_reading IS 'When the files that sealing wrote were last read again, and which of them are damaged.'`,
  'ALTER TABLE lintel.bundle_reading ENABLE ROW LEVEL SECURITY',
  'ALTER TABLE lintel.bundle_reading FORCE ROW LEVEL SECURITY',
  'CREATE POLICY owner ON lintel.bundle_reading TO lintel_owner USING (true) WITH CHECK (true)',
  'GRANT SELECT, INSERT, UPDATE (read_at, damaged, damaged_since) ON lintel.bundle_reading TO lintel_worker',
  'CREATE POLICY worker_reads ON lintel.bundle_reading TO lintel_worker USING (true) WITH CHECK (true)',
  'GRANT SELECT ON lintel.bundle_reading TO lintel_workspace',
  `CREATE POLICY officers_read ON lintel.bundle_reading FOR SELECT TO lintel_workspace
     USING ((SELECT scope.role_in('disclosure')) AND EXISTS (SELECT FROM lintel.bundle b WHERE b.id = bundle_id))`,
];

/** What sealing wrote is read again like everything else that is kept; before, a recipient was the first to meet what was damaged. */
export class BundlesReadAgain1770000001231 implements MigrationInterface {
  readonly name = 'BundlesReadAgain1770000001231';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE lintel.bundle_reading');
  }
}
