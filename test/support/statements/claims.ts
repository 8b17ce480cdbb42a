import ts from 'typescript';
import { parts } from './evaluate/types';

/**
 * What a value is in JavaScript, as far as PostgreSQL can decide it. `object`: whatever JSON holds. `wrong`: an object of JSON
 * that is said to hold what JSON cannot, such as a Date.
 */
export type Kind =
  | 'string'
  | 'number'
  | 'boolean'
  | 'Date'
  | 'Buffer'
  | 'null'
  | 'object'
  | 'wrong'
  | 'anything'
  | { readonly listOf: readonly Kind[] };

/** What the type of a row says of one column. */
export interface Claim {
  readonly optional: boolean;
  readonly kinds: readonly Kind[];
}

export type Claims = ReadonlyMap<string, Claim>;

const SIMPLE: readonly (readonly [ts.TypeFlags, Kind])[] = [
  [ts.TypeFlags.StringLike, 'string'],
  [ts.TypeFlags.NumberLike, 'number'],
  [ts.TypeFlags.BooleanLike, 'boolean'],
  [ts.TypeFlags.Null, 'null'],
  [ts.TypeFlags.Any | ts.TypeFlags.Unknown, 'anything'],
];

/** A branded string is a string and more. */
function simpleKind(type: ts.Type): Kind | undefined {
  const bare = type.isIntersection() ? type.types : [type];
  return SIMPLE.find(([flags]) => bare.some((one) => (one.flags & flags) !== 0))?.[1];
}

function kindOf(checker: ts.TypeChecker, type: ts.Type, seen: readonly ts.Type[]): Kind {
  const simple = simpleKind(type);
  if (simple !== undefined) return simple;
  if (seen.includes(type)) return 'object';
  const name = type.getSymbol()?.name;
  if (name === 'Date') return 'Date';
  if (name === 'Buffer' || name === 'Uint8Array') return 'Buffer';
  const item = checker.isArrayLikeType(type)
    ? checker.getIndexTypeOfType(type, ts.IndexKind.Number)
    : undefined;
  if (item !== undefined) return { listOf: kindsOf(checker, item, [...seen, type]) };
  const inside = type
    .getProperties()
    .flatMap((property) => kindsOf(checker, checker.getTypeOfSymbol(property), [...seen, type]));
  return inside.some((kind) => kind === 'Date' || kind === 'Buffer' || kind === 'wrong') ? 'wrong' : 'object';
}

const kindsOf = (checker: ts.TypeChecker, type: ts.Type, seen: readonly ts.Type[] = []): Kind[] =>
  parts(type)
    .filter(({ flags }) => (flags & ts.TypeFlags.Undefined) === 0)
    .map((part) => kindOf(checker, part, seen));

/** What a type says of each column of its rows; nothing where it says nothing, as `unknown` does. */
export function claimsOf(checker: ts.TypeChecker, row: ts.Type): Claims | undefined {
  if ((row.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return undefined;
  const claims = new Map<string, Claim>();
  for (const part of parts(row))
    for (const property of checker.getPropertiesOfType(part)) {
      const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      const kinds = kindsOf(checker, checker.getTypeOfSymbol(property));
      const before = claims.get(property.name);
      claims.set(property.name, {
        optional: optional && (before?.optional ?? true),
        kinds: [...(before?.kinds ?? []), ...kinds],
      });
    }
  return claims;
}
