import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who let an officer in, and when, is asked with each membership: the index answers alone, as before. */
export class KnownMembersIndex1770000000908 implements MigrationInterface {
  readonly name = 'KnownMembersIndex1770000000908';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX investigation_member_known ON lintel.investigation_member (officer_id, investigation_id)
         INCLUDE (added_at, added_by) WHERE removed_at IS NULL`,
    );
    await runner.query('DROP INDEX lintel.investigation_member_officer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX investigation_member_officer ON lintel.investigation_member (officer_id, investigation_id) WHERE removed_at IS NULL',
    );
    await runner.query('DROP INDEX lintel.investigation_member_known');
  }
}
