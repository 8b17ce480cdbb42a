import type { MigrationInterface, QueryRunner } from 'typeorm';
import { knownMember } from './of-members';

const MEMBERS = ['m', 'k'] as const;

/** Of the function as it stands there: read in PostgreSQL, so that nothing of it is said twice. */
const rewritten = (changes: readonly (readonly [from: string, to: string])[]): string => `DO $do$
  DECLARE
    definition text := pg_get_functiondef('lintel.search_mine(text,text,text,text,boolean,text,text,uuid,integer)'::regprocedure);
  BEGIN
    ${changes
      .map(
        ([
          from,
          to,
        ]) => `IF strpos(definition, $from$${from}$from$) = 0 THEN RAISE EXCEPTION 'lintel.search_mine is not as it was'; END IF;
    definition := replace(definition, $from$${from}$from$, $to$${to}$to$);`,
      )
      .join('\n    ')}
    EXECUTE definition;
  END $do$`;

/** A search reads memberships by itself: one that can still be rolled back finds nothing, as it shows nothing. */
export class SearchedOnceLogged1770000000907 implements MigrationInterface {
  readonly name = 'SearchedOnceLogged1770000000907';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      rewritten(MEMBERS.map((member) => [`${member}.removed_at IS NULL`, knownMember(member)])),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      rewritten(MEMBERS.map((member) => [knownMember(member), `${member}.removed_at IS NULL`])),
    );
  }
}
