import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ofBaseline } from './baseline-function';

/**
 * `custody.append` says and refuses what it did, with less work: regular expressions with bounds and queries inside functions cost
 * more than the rest of it. The names of a detail's fields are looked up in their order, instead of being sorted for each event.
 */
export const UP = [
  // Of the form that uuid::text has, in versions 1 to 8 of RFC 9562.
  `CREATE FUNCTION custody.is_uuid(id text) RETURNS boolean
   LANGUAGE plpgsql IMMUTABLE AS $$
   BEGIN
     RETURN length(id) = 36 AND translate(id, '0123456789abcdef', '') = '----'
       AND substr(id, 9, 1) = '-' AND substr(id, 14, 1) = '-' AND substr(id, 19, 1) = '-' AND substr(id, 24, 1) = '-'
       AND strpos('12345678', substr(id, 15, 1)) > 0 AND strpos('89ab', substr(id, 20, 1)) > 0;
   END $$`,
  `CREATE FUNCTION custody.is_subject(subject text) RETURNS boolean
   LANGUAGE plpgsql IMMUTABLE AS $$
   BEGIN
     RETURN subject = 'service:lintel'
       OR left(subject, 5) = 'clip:' AND custody.is_uuid(substr(subject, 6))
       OR left(subject, 7) = 'bundle:' AND custody.is_uuid(substr(subject, 8))
       OR left(subject, 14) = 'investigation:' AND custody.is_uuid(substr(subject, 15));
   END $$`,
  `CREATE OR REPLACE FUNCTION custody.canonical(value jsonb) RETURNS text
   LANGUAGE plpgsql IMMUTABLE AS $$
   DECLARE
     kind CONSTANT text := jsonb_typeof(value);
     written text;
   BEGIN
     IF kind = 'object' THEN
       IF EXISTS (SELECT FROM jsonb_object_keys(value) k WHERE k !~ '^[ -~]*$') THEN
         RAISE EXCEPTION 'custody: a name that is not printable ASCII' USING ERRCODE = 'LC002';
       END IF;
       SELECT string_agg(to_json(e.key)::text || ':' || CASE jsonb_typeof(e.value)
           WHEN 'string' THEN e.value::text ELSE custody.canonical(e.value) END, ',' ORDER BY e.key COLLATE "C")
         INTO written FROM jsonb_each(value) e;
       RETURN '{' || coalesce(written, '') || '}';
     ELSIF kind = 'array' THEN
       SELECT string_agg(custody.canonical(e.value), ',' ORDER BY e.place)
         INTO written FROM jsonb_array_elements(value) WITH ORDINALITY AS e (value, place);
       RETURN '[' || coalesce(written, '') || ']';
     ELSIF kind = 'number' THEN
       written := value::text;
       IF length(written) < 16 AND translate(written, '0123456789', '') IN ('', '-') THEN RETURN written; END IF;
       RETURN custody.canonical_number(value);
     END IF;
     -- A string as PostgreSQL writes it has the escapes of RFC 8785 and no others.
     RETURN value::text;
   END $$`,
  `CREATE FUNCTION custody.in_order(names text[]) RETURNS text[]
   LANGUAGE sql IMMUTABLE AS $$ SELECT ARRAY(SELECT n FROM unnest(names) n ORDER BY n COLLATE "C") $$`,
  `ALTER TABLE custody.event_type ADD CONSTRAINT event_type_in_order CHECK (detail_keys = custody.in_order(detail_keys))`,
  // An object that has no fields but these, whose names are in order.
  `CREATE FUNCTION custody.canonical_fields(fields jsonb, names text[]) RETURNS text
   LANGUAGE plpgsql IMMUTABLE AS $$
   DECLARE
     written text := '';
     name text;
     value jsonb;
   BEGIN
     FOREACH name IN ARRAY names LOOP
       value := fields -> name;
       IF value IS NOT NULL THEN
         written := written || ',' || to_json(name) || ':'
           || CASE jsonb_typeof(value) WHEN 'string' THEN value::text ELSE custody.canonical(value) END;
       END IF;
     END LOOP;
     RETURN '{' || substr(written, 2) || '}';
   END $$`,
  `CREATE FUNCTION custody.may_state(who scope.claims, speaker text, said custody.event_type, subject text) RETURNS boolean
   LANGUAGE plpgsql STABLE AS $$
   BEGIN
     IF said.type IS NULL OR speaker IS NULL OR speaker <> ALL (said.speakers)
        OR left(subject, strpos(subject, ':') - 1) <> ALL (said.subjects) THEN RETURN false; END IF;
     IF who.kind = 'officer' THEN RETURN custody.officer_may_state(who, said.officer_rights, subject); END IF;
     IF who.kind = 'victim' THEN
       RETURN subject = 'investigation:' || who.investigation OR subject LIKE 'clip:%' AND EXISTS (
         SELECT FROM lintel.clip c WHERE c.id = substr(subject, 6)::uuid AND c.invitation_id = who.id
           AND (who.confirmed OR c.made_in = decode(who.session, 'hex')));
     END IF;
     -- A process of which a function here has sealed what it just judged says so of that investigation; by itself intake or
     -- workspace speaks of the service alone.
     IF who.kind IN ('recipient', 'intake', 'workspace') THEN RETURN subject = 'investigation:' || who.investigation; END IF;
     RETURN session_user NOT IN ('lintel_intake', 'lintel_workspace') OR subject = 'service:lintel';
   END $$`,
  `DROP FUNCTION custody.may_state(scope.claims, custody.event_type, text)`,
  `CREATE OR REPLACE FUNCTION custody.append(
     subject text, type text, id uuid, at timestamptz, detail jsonb, secrets jsonb,
     investigation uuid DEFAULT NULL, recipient uuid DEFAULT NULL) RETURNS bigint
   LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     who CONSTANT scope.claims := scope.claims();
     speaker CONSTANT text := custody.speaker(who);
     said CONSTANT custody.event_type := (SELECT t FROM custody.event_type t WHERE t.type = append.type);
     own CONSTANT uuid := custody.investigation_of(subject);
     about CONSTANT uuid := coalesce(own, investigation);
     name CONSTANT text := id::text;
     event text;
   BEGIN
     IF NOT custody.is_subject(subject) OR NOT custody.is_uuid(name) OR substr(name, 15, 1) <> '7'
        OR jsonb_typeof(detail) IS DISTINCT FROM 'object' OR jsonb_typeof(secrets) IS DISTINCT FROM 'object'
        OR investigation IS NOT NULL AND about <> investigation THEN
       RAISE EXCEPTION 'custody: the event lacks a field or has a bad one' USING ERRCODE = 'LC002';
     END IF;
     IF NOT custody.may_state(who, speaker, said, subject)
        OR investigation IS NOT NULL AND own IS NULL AND who.kind IS NOT NULL
           AND investigation IS DISTINCT FROM who.investigation AND NOT scope.reads(investigation) THEN
       RAISE EXCEPTION 'custody: not for this person to state' USING ERRCODE = 'LC003';
     END IF;
     IF detail - said.detail_keys <> '{}' OR secrets - said.secret_keys <> '{}' THEN
       RAISE EXCEPTION 'custody: an event of this type has no such field' USING ERRCODE = 'LC002';
     END IF;
     IF abs(extract(epoch FROM at - clock_timestamp())) > 5 THEN
       RAISE EXCEPTION 'custody: the clock is more than 5 s from the server''s' USING ERRCODE = 'LC001';
     END IF;
     event := '{"actor":{"id":' || to_json(coalesce(who.id::text, speaker))
       || ',"kind":"' || CASE WHEN who.kind IN ('officer', 'victim', 'recipient') THEN who.kind ELSE 'service' END
       || '"},"at":"' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
       || '","category":' || to_json(said.category)
       || ',"commit":' || CASE WHEN secrets = '{}' THEN '{}' ELSE custody.canonical(custody.commit(id, subject, secrets)) END
       || ',"detail":' || custody.canonical_fields(detail, said.detail_keys)
       || ',"id":"' || name
       || coalesce('","investigation":"' || about, '')
       || coalesce('","recipient":"' || recipient, '')
       || '","type":' || to_json(said.type) || ',"v":1}';
     IF octet_length(event) > 65536 THEN
       RAISE EXCEPTION 'custody: an event is at most 64 KiB' USING ERRCODE = 'LC002';
     END IF;
     RETURN custody.add_record(subject, id, event);
   END $$`,
  `ALTER TABLE custody.head ADD COLUMN prev bytea CHECK (length(prev) = 32)`,
  `COMMENT ON COLUMN custody.head.prev IS 'The hash before it: what the newest record follows. Null where the chain has not grown since this was kept.'`,
  // One statement: the head's row lock makes appends to one subject take turns, and its new row says what the record follows.
  `CREATE FUNCTION custody.link(subject text, seq bigint, prev bytea, event text) RETURNS bytea
   LANGUAGE plpgsql IMMUTABLE AS $$
   BEGIN
     RETURN sha256(convert_to('lintel-event/v1' || chr(10) || subject || chr(10) || seq || chr(10)
       || encode(prev, 'hex') || chr(10) || event || chr(10), 'UTF8'));
   END $$`,
  `CREATE OR REPLACE FUNCTION custody.add_record(subject text, event_id uuid, event text) RETURNS bigint
   LANGUAGE plpgsql VOLATILE AS $$
   DECLARE
     start CONSTANT bytea := decode(repeat('00', 32), 'hex');
     place bigint;
   BEGIN
     WITH moved AS (
       INSERT INTO custody.head AS h (subject, seq, prev, hash)
         VALUES (add_record.subject, 1, start, custody.link(add_record.subject, 1, start, add_record.event))
         ON CONFLICT ON CONSTRAINT head_pkey DO UPDATE SET seq = h.seq + 1, prev = h.hash,
           hash = custody.link(h.subject, h.seq + 1, h.hash, add_record.event)
         RETURNING h.seq, h.prev, h.hash),
     added AS (
       INSERT INTO custody.record (subject, seq, id, prev, hash, event)
         SELECT add_record.subject, m.seq, event_id, m.prev, m.hash, add_record.event FROM moved m)
     INSERT INTO custody.pending (subject, seq) SELECT add_record.subject, m.seq FROM moved m RETURNING seq INTO place;
     RETURN place;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION custody.is_uuid(text), custody.is_subject(text), custody.in_order(text[]),
     custody.canonical_fields(jsonb, text[]), custody.link(text, bigint, bytea, text),
     custody.may_state(scope.claims, text, custody.event_type, text) FROM PUBLIC`,
];

const DOWN = [
  ofBaseline('custody/functions.sql', 'custody.add_record'),
  `DROP FUNCTION custody.link(text, bigint, bytea, text)`,
  `ALTER TABLE custody.head DROP COLUMN prev`,
  ofBaseline('custody/functions.sql', 'custody.may_state'),
  ofBaseline('custody/functions.sql', 'custody.append'),
  `DROP FUNCTION custody.may_state(scope.claims, text, custody.event_type, text)`,
  `REVOKE EXECUTE ON FUNCTION custody.may_state(scope.claims, custody.event_type, text) FROM PUBLIC`,
  ofBaseline('custody/functions-canonical.sql', 'custody.canonical'),
  `DROP FUNCTION custody.canonical_fields(jsonb, text[])`,
  `ALTER TABLE custody.event_type DROP CONSTRAINT event_type_in_order`,
  `DROP FUNCTION custody.in_order(text[])`,
  `DROP FUNCTION custody.is_subject(text)`,
  `DROP FUNCTION custody.is_uuid(text)`,
];

export class AppendQuicker1770000000400 implements MigrationInterface {
  name = 'AppendQuicker1770000000400';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
