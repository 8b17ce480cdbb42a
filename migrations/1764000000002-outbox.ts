import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = `
CREATE TABLE lintel.outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  queue text NOT NULL CHECK (queue ~ '^[a-z][a-z0-9-]{0,39}$'),
  name text NOT NULL CHECK (name ~ '^[a-z][a-z0-9-]{0,59}$'),
  job_id text NOT NULL CHECK (job_id ~ '^[A-Za-z0-9_.-]{1,200}$'),
  -- Ids only: the queue's own tables, and Redis, are no place for more.
  payload jsonb NOT NULL CHECK (jsonb_typeof(payload) = 'object' AND octet_length(payload::text) <= 2000),
  created_at timestamptz NOT NULL DEFAULT now(),
  relayed_at timestamptz,
  done_at timestamptz
);
-- What the relay still has to do, and what it may look after or forget.
CREATE INDEX outbox_waiting ON lintel.outbox (id) WHERE relayed_at IS NULL;
CREATE INDEX outbox_open ON lintel.outbox (relayed_at) WHERE done_at IS NULL;
CREATE INDEX outbox_done ON lintel.outbox (done_at) WHERE done_at IS NOT NULL;
`;

const rights = `
ALTER TABLE lintel.outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.outbox FORCE ROW LEVEL SECURITY;
GRANT USAGE ON SCHEMA lintel TO lintel_intake, lintel_workspace, lintel_worker;
GRANT INSERT (queue, name, job_id, payload) ON lintel.outbox TO lintel_intake, lintel_workspace, lintel_worker;
GRANT SELECT, DELETE, UPDATE (relayed_at, done_at) ON lintel.outbox TO lintel_worker;
CREATE POLICY adds ON lintel.outbox FOR INSERT TO lintel_intake, lintel_workspace, lintel_worker
  WITH CHECK (relayed_at IS NULL AND done_at IS NULL);
CREATE POLICY worker_reads ON lintel.outbox FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_marks ON lintel.outbox FOR UPDATE TO lintel_worker USING (true);
CREATE POLICY worker_prunes ON lintel.outbox FOR DELETE TO lintel_worker USING (done_at IS NOT NULL);
CREATE POLICY owner_all ON lintel.outbox TO lintel_owner USING (true) WITH CHECK (true);
`;

export class Outbox1764000000002 implements MigrationInterface {
  readonly name = 'Outbox1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(table);
    await runner.query(rights);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE lintel.outbox');
  }
}
