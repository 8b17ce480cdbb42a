import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A key of the log has the form of a verifier key (C2SP signed-note). No row here is ever taken back, and each goes into the file of keys of every bundle,
 * one a line: a worker that was broken into could put any words there, and lines of its own.
 */
export class KeysOfTheirForm1770000001303 implements MigrationInterface {
  readonly name = 'KeysOfTheirForm1770000001303';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE custody.key ADD CONSTRAINT key_form
         CHECK (verifier_key ~ '^[^[:space:]+]{1,250}[+][0-9a-f]{8}[+][A-Za-z0-9+/]{44}$') NOT VALID`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE custody.key DROP CONSTRAINT key_form');
  }
}
