import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The home page of each officer asks which parents are still to be told: few among all requests. */
export class ParentsLater1770000000850 implements MigrationInterface {
  readonly name = 'ParentsLater1770000000850';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `CREATE INDEX person_request_parent_later ON lintel.person_request (made_at, id) WHERE parent = 'later'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX lintel.person_request_parent_later');
  }
}
