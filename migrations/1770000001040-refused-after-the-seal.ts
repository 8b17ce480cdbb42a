import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

/**
 * What a bundle holds, and a person has since said may not go: a redacted copy or an extract that was refused, or a film. The prosecutor has
 * the recordings beside them, so of a bundle for the prosecution it is nothing.
 */
const REFUSED = `CREATE FUNCTION lintel.refused_in_bundle(bundle uuid) RETURNS SETOF text
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT i.label FROM lintel.bundle b JOIN lintel.bundle_item i ON i.bundle_id = b.id
       LEFT JOIN lintel.written_item w ON w.clip_id = i.clip_id AND w.kind = 'film'
      WHERE b.id = refused_in_bundle.bundle AND b.kind <> 'prosecution'
        AND (i.redaction_id IS NOT NULL AND NOT lintel.redaction_may_go(i.redaction_id, i.clip_id)
          OR w.source IS NOT NULL AND NOT lintel.film_is_approved(w.source))
      ORDER BY i.position
   $$`;

/** By name, what they say, and what they are to say. */
const CHANGES: readonly (readonly [name: string, change: Change])[] = [
  // For those who have a link already: it opens again where the copy is approved again.
  [
    'bundle_is_downloadable',
    [
      'ORDER BY s.place DESC LIMIT 1), false)',
      `ORDER BY s.place DESC LIMIT 1), false)
    AND NOT EXISTS (SELECT lintel.refused_in_bundle(bundle_is_downloadable.bundle))`,
    ],
  ],
  [
    'guard_bundle_issue',
    [
      'WHERE b.id = NEW.bundle_id AND b.investigation_id = NEW.investigation_id',
      `WHERE b.id = NEW.bundle_id AND b.investigation_id = NEW.investigation_id
       AND NOT EXISTS (SELECT lintel.refused_in_bundle(b.id))`,
    ],
  ],
];

/**
 * A copy that was refused after the seal goes to nobody any more: neither by a new link nor by one that was given. Before, a bundle went on
 * being given with a copy of which a person had found that it shows what it was to cover.
 */
export class RefusedAfterTheSeal1770000001040 implements MigrationInterface {
  readonly name = 'RefusedAfterTheSeal1770000001040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REFUSED);
    await runner.query('REVOKE EXECUTE ON FUNCTION lintel.refused_in_bundle(uuid) FROM PUBLIC');
    await runner.query('GRANT EXECUTE ON FUNCTION lintel.refused_in_bundle(uuid) TO lintel_workspace');
    await runner.query('GRANT EXECUTE ON FUNCTION lintel.film_is_approved(uuid) TO lintel_workspace');
    for (const [name, change] of CHANGES) await runner.query(reworded(name, [change]));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, [from, to]] of CHANGES) await runner.query(reworded(name, [[to, from]]));
    await runner.query('REVOKE EXECUTE ON FUNCTION lintel.film_is_approved(uuid) FROM lintel_workspace');
    await runner.query('DROP FUNCTION lintel.refused_in_bundle(uuid)');
  }
}
