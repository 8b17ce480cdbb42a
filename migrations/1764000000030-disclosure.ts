import type { MigrationInterface, QueryRunner } from 'typeorm';
import { GUARDS } from './parts/disclosure-guards';

/** Tables in the order in which they may be dropped from the last to the first. */
const TABLES = [
  'disclosure_review',
  'decision',
  'schedule',
  'schedule_number',
  'schedule_item',
  'restricted_schedule_item',
  'bundle',
  'bundle_item',
  'bundle_schedule',
  'bundle_withheld',
  'bundle_state',
  'bundle_seal',
  'bundle_entry',
  'bundle_ticket',
] as const;

const DECISIONS = `
-- Opening a review puts every item of the investigation back on the work list until it is decided again.
CREATE TABLE lintel.disclosure_review (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  occasion text NOT NULL CHECK (occasion IN ('defence-statement', 'new-material', 'court-direction', 'other')),
  reason text NOT NULL CHECK (reason <> ''),
  opened_by uuid NOT NULL REFERENCES lintel.officer,
  opened_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX disclosure_review_investigation ON lintel.disclosure_review (investigation_id, place);

-- Nothing here is changed or taken back: a new decision stands beside the old one, and the newest counts.
CREATE TABLE lintel.decision (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  review_id uuid REFERENCES lintel.disclosure_review,
  classification text NOT NULL CHECK (classification IN ('evidence', 'unused', 'sensitive', 'not-relevant')),
  -- Might it reasonably be considered capable of undermining the prosecution case or of assisting the accused?
  meets_test boolean NOT NULL,
  original_to_defence boolean NOT NULL,
  description text NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  decided_by uuid NOT NULL REFERENCES lintel.officer,
  decided_at timestamptz NOT NULL DEFAULT now(),
  CHECK (classification NOT IN ('unused', 'sensitive') OR description <> ''),
  CHECK (classification <> 'not-relevant' OR NOT meets_test),
  CHECK (NOT original_to_defence OR classification IN ('evidence', 'unused'))
);
CREATE INDEX decision_clip ON lintel.decision (clip_id, place);
CREATE INDEX decision_investigation ON lintel.decision (investigation_id, place);
`;

const SCHEDULES = `
CREATE TABLE lintel.schedule (
  id uuid PRIMARY KEY,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  form text NOT NULL CHECK (form IN ('MG12', 'MG6C', 'MG6D', 'MG6E')),
  version integer NOT NULL CHECK (version > 0),
  urn text NOT NULL,
  certifications jsonb NOT NULL,
  signed_name text,
  made_by uuid NOT NULL REFERENCES lintel.officer,
  made_by_name text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (investigation_id, form, version),
  CHECK (form NOT IN ('MG6D', 'MG6E') OR signed_name IS NOT NULL)
);

-- An item keeps its number for ever; a number is never another item's. Later schedules go on counting.
CREATE TABLE lintel.schedule_number (
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  form text NOT NULL CHECK (form IN ('MG6C', 'MG6D')),
  number integer NOT NULL CHECK (number > 0),
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  PRIMARY KEY (investigation_id, form, number),
  UNIQUE (investigation_id, form, clip_id)
);

-- Rows of the forms that may go to the defence, and those of the forms that never do: two tables, so that no
-- query for the one can bring up the other.
CREATE TABLE lintel.schedule_item (
  schedule_id uuid NOT NULL REFERENCES lintel.schedule,
  position integer NOT NULL CHECK (position > 0),
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  label text NOT NULL,
  description text NOT NULL CHECK (description <> ''),
  producer text NOT NULL,
  PRIMARY KEY (schedule_id, position),
  UNIQUE (schedule_id, clip_id)
);
CREATE TABLE lintel.restricted_schedule_item (
  schedule_id uuid NOT NULL REFERENCES lintel.schedule,
  position integer NOT NULL CHECK (position > 0),
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  label text NOT NULL,
  description text NOT NULL CHECK (description <> ''),
  why text NOT NULL CHECK (why <> ''),
  PRIMARY KEY (schedule_id, position),
  UNIQUE (schedule_id, clip_id)
);
`;

