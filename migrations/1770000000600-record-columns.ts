import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ofBaseline } from './baseline-function';
import { UP as QUICKER } from './1770000000400-append-quicker';
import { MAY_STATE as MAY_STATE_BEFORE } from './1770000000410-concern-reports';

const UUID = `'^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`;

/** By what a record is found, out of its event. The check of the whole log compares the columns with this. */
const COLUMNS = [
  ['type', 'text', `event::jsonb ->> 'type'`],
  [
    'officer',
    'uuid',
    `CASE WHEN event::jsonb #>> '{actor,kind}' = 'officer' AND event::jsonb #>> '{actor,id}' ~ ${UUID}
       THEN (event::jsonb #>> '{actor,id}')::uuid END`,
  ],
  [
    'investigation',
    'uuid',
    `CASE WHEN event::jsonb ->> 'investigation' ~ ${UUID} THEN (event::jsonb ->> 'investigation')::uuid END`,
  ],
] as const;

/**
 * Indexes on expressions parsed the event six times for each append. Columns that `custody.append` fills from what it has just
 * checked cost nothing of the kind. Those of older records are computed by the database, and from then on are columns as others.
 */
const TABLES = [
  `DROP INDEX custody.record_actor, custody.record_actor_type, custody.record_investigation, custody.record_type`,
  `ALTER TABLE custody.record ${COLUMNS.map(([name, type, of]) => `ADD COLUMN ${name} ${type} GENERATED ALWAYS AS (${of}) STORED`).join(', ')}`,
  `ALTER TABLE custody.record ${COLUMNS.map(([name]) => `ALTER COLUMN ${name} DROP EXPRESSION`).join(', ')}, ALTER COLUMN type SET NOT NULL`,
  `COMMENT ON COLUMN custody.record.type IS 'This, officer and investigation say again what the event says, for searches.'`,
  `CREATE INDEX record_officer ON custody.record (officer, id, type) WHERE officer IS NOT NULL`,
  `CREATE INDEX record_investigation ON custody.record (investigation, id, type) WHERE investigation IS NOT NULL`,
  `CREATE INDEX record_type ON custody.record (type, id)`,
  // Written between quotation marks as they are.
  `ALTER TABLE custody.event_type ADD CONSTRAINT event_type_plain
     CHECK (type ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND category ~ '^[a-z]+(-[a-z]+)*$')`,
];

/** In SQL and without settings of its own, so that it becomes a part of the statement that calls it. */
const LINK = `CREATE FUNCTION custody.link(subject text, seq bigint, prev bytea, event text) RETURNS bytea
   LANGUAGE sql STABLE AS $$
     SELECT sha256(convert_to(array_to_string(
       ARRAY['lintel-event/v1', subject, seq::text, encode(prev, 'hex'), event, ''], chr(10)), 'UTF8'))
   $$`;

// The row lock of the head makes appends to one subject take turns: all else was done before. A chain begins once.
const ADD_RECORD = `CREATE FUNCTION custody.add_record(
     subject text, id uuid, event text, type text, officer uuid, investigation uuid) RETURNS bigint
   LANGUAGE plpgsql VOLATILE AS $$
   DECLARE
     start CONSTANT bytea := '\\x0000000000000000000000000000000000000000000000000000000000000000';
     place bigint;
     before bytea;
     after bytea;
   BEGIN
     UPDATE custody.head h SET seq = h.seq + 1, prev = h.hash, hash = custody.link(h.subject, h.seq + 1, h.hash, add_record.event)
       WHERE h.subject = add_record.subject RETURNING h.seq, h.prev, h.hash INTO place, before, after;
     IF place IS NULL THEN
       INSERT INTO custody.head AS h (subject, seq, prev, hash)
         VALUES (add_record.subject, 1, start, custody.link(add_record.subject, 1, start, add_record.event))
         ON CONFLICT ON CONSTRAINT head_pkey DO UPDATE SET seq = h.seq + 1, prev = h.hash,
           hash = custody.link(h.subject, h.seq + 1, h.hash, add_record.event)
         RETURNING h.seq, h.prev, h.hash INTO place, before, after;
     END IF;
     INSERT INTO custody.record (subject, seq, id, prev, hash, event, type, officer, investigation)
       VALUES (add_record.subject, place, add_record.id, before, after, add_record.event, add_record.type, add_record.officer,
         add_record.investigation);
     INSERT INTO custody.pending (subject, seq) VALUES (add_record.subject, place);
     RETURN place;
   END $$`;

