/**
 * A kind of written item more, in whatever kinds there are: in the constraint, and as an officers' record in what is presumed of items.
 * Taken back with `without`. Statements alone, whose places are looked for by PostgreSQL.
 */
const ITEM = 'officers-record';

const inOnce = (text: string, place: string, more: string): string =>
  `CASE WHEN array_length(string_to_array(${text}, ${place}), 1) = 2 THEN replace(${text}, ${place}, ${more}) END`;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function rewritten(kinds: readonly [string, string], presumed: readonly [string, string]): string {
  const [place, more] = kinds.map(quoted) as [string, string];
  const [at, added] = presumed.map(quoted) as [string, string];
  return `DO $do$
   DECLARE
     presumed text := pg_get_functiondef('lintel.presumed(uuid)'::regprocedure);
     kinds text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'written_item_kind_check');
   BEGIN
     presumed := ${inOnce('presumed', at, added)};
     kinds := ${inOnce('kinds', place, more)};
     IF presumed IS NULL OR kinds IS NULL THEN RAISE EXCEPTION 'the kinds of written items are not those that are known'; END IF;
     EXECUTE presumed;
     EXECUTE 'ALTER TABLE lintel.written_item DROP CONSTRAINT written_item_kind_check,
       ADD CONSTRAINT written_item_kind_check ' || kinds;
   END $do$`;
}

const kindsOf = (before: string, kind: string): readonly [string, string] => [
  `'${before}'::text`,
  `'${before}'::text, '${kind}'::text`,
];
const presumedOf = (before: string, kind: string): readonly [string, string] => [
  `WHEN '${before}' THEN '${ITEM}'`,
  `WHEN '${before}' THEN '${ITEM}'
       WHEN '${kind}' THEN '${ITEM}'`,
];

/** @param before an officers' record that is a kind already, after which it stands */
export const withKind = (before: string, kind: string): string =>
  rewritten(kindsOf(before, kind), presumedOf(before, kind));

export function withoutKind(before: string, kind: string): string {
  const [kinds, presumed] = [kindsOf(before, kind), presumedOf(before, kind)];
  return rewritten([kinds[1], kinds[0]], [presumed[1], presumed[0]]);
}
