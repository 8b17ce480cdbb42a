import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

/** Exhibits of a bundle that go with their originals, and to the defence by no decision that counts now. */
const WITHHELD = `CREATE FUNCTION lintel.withheld_originals(bundle uuid) RETURNS SETOF text
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT i.label FROM lintel.bundle_item i
       JOIN LATERAL (SELECT x.original_to_defence FROM lintel.decision x
                      WHERE x.clip_id = i.clip_id ORDER BY x.place DESC LIMIT 1) d ON true
      WHERE i.bundle_id = withheld_originals.bundle AND i.is_exhibit AND i.redaction_id IS NULL AND NOT d.original_to_defence
      ORDER BY i.position
   $$`;

const RECIPIENTS: Change = [
  `ELSE ARRAY['court', 'cps', 'defence'] END)) THEN RETURN NEW; END IF;`,
  `ELSE ARRAY['court', 'cps', 'defence'] END)
       AND (NEW.recipient_kind <> 'defence' OR b.kind = 'defence' OR NOT EXISTS (SELECT lintel.withheld_originals(b.id)))) THEN RETURN NEW; END IF;`,
];

/** What was made for a court holds the originals, with place and device: no link to it is made for the defence before a decision gives each of them. */
export class OriginalsForTheDefence1770000000938 implements MigrationInterface {
  readonly name = 'OriginalsForTheDefence1770000000938';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WITHHELD);
    await runner.query('REVOKE EXECUTE ON FUNCTION lintel.withheld_originals(uuid) FROM PUBLIC');
    await runner.query('GRANT EXECUTE ON FUNCTION lintel.withheld_originals(uuid) TO lintel_workspace');
    await runner.query(reworded('guard_bundle_issue', [RECIPIENTS]));
  }

  async down(runner: QueryRunner): Promise<void> {
    const [from, to] = RECIPIENTS;
    await runner.query(reworded('guard_bundle_issue', [[to, from]]));
    await runner.query('DROP FUNCTION lintel.withheld_originals(uuid)');
  }
}