export const CANONICAL_FIELDS = `CREATE OR REPLACE FUNCTION custody.canonical_fields(fields jsonb, names text[]) RETURNS text
   LANGUAGE plpgsql IMMUTABLE AS $$
   DECLARE
     written text := '';
     name text;
     value jsonb;
   BEGIN
     FOREACH name IN ARRAY names LOOP
       value := fields -> name;
       IF value IS NOT NULL THEN
         -- Strings and short whole numbers, which most values are, as custody.canonical writes them.
         written := written || ',' || to_json(name) || ':' || CASE jsonb_typeof(value)
           WHEN 'string' THEN value::text
           WHEN 'number' THEN CASE WHEN length(value::text) < 16 AND translate(value::text, '0123456789', '') IN ('', '-')
             THEN value::text ELSE custody.canonical(value) END
           ELSE custody.canonical(value) END;
       END IF;
     END LOOP;
     RETURN '{' || substr(written, 2) || '}';
   END $$`;

/** For an acting person. */
const MAY_STATE = `CREATE FUNCTION custody.may_state(who scope.claims, officer_rights text[], subject text) RETURNS boolean
   LANGUAGE plpgsql STABLE AS $$
   BEGIN
     IF who.kind = 'officer' THEN RETURN custody.officer_may_state(who, officer_rights, subject); END IF;
     IF who.kind = 'victim' THEN
       RETURN subject IN ('investigation:' || who.investigation, 'service:lintel') OR subject LIKE 'clip:%' AND EXISTS (
         SELECT FROM lintel.clip c WHERE c.id = substr(subject, 6)::uuid AND c.invitation_id = who.id
           AND (who.confirmed OR c.made_in = decode(who.session, 'hex')));
     END IF;
     -- A recipient, or a process of which a function has sealed what it just judged: of that investigation.
     RETURN subject = 'investigation:' || who.investigation;
   END $$`;

