import ts from 'typescript';
import type { Primitive } from './values';

export const parts = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);

const has = (type: ts.Type, ...flags: readonly ts.TypeFlags[]): boolean =>
  flags.some((flag) => (type.flags & flag) !== 0);

function literal(checker: ts.TypeChecker, type: ts.Type): { readonly value: Primitive } | undefined {
  if (type.isStringLiteral() || type.isNumberLiteral()) return { value: type.value };
  if (has(type, ts.TypeFlags.BooleanLiteral)) return { value: checker.typeToString(type) === 'true' };
  if (has(type, ts.TypeFlags.Undefined, ts.TypeFlags.Void)) return { value: undefined };
  return has(type, ts.TypeFlags.Null) ? { value: null } : undefined;
}

/** All that a value of this type can be, where that is a short list; else `undefined`. */
export function allOf(checker: ts.TypeChecker, type: ts.Type): readonly Primitive[] | undefined {
  const found = parts(checker.getBaseConstraintOfType(type) ?? type).map((part) => literal(checker, part));
  const values = found.flatMap((one) => (one === undefined ? [] : [one.value]));
  return values.length === found.length ? values : undefined;
}

/** Whether a value of this type can be nothing: `undefined` or `null`, as is asked. */
export function canBe(type: ts.Type, nothing: null | undefined): boolean {
  const { Any, Unknown, TypeParameter, Null, Undefined, Void } = ts.TypeFlags;
  const nothings = nothing === null ? [Null] : [Undefined, Void];
  return parts(type).some((part) => has(part, Any, Unknown, TypeParameter, ...nothings));
}
