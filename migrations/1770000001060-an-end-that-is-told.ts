import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever has a link may know when it ends: the policy shows a session that of its own link alone. Before, their pages said that what is
 * there stays, also on the day before nothing of it could be opened any more.
 */
export class AnEndThatIsTold1770000001060 implements MigrationInterface {
  readonly name = 'AnEndThatIsTold1770000001060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('GRANT SELECT (expires_at) ON lintel.invitation TO lintel_intake');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('REVOKE SELECT (expires_at) ON lintel.invitation FROM lintel_intake');
  }
}
