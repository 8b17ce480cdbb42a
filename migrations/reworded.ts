export type Change = readonly [from: string, to: string];

/** Says something else in a function of a schema as it stands there, so that nothing of it is said twice. */
export const reworded = (name: string, changes: readonly Change[], schema = 'lintel'): string => `DO $do$
  DECLARE
    definition text := pg_get_functiondef(to_regproc('${schema}.${name}'));
  BEGIN
    ${changes
      .map(
        ([from, to]) =>
          `IF strpos(definition, $from$${from}$from$) = 0 THEN RAISE EXCEPTION '${schema}.${name} is not as it was'; END IF;
    definition := replace(definition, $from$${from}$from$, $to$${to}$to$);`,
      )
      .join('\n    ')}
    EXECUTE definition;
  END $do$`;
