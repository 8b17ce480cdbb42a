import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What waits, what is on its way, what a provider is still asked about (it tries for three days), and in the transaction that says so
 * what became of one. Of older ones the worker reads neither address nor words.
 */
const UP = [
  `ALTER POLICY worker_reads ON lintel.message USING (state IN ('waiting', 'sending')
     OR state = 'sent' AND state_at > now() - interval '5 days' OR state_at = now())`,
  // No process asks for the words of the log: custody.append does.
  'DROP POLICY worker_reads ON custody.event_type',
];

const DOWN = [
  'CREATE POLICY worker_reads ON custody.event_type FOR SELECT TO lintel_worker USING (true)',
  'ALTER POLICY worker_reads ON lintel.message USING (true)',
];

/** What the worker does not need, an intruder in it does not read. */
export class WorkerOfWhatLeaves1770000000913 implements MigrationInterface {
  readonly name = 'WorkerOfWhatLeaves1770000000913';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