const BUNDLES = `
CREATE TABLE lintel.bundle (
  id uuid PRIMARY KEY,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  kind text NOT NULL CHECK (kind IN ('prosecution', 'defence', 'court')),
  number integer NOT NULL CHECK (number > 0),
  urn text NOT NULL,
  folder text NOT NULL UNIQUE,
  supersedes uuid REFERENCES lintel.bundle,
  requested_by uuid NOT NULL REFERENCES lintel.officer,
  requested_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (investigation_id, kind, number)
);

CREATE TABLE lintel.bundle_item (
  bundle_id uuid NOT NULL REFERENCES lintel.bundle,
  position integer NOT NULL CHECK (position > 0),
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  decision_id uuid NOT NULL REFERENCES lintel.decision,
  folder text NOT NULL,
  label text NOT NULL,
  is_exhibit boolean NOT NULL,
  producer text NOT NULL,
  description text NOT NULL,
  PRIMARY KEY (bundle_id, position),
  UNIQUE (bundle_id, clip_id),
  UNIQUE (bundle_id, folder)
);

CREATE TABLE lintel.bundle_schedule (
  bundle_id uuid NOT NULL REFERENCES lintel.bundle,
  schedule_id uuid NOT NULL REFERENCES lintel.schedule,
  PRIMARY KEY (bundle_id, schedule_id)
);

-- What a defence bundle leaves out, and why: for the prosecutor alone.
CREATE TABLE lintel.bundle_withheld (
  bundle_id uuid NOT NULL REFERENCES lintel.bundle,
  position integer NOT NULL CHECK (position > 0),
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  label text NOT NULL,
  what text NOT NULL,
  why text NOT NULL,
  PRIMARY KEY (bundle_id, position)
);

CREATE TABLE lintel.bundle_state (
  bundle_id uuid NOT NULL REFERENCES lintel.bundle,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  state text NOT NULL CHECK (state IN ('requested', 'sealed', 'refused', 'superseded', 'revoked')),
  reason text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (bundle_id, state)
);

CREATE TABLE lintel.bundle_seal (
  bundle_id uuid PRIMARY KEY REFERENCES lintel.bundle,
  sealed_at timestamptz NOT NULL,
  total_size bigint NOT NULL CHECK (total_size > 0),
  etag text NOT NULL,
  manifest_sha256 text NOT NULL CHECK (manifest_sha256 ~ '^[0-9a-f]{64}$'),
  key_fingerprint text NOT NULL,
  checkpoint_size bigint NOT NULL
);

CREATE TABLE lintel.bundle_entry (
  bundle_id uuid NOT NULL REFERENCES lintel.bundle,
  position integer NOT NULL CHECK (position >= 0),
  path text NOT NULL,
  size bigint NOT NULL CHECK (size >= 0),
  crc32 bigint NOT NULL CHECK (crc32 BETWEEN 0 AND 4294967295),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  object_key text NOT NULL,
  PRIMARY KEY (bundle_id, position),
  UNIQUE (bundle_id, path)
);

-- One download by one officer: logged once, then served in as many ranges as it takes.
CREATE TABLE lintel.bundle_ticket (
  id uuid PRIMARY KEY,
  bundle_id uuid NOT NULL REFERENCES lintel.bundle,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  reason text NOT NULL CHECK (reason <> ''),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
`;

/** Tables whose rows name a clip: the police side sees only those of clips that were sent. */
const OF_A_CLIP = [
  'decision',
  'schedule_number',
  'schedule_item',
  'restricted_schedule_item',
  'bundle_item',
  'bundle_withheld',
];
const OF_THE_WORKER = ['bundle_seal', 'bundle_entry'];

