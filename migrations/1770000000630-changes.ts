import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * That something of an investigation has changed is told to whoever listens (LISTEN lintel_changed): once for each transaction, and
 * nothing but a hash of the investigation's id, because any role may listen. What has changed is read through the policies.
 */
const OF_CLIP = ['lintel.rendition', 'lintel.clip_trouble'];

const UP = [
  `CREATE FUNCTION lintel.change_key(investigation uuid) RETURNS text
   LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
     SELECT encode(sha256(convert_to(investigation::text, 'UTF8')), 'hex')
   $$`,
  `CREATE FUNCTION lintel.tell_change() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     PERFORM pg_notify('lintel_changed', lintel.change_key(NEW.investigation_id));
     RETURN NULL;
   END $$`,
  // Of a draft nobody is told.
  `CREATE FUNCTION lintel.tell_change_of_clip() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     PERFORM pg_notify('lintel_changed', lintel.change_key(c.investigation_id)) FROM lintel.clip c
       WHERE c.id = NEW.clip_id AND c.sent_at IS NOT NULL;
     RETURN NULL;
   END $$`,
  `CREATE FUNCTION lintel.tell_change_of_bundle() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     PERFORM pg_notify('lintel_changed', lintel.change_key(b.investigation_id)) FROM lintel.bundle b WHERE b.id = NEW.bundle_id;
     RETURN NULL;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.change_key(uuid), lintel.tell_change(), lintel.tell_change_of_clip(), lintel.tell_change_of_bundle() FROM PUBLIC`,
  `CREATE TRIGGER tell_change AFTER UPDATE ON lintel.clip FOR EACH ROW
     WHEN (NEW.sent_at IS NOT NULL AND (OLD.sent_at, OLD.state, OLD.master_at, OLD.erased_at) IS DISTINCT FROM (NEW.sent_at, NEW.state, NEW.master_at, NEW.erased_at))
     EXECUTE FUNCTION lintel.tell_change()`,
  `CREATE TRIGGER tell_change AFTER UPDATE OF state ON lintel.message FOR EACH ROW EXECUTE FUNCTION lintel.tell_change()`,
  ...OF_CLIP.map(
    (table) =>
      `CREATE TRIGGER tell_change AFTER INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION lintel.tell_change_of_clip()`,
  ),
  `CREATE TRIGGER tell_change AFTER UPDATE OF state ON lintel.still FOR EACH ROW EXECUTE FUNCTION lintel.tell_change_of_clip()`,
  `CREATE TRIGGER tell_change AFTER INSERT ON lintel.bundle_state FOR EACH ROW EXECUTE FUNCTION lintel.tell_change_of_bundle()`,
];

const DOWN = [
  ...['lintel.bundle_state', 'lintel.still', ...OF_CLIP, 'lintel.message', 'lintel.clip'].map(
    (table) => `DROP TRIGGER tell_change ON ${table}`,
  ),
  'DROP FUNCTION lintel.tell_change_of_bundle(), lintel.tell_change_of_clip(), lintel.tell_change(), lintel.change_key(uuid)',
];

export class Changes1770000000630 implements MigrationInterface {
  readonly name = 'Changes1770000000630';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
