import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

/** Whose secrets are judged, each counted apart: who can use up one of these keeps nobody else waiting. */
const KINDS = ['victim', 'recipient', 'officer'];

/** By name, what they say, and what they are to say. */
const CHANGES: readonly (readonly [name: string, ...changes: readonly Change[]])[] = [
  [
    'enter',
    [
      'wait := lintel.code_wait(link, address, attempts);\n     IF wait > 0 THEN RETURN QUERY SELECT NULL::uuid, NULL::uuid, wait; RETURN; END IF;',
      `wait := lintel.code_wait(link, address, attempts);
     IF wait = 0 AND NOT lintel.may_judge('victim') THEN wait := 900; END IF;
     IF wait > 0 THEN RETURN QUERY SELECT NULL::uuid, NULL::uuid, wait; RETURN; END IF;`,
    ],
  ],
  [
    'own_code',
    [
      'lintel.code_wait(inside, scope.session(), attempts) > 0 THEN',
      `lintel.code_wait(inside, scope.session(), attempts) > 0 OR NOT lintel.may_judge('victim') THEN`,
    ],
  ],
  [
    'bring_draft_back',
    [
      'lintel.code_wait(inside, scope.session(), attempts) > 0 THEN',
      `lintel.code_wait(inside, scope.session(), attempts) > 0 OR NOT lintel.may_judge('victim') THEN`,
    ],
  ],
  [
    'enter_issue',
    [
      'IF NOT lintel.code_fits(issued.code_hash, digest) THEN',
      `IF NOT lintel.may_judge('recipient') THEN RETURN; END IF;
  IF NOT lintel.code_fits(issued.code_hash, digest) THEN`,
    ],
  ],
  [
    'prove_password',
    [
      'IF lintel.holds(known.id, prove_password.email, source, device) THEN',
      `IF lintel.holds(known.id, prove_password.email, source, device) OR NOT lintel.may_judge('officer') THEN`,
    ],
  ],
  [
    'prove_code',
    [
      'IF lintel.is_held(counted_by, most) THEN',
      `IF lintel.is_held(counted_by, most) OR NOT lintel.may_judge('officer') THEN`,
    ],
  ],
];

const UP = [
  ...KINDS.map((kind) => `CREATE SEQUENCE lintel.judgement_${kind}`),
  `CREATE TABLE lintel.judgement (
     kind text NOT NULL CHECK (kind IN (${KINDS.map((kind) => `'${kind}'`).join(', ')})),
     number bigint NOT NULL,
     at timestamptz NOT NULL DEFAULT clock_timestamp(),
     transaction bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
     PRIMARY KEY (kind, number)
   )`,
  `COMMENT ON TABLE lintel.judgement IS 'That a code or a password was judged, and nothing else of it; for an hour.'`,
  'ALTER TABLE lintel.judgement ENABLE ROW LEVEL SECURITY',
  'ALTER TABLE lintel.judgement FORCE ROW LEVEL SECURITY',
  'CREATE POLICY owner ON lintel.judgement TO lintel_owner USING (true) WITH CHECK (true)',
  // A number that has been drawn stays drawn when the rest is taken back, and its row does not. Rows of the transaction itself are no
  // proof of anything yet. After PostgreSQL was killed up to 32 numbers of each sequence are missing.
  `CREATE FUNCTION lintel.may_judge(kind text) RETURNS boolean
   LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     most_undone CONSTANT integer := 200;
     drawn CONSTANT bigint := nextval(('lintel.judgement_' || kind)::regclass);
     since bigint;
     kept bigint;
   BEGIN
     INSERT INTO lintel.judgement (kind, number) VALUES (may_judge.kind, drawn);
     SELECT coalesce(max(j.number), 0) INTO since FROM lintel.judgement j
      WHERE j.kind = may_judge.kind AND j.at <= clock_timestamp() - interval '1 hour';
     SELECT count(*) INTO kept FROM lintel.judgement j
      WHERE j.kind = may_judge.kind AND j.number > since AND j.transaction <> pg_current_xact_id()::text::bigint;
     DELETE FROM lintel.judgement j WHERE j.kind = may_judge.kind AND j.number IN (
       SELECT o.number FROM lintel.judgement o WHERE o.kind = may_judge.kind AND o.number < since LIMIT 100 FOR UPDATE SKIP LOCKED);
     RETURN drawn - since - kept <= most_undone;
   END $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.may_judge(text) FROM PUBLIC',
];

const DOWN = [
  'DROP FUNCTION lintel.may_judge(text)',
  'DROP TABLE lintel.judgement',
  ...KINDS.map((kind) => `DROP SEQUENCE lintel.judgement_${kind}`),
];

/**
 * What is guessed counts, whatever becomes of it. Before, whoever had broken into a process could take each guess back, and with it
 * that it was counted. No more than 200 judgements an hour may be taken back now, by all of a kind together; after that no
 * code or password is judged until an hour has gone by.
 */
export class GuessesThatCount1770000001032 implements MigrationInterface {
  readonly name = 'GuessesThatCount1770000001032';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
    for (const [name, ...changes] of CHANGES) await runner.query(reworded(name, changes));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, ...changes] of CHANGES)
      await runner.query(
        reworded(
          name,
          changes.map(([from, to]) => [to, from]),
        ),
      );
    for (const sql of DOWN) await runner.query(sql);
  }
}