// Each expression of PL/pgSQL is made ready once a transaction, and each call of a function costs as much as the rest of it: so
// what is asked of every event stands here, in few of them. RFC 9562: the version is in byte 6, the variant in byte 8.
export const APPEND = `CREATE OR REPLACE FUNCTION custody.append(
     subject text, type text, id uuid, at timestamptz, detail jsonb, secrets jsonb,
     investigation uuid DEFAULT NULL, recipient uuid DEFAULT NULL) RETURNS bigint
   LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     kind CONSTANT text := split_part(subject, ':', 1);
     key CONSTANT uuid := CASE WHEN kind IN ('clip', 'investigation', 'bundle') THEN substr(subject, length(kind) + 2)::uuid END;
     who scope.claims;
     speaker text;
     said record;
     about uuid;
     event text;
   BEGIN
     -- Without a setting there is nothing to unseal.
     IF current_setting('lintel.scope', true) <> '' THEN who := scope.claims(); END IF;
     speaker := CASE WHEN who.kind = 'victim' AND NOT who.confirmed THEN 'assisted' WHEN who.kind IS NOT NULL THEN who.kind
       ELSE CASE session_user WHEN 'lintel_intake' THEN 'intake' WHEN 'lintel_workspace' THEN 'workspace'
         WHEN 'lintel_worker' THEN 'worker' WHEN 'lintel_owner' THEN 'operator' END END;
     SELECT t.type, t.category, t.detail_keys, t.secret_keys, t.officer_rights,
         speaker = ANY (t.speakers) AND kind = ANY (t.subjects) AS known,
         CASE kind WHEN 'clip' THEN (SELECT c.investigation_id FROM lintel.clip c WHERE c.id = key)
           WHEN 'bundle' THEN (SELECT b.investigation_id FROM lintel.bundle b WHERE b.id = key) ELSE key END AS own
       INTO said FROM custody.event_type t WHERE t.type = append.type;
     about := coalesce(said.own, investigation);
     IF (subject = 'service:lintel' OR subject = kind || ':' || key AND get_byte(uuid_send(key), 6) BETWEEN 16 AND 143
          AND get_byte(uuid_send(key), 8) BETWEEN 128 AND 191) IS NOT TRUE
        OR (get_byte(uuid_send(id), 6) BETWEEN 112 AND 127 AND get_byte(uuid_send(id), 8) BETWEEN 128 AND 191) IS NOT TRUE
        OR jsonb_typeof(detail) IS DISTINCT FROM 'object' OR jsonb_typeof(secrets) IS DISTINCT FROM 'object'
        OR about <> investigation THEN
       RAISE EXCEPTION 'custody: the event lacks a field or has a bad one' USING ERRCODE = 'LC002';
     END IF;
     -- By itself intake or workspace speaks of the service alone.
     IF said.known IS NOT TRUE OR (CASE WHEN who.kind IS NULL
          THEN session_user NOT IN ('lintel_intake', 'lintel_workspace') OR subject = 'service:lintel'
          ELSE custody.may_state(who, said.officer_rights, subject) END) IS NOT TRUE
        OR investigation IS NOT NULL AND said.own IS NULL AND who.kind IS NOT NULL
           AND investigation IS DISTINCT FROM who.investigation AND NOT scope.reads(investigation) THEN
       RAISE EXCEPTION 'custody: not for this person to state' USING ERRCODE = 'LC003';
     END IF;
     IF detail - said.detail_keys <> '{}' OR secrets <> '{}' AND secrets - said.secret_keys <> '{}' THEN
       RAISE EXCEPTION 'custody: an event of this type has no such field' USING ERRCODE = 'LC002';
     END IF;
     IF (at BETWEEN clock_timestamp() - interval '5 s' AND clock_timestamp() + interval '5 s') IS NOT TRUE THEN
       RAISE EXCEPTION 'custody: the clock is more than 5 s from the server''s' USING ERRCODE = 'LC001';
     END IF;
     -- What is null is left out.
     event := array_to_string(ARRAY['{"actor":{"id":"', coalesce(who.id::text, speaker),
         '","kind":"', CASE WHEN who.kind IN ('officer', 'victim', 'recipient') THEN who.kind ELSE 'service' END,
         '"},"at":"', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
         '","category":"', said.category,
         '","commit":', CASE WHEN secrets = '{}' THEN '{}' ELSE custody.canonical(custody.commit(id, subject, secrets)) END,
         ',"detail":', custody.canonical_fields(detail, said.detail_keys),
         ',"id":"', id::text,
         '","investigation":"' || about,
         '","recipient":"' || recipient,
         '","type":"', said.type, '","v":1}'], '');
     IF octet_length(event) > 65536 THEN
       RAISE EXCEPTION 'custody: an event is at most 64 KiB' USING ERRCODE = 'LC002';
     END IF;
     RETURN custody.add_record(subject, id, event, said.type, CASE WHEN who.kind = 'officer' THEN who.id END, about);
   END $$`;

/** A function of the baseline that asks columns instead of events. */
function asking(file: string, name: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`${name} does not ask ${from}`);
      return text.replace(from, to);
    },
    ofBaseline(file, name),
  );
}

