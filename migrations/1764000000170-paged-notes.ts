import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notes of a clip page by page, in its order. */
export class PagedNotes1764000000170 implements MigrationInterface {
  readonly name = 'PagedNotes1764000000170';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX marker_in_order ON lintel.marker (clip_id, (coalesce(frame, 0)), place)',
    );
    await runner.query('DROP INDEX lintel.marker_clip');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX marker_clip ON lintel.marker (clip_id, place)');
    await runner.query('DROP INDEX lintel.marker_in_order');
  }
}
