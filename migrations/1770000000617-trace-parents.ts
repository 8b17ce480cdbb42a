import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Work that a request asks for is part of the request's trace, where an operator keeps traces. The column holds two random numbers (W3C
 * Trace Context) and nothing of the request.
 */
const UP = [
  `ALTER TABLE lintel.outbox
     ADD COLUMN trace_parent text CHECK (trace_parent ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$')`,
  `GRANT INSERT (trace_parent) ON lintel.outbox TO lintel_intake, lintel_workspace, lintel_worker`,
];

const DOWN = ['ALTER TABLE lintel.outbox DROP COLUMN trace_parent'];

export class TraceParents1770000000617 implements MigrationInterface {
  readonly name = 'TraceParents1770000000617';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
