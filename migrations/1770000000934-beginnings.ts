import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';
import { extendLists } from './vocabulary';

/** By name, what they say, and what they are to say. */
const CHANGES: readonly (readonly [name: string, ...changes: readonly Change[]])[] = [
  [
    'likely_instant',
    ['SELECT v.instant FROM vote v', 'SELECT lintel.beginning(v.of, v.instant, duration) FROM vote v'],
  ],
  [
    'place_clips',
    ['SELECT k.id, coalesce(t.instant, l.at) AS at,', 'SELECT k.id, coalesce(t.at, l.at) AS at,'],
    ['CASE WHEN t.instant IS NOT NULL', 'CASE WHEN t.at IS NOT NULL'],
    [
      'SELECT x.instant FROM lintel.time_choice x WHERE x.clip_id = k.id ORDER BY x.id DESC LIMIT 1) t ON true',
      `SELECT lintel.beginning(d.candidate ->> 'of', x.instant, coalesce((k.media ->> 'duration')::float8, 0)) AS at
                    FROM lintel.time_choice x JOIN lintel.time_candidate d ON d.id = x.candidate_id
                   WHERE x.clip_id = k.id ORDER BY x.id DESC LIMIT 1) t ON true`,
    ],
  ],
];

const PLACE_AGAIN = `SELECT lintel.place_clips(ARRAY(SELECT DISTINCT clip_id FROM lintel.time_candidate WHERE candidate ->> 'of' = 'end'))`;

/** A time may be that of a clip's end. A clip is placed by when it began: what is counted from it, as when it ended, is then right, too. */
export class Beginnings1770000000934 implements MigrationInterface {
  readonly name = 'Beginnings1770000000934';

  async up(runner: QueryRunner): Promise<void> {
    // As beginningOf in src/features/footage/domain/beginning.ts, to the millisecond.
    await runner.query(
      `CREATE FUNCTION lintel.beginning(which text, instant timestamptz, duration double precision) RETURNS timestamptz
       LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
         SELECT CASE WHEN which = 'end' THEN instant - make_interval(secs => floor(duration * 1000 + 0.5) / 1000) ELSE instant END
       $$`,
    );
    await runner.query(
      'REVOKE EXECUTE ON FUNCTION lintel.beginning(text, timestamptz, double precision) FROM PUBLIC',
    );
    for (const [name, ...changes] of CHANGES) await runner.query(reworded(name, changes));
    await runner.query(PLACE_AGAIN);
    await extendLists(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, ...changes] of CHANGES)
      await runner.query(
        reworded(
          name,
          changes.map(([from, to]) => [to, from]),
        ),
      );
    await runner.query('DROP FUNCTION lintel.beginning(text, timestamptz, double precision)');
    await runner.query(PLACE_AGAIN);
  }
}
