// PostgreSQL takes a condition that cannot tell of a row by an error ("leakproof") before the row's policies. EXPLAIN then tells how
// many rows came as far as the policies, and its estimates are those of all rows: by halves, whoever may select a column has each
// word in it. So what orders or hashes words, bytes and ids waits for the policies. Whether they are equal many an index asks, and
// that stays before; where no index asks, it is costly enough (more than ten times a plain operator) to wait, too.

const WORDS = `ARRAY['text', 'varchar', 'bpchar', 'bytea']::regtype[]::oid[]`;
const WORDS_AND_IDS = `ARRAY['text', 'varchar', 'bpchar', 'bytea', 'uuid']::regtype[]::oid[]`;

/** PostgreSQL's own functions that would still tell of rows that are not shown: `name`, and whether they ask if two are `equal`. */
const LEAKPROOF_STILL = `
  SELECT name, equal FROM (
    SELECT p.oid::regprocedure AS name, p.procost, p.proargtypes::oid[] && ${WORDS} AS of_words,
        EXISTS (SELECT FROM pg_operator o WHERE o.oprcode = p.oid AND o.oprname IN ('=', '<>')) AS equal
      FROM pg_proc p WHERE p.proleakproof AND p.pronamespace = 'pg_catalog'::regnamespace AND p.proargtypes::oid[] && ${WORDS_AND_IDS}) f
   WHERE NOT equal OR of_words AND procost <= 10`;

/** For a superuser, in the database itself: a copy by pg_dump has it not. */
export const BEHIND_POLICIES = `DO $$
  DECLARE
    f record;
  BEGIN
    FOR f IN ${LEAKPROOF_STILL} LOOP
      EXECUTE format(CASE WHEN f.equal THEN 'ALTER FUNCTION %s COST 11' ELSE 'ALTER FUNCTION %s NOT LEAKPROOF' END, f.name);
    END LOOP;
  END $$`;

/** A boolean: whether some are left. */
export const PLANS_LEAK = `EXISTS (${LEAKPROOF_STILL})`;
