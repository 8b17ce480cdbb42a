export type Change = readonly [from: string, to: string];

/** Says something else in a function as it stands there, so that nothing of it is said twice. */
export const reworded = (name: string, changes: readonly Change[]): string => `DO $do$
  DECLARE
    definition text := pg_get_functiondef(to_regproc('lintel.${name}'));
  BEGIN
    ${changes
      .map(
        ([from, to]) =>
          `IF strpos(definition, $from$${from}$from$) = 0 THEN RAISE EXCEPTION 'lintel.${name} is not as it was'; END IF;
    definition := replace(definition, $from$${from}$from$, $to$${to}$to$);`,
      )
      .join('\n    ')}
    EXECUTE definition;
  END $do$`;
