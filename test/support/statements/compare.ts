import type { Claim, Claims, Kind } from './claims';

/** A column of a result, as PostgreSQL and its driver give it. */
export interface Column {
  readonly name: string;
  /** `undefined`: of a type that the check does not know. */
  readonly kind: Kind | undefined;
}

/** Where the columns that a statement gives are not those that the type of its rows promises. */
export function differences(columns: readonly Column[], claims: Claims | undefined): string[] {
  const names = columns.map(({ name }) => name);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (claims === undefined) return twice.map((name) => `gives "${name}" twice`);
  const missing = [...claims].filter(([name, { optional }]) => !optional && !names.includes(name));
  return [
    ...twice.map((name) => `gives "${name}" twice`),
    ...missing.map(([name]) => `does not give "${name}"`),
    ...columns.flatMap((column) => problemsOf(column, claims.get(column.name))),
  ];
}

function problemsOf({ name, kind }: Column, claim: Claim | undefined): string[] {
  if (claim === undefined) return [`gives "${name}", which the type of its rows does not have`];
  if (kind === undefined) return [`gives "${name}" in a type that has no sample`];
  if (fits(kind, claim.kinds)) return [];
  return [`gives "${name}" as ${wordsFor(kind)}, said to be ${claim.kinds.map(wordsFor).join(' or ')}`];
}

/** What JSON holds is not known; what it cannot hold is. */
function fits(kind: Kind, said: readonly Kind[]): boolean {
  if (said.includes('anything')) return true;
  if (kind === 'anything') return !said.some((one) => one === 'Date' || one === 'Buffer' || one === 'wrong');
  return said.some((one) => isSame(kind, one));
}

function isSame(kind: Kind, said: Kind): boolean {
  if (typeof kind === 'string' || typeof said === 'string') return kind === said;
  return kind.listOf.every((item) => fits(item, said.listOf));
}

function wordsFor(kind: Kind): string {
  if (typeof kind !== 'string') return `a list of ${kind.listOf.map(wordsFor).join(' or ')}`;
  if (kind === 'anything') return 'JSON';
  return kind === 'wrong' ? 'an object with what JSON cannot hold' : kind;
}
