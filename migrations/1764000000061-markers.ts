import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- What officers write about a clip or one moment of it. A note is never changed; it can be struck out, and stays readable.
CREATE TABLE lintel.marker (
  id uuid PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  frame integer CHECK (frame > 0),
  seconds double precision CHECK (seconds >= 0),
  text text NOT NULL CHECK (text <> ''),
  author_id uuid NOT NULL REFERENCES lintel.officer,
  at timestamptz NOT NULL DEFAULT now(),
  CHECK (seconds IS NULL OR frame IS NOT NULL)
);
CREATE INDEX marker_clip ON lintel.marker (clip_id, place);
CREATE TABLE lintel.marker_strike (
  marker_id uuid PRIMARY KEY REFERENCES lintel.marker,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  reason text NOT NULL CHECK (reason <> ''),
  at timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT (id, clip_id, frame, seconds, text, author_id) ON lintel.marker TO lintel_workspace;
GRANT SELECT, INSERT (marker_id, officer_id, reason) ON lintel.marker_strike TO lintel_workspace;
CREATE POLICY sent_only ON lintel.marker TO lintel_workspace USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY sent_only ON lintel.marker_strike TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.marker m WHERE m.id = marker_id));

INSERT INTO custody.event_type (type, category) VALUES ('marker-added', 'alteration'), ('marker-struck', 'alteration');
INSERT INTO custody.permitted_type (role, type) VALUES
  ('lintel_workspace', 'marker-added'), ('lintel_workspace', 'marker-struck');
`;

const BACK = `
DELETE FROM custody.permitted_type WHERE type IN ('marker-added', 'marker-struck');
DELETE FROM custody.event_type WHERE type IN ('marker-added', 'marker-struck');
DROP TABLE lintel.marker_strike, lintel.marker;
`;

/** Officers' notes on clips and their moments. */
export class Markers1764000000061 implements MigrationInterface {
  readonly name = 'Markers1764000000061';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
    for (const table of ['marker', 'marker_strike']) {
      await runner.query(`ALTER TABLE lintel.${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE lintel.${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY owner ON lintel.${table} TO lintel_owner USING (true)`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BACK);
  }
}