const TYPE = `r.event::jsonb ->> 'type'`;
const SEARCHES = [
  asking('custody/functions.sql', 'lintel.search_log', [
    [`r.event::jsonb #>> ''{actor,id}'' = $1`, 'r.officer = $1::uuid'],
    [`r.event::jsonb ->> ''investigation'' = $2`, 'r.investigation = $2::uuid'],
    [`r.event::jsonb ->> ''type'' = ANY`, 'r.type = ANY'],
  ]),
  asking('custody/functions.sql', 'custody.repudiations_of', [[TYPE, 'r.type']]),
  asking('custody/functions-alarms.sql', 'lintel.log_alarms', [[TYPE, 'r.type']]),
];
const SEARCHES_BEFORE = [
  ofBaseline('custody/functions.sql', 'lintel.search_log'),
  ofBaseline('custody/functions.sql', 'custody.repudiations_of'),
  ofBaseline('custody/functions-alarms.sql', 'lintel.log_alarms'),
];

const UP = [
  ...TABLES,
  `DROP FUNCTION custody.add_record(text, uuid, text)`,
  `DROP FUNCTION custody.link(text, bigint, bytea, text)`,
  `DROP FUNCTION custody.may_state(scope.claims, text, custody.event_type, text)`,
  `DROP FUNCTION custody.is_subject(text)`,
  `DROP FUNCTION custody.is_uuid(text)`,
  `DROP FUNCTION custody.speaker(scope.claims)`,
  LINK,
  ADD_RECORD,
  CANONICAL_FIELDS,
  MAY_STATE,
  APPEND,
  ...SEARCHES,
  `REVOKE EXECUTE ON FUNCTION custody.link(text, bigint, bytea, text), custody.may_state(scope.claims, text[], text),
     custody.add_record(text, uuid, text, text, uuid, uuid) FROM PUBLIC`,
];

/** A function as the migration before last made it. */
function before(name: string): string {
  const found = QUICKER.find((statement) =>
    new RegExp(`^CREATE (OR REPLACE )?FUNCTION ${name}\\(`).test(statement),
  );
  if (found === undefined) throw new Error(`no function ${name} was made`);
  return found.replace(/^CREATE FUNCTION/, 'CREATE OR REPLACE FUNCTION');
}

const DOWN = [
  ...SEARCHES_BEFORE,
  ofBaseline('custody/functions.sql', 'custody.speaker'),
  ...['custody.is_uuid', 'custody.is_subject', 'custody.canonical_fields'].map(before),
  MAY_STATE_BEFORE,
  before('custody.append'),
  `DROP FUNCTION custody.may_state(scope.claims, text[], text)`,
  `DROP FUNCTION custody.add_record(text, uuid, text, text, uuid, uuid)`,
  `DROP FUNCTION custody.link(text, bigint, bytea, text)`,
  before('custody.link'),
  before('custody.add_record'),
  `REVOKE EXECUTE ON FUNCTION custody.speaker(scope.claims), custody.is_uuid(text), custody.is_subject(text),
     custody.may_state(scope.claims, text, custody.event_type, text), custody.link(text, bigint, bytea, text),
     custody.add_record(text, uuid, text) FROM PUBLIC`,
  `ALTER TABLE custody.event_type DROP CONSTRAINT event_type_plain`,
  `DROP INDEX custody.record_officer, custody.record_investigation, custody.record_type`,
  `ALTER TABLE custody.record ${COLUMNS.map(([name]) => `DROP COLUMN ${name}`).join(', ')}`,
  `CREATE INDEX record_actor ON custody.record ((event::jsonb #>> '{actor,id}'), id)`,
  `CREATE INDEX record_actor_type ON custody.record ((event::jsonb #>> '{actor,id}'), (event::jsonb ->> 'type'), id)`,
  `CREATE INDEX record_investigation ON custody.record ((event::jsonb ->> 'investigation'), id)`,
  `CREATE INDEX record_type ON custody.record ((event::jsonb ->> 'type'), id)`,
];

export class RecordColumns1770000000600 implements MigrationInterface {
  readonly name = 'RecordColumns1770000000600';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