const RIGHTS = `
CREATE POLICY police_states ON lintel.bundle_state FOR INSERT TO lintel_workspace
  WITH CHECK (state IN ('requested', 'revoked'));
CREATE POLICY police_sees ON lintel.bundle_state FOR SELECT TO lintel_workspace USING (true);
CREATE POLICY worker_states ON lintel.bundle_state FOR INSERT TO lintel_worker
  WITH CHECK (state IN ('sealed', 'refused', 'superseded'));
CREATE POLICY worker_sees ON lintel.bundle_state FOR SELECT TO lintel_worker USING (true);
GRANT INSERT ON lintel.bundle_state, lintel.bundle_seal, lintel.bundle_entry TO lintel_worker;
CREATE POLICY worker_seals ON lintel.bundle_seal FOR INSERT TO lintel_worker WITH CHECK (true);
CREATE POLICY worker_seals ON lintel.bundle_entry FOR INSERT TO lintel_worker WITH CHECK (true);
`;

const WORDS = [
  ['review-opened', 'alteration', 'lintel_workspace'],
  ['schedule-made', 'combination', 'lintel_workspace'],
  ['bundle-requested', 'combination', 'lintel_workspace'],
  ['bundle-refused', 'combination', 'lintel_worker'],
] as const;

async function giveRights(runner: QueryRunner): Promise<void> {
  for (const table of TABLES) {
    await runner.query(`ALTER TABLE lintel.${table} ENABLE ROW LEVEL SECURITY`);
    await runner.query(`ALTER TABLE lintel.${table} FORCE ROW LEVEL SECURITY`);
    await runner.query(`CREATE POLICY owner ON lintel.${table} TO lintel_owner USING (true)`);
    const verbs = OF_THE_WORKER.includes(table) ? 'SELECT' : 'SELECT, INSERT';
    await runner.query(`GRANT ${verbs} ON lintel.${table} TO lintel_workspace`);
    if (table === 'bundle_ticket') {
      await runner.query(`CREATE POLICY police ON lintel.bundle_ticket TO lintel_workspace USING (true)`);
      continue;
    }
    await runner.query(`GRANT SELECT ON lintel.${table} TO lintel_worker`);
    if (table === 'bundle_state') continue;
    const sees = OF_A_CLIP.includes(table)
      ? 'EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id)'
      : 'true';
    await runner.query(`CREATE POLICY police ON lintel.${table} TO lintel_workspace USING (${sees})`);
    await runner.query(
      `CREATE POLICY worker_reads ON lintel.${table} FOR SELECT TO lintel_worker USING (true)`,
    );
  }
  await runner.query(RIGHTS);
}

/** Decisions about every item, the schedules made from them, and the bundles that go out. */
export class Disclosure1764000000030 implements MigrationInterface {
  readonly name = 'Disclosure1764000000030';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [DECISIONS, SCHEDULES, BUNDLES, GUARDS]) await runner.query(part);
    await giveRights(runner);
    for (const [type, category, role] of WORDS) {
      await runner.query('INSERT INTO custody.event_type (type, category) VALUES ($1, $2)', [type, category]);
      await runner.query('INSERT INTO custody.permitted_type (role, type) VALUES ($1, $2)', [role, type]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [type] of WORDS) {
      await runner.query('DELETE FROM custody.permitted_type WHERE type = $1', [type]);
      await runner.query('DELETE FROM custody.event_type WHERE type = $1', [type]);
    }
    for (const table of [...TABLES].reverse()) await runner.query(`DROP TABLE lintel.${table}`);
    await runner.query(`
      DROP FUNCTION lintel.guard_bundle_state(), lintel.guard_bundle_withheld(), lintel.guard_bundle_schedule(),
        lintel.guard_bundle_item(), lintel.guard_schedule_item(), lintel.may_go_to(text, uuid), lintel.standing(uuid)`);
  }
}
