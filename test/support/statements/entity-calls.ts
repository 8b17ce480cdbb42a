import ts from 'typescript';
import type { Code } from './code';

/** A call such as `tx.repository(NoteEntity).find(...)`, with the properties that it names. */
export interface EntityCall {
  readonly node: ts.CallExpression;
  /** The entity's class. */
  readonly entity: string;
  readonly reads: readonly string[];
  /** Its rows come back, and with them the key. */
  readonly gives: boolean;
  readonly inserts: readonly string[];
  readonly updates: readonly string[];
  readonly deletes: boolean;
}

/** Names that the members of a type, of a union's, or of a list's elements have. */
function namesIn(code: Code, type: ts.Type | undefined): string[] {
  if (type === undefined || (type.flags & ts.TypeFlags.Undefined) !== 0) return [];
  if (type.isUnion()) return type.types.flatMap((part) => namesIn(code, part));
  if (code.isList(type)) return namesIn(code, code.checker.getIndexTypeOfType(type, ts.IndexKind.Number));
  return type.getProperties().map(({ name }) => name);
}

function propertyOf(code: Code, at: ts.Expression | undefined, name: string): string[] {
  const property = at && code.checker.getTypeAtLocation(at).getProperty(name);
  return property === undefined
    ? []
    : namesIn(code, code.checker.getTypeOfSymbolAtLocation(property, at as ts.Expression));
}

/** The columns of the rows that a call gives. */
function given(code: Code, call: ts.CallExpression): string[] {
  const signature = code.checker.getResolvedSignature(call);
  return namesIn(code, signature && code.checker.getAwaitedType(signature.getReturnType()));
}

const NOTHING = { reads: [], gives: false, inserts: [], updates: [], deletes: false };

function named(code: Code, method: string, call: ts.CallExpression): Omit<EntityCall, 'node' | 'entity'> {
  const [first, second] = call.arguments;
  const names = (at: ts.Expression | undefined): string[] =>
    at === undefined ? [] : namesIn(code, code.checker.getTypeAtLocation(at));
  switch (method) {
    case 'insert':
    case 'insertIfAbsent':
      return { ...NOTHING, inserts: names(first) };
    case 'update':
      return { ...NOTHING, reads: names(first), updates: names(second) };
    case 'delete':
      return { ...NOTHING, reads: names(first), deletes: true };
    case 'exists':
    case 'count':
      return { ...NOTHING, reads: names(first) };
    default: {
      const conditions = [...propertyOf(code, second, 'where'), ...propertyOf(code, second, 'order')];
      return { ...NOTHING, reads: [...given(code, call), ...conditions], gives: true };
    }
  }
}

/** Every call of the product by an entity. */
export function entityCalls(code: Code): EntityCall[] {
  return [...code.nodes(ts.isCallExpression)].flatMap((node) => {
    const { expression: callee } = node;
    if (!ts.isPropertyAccessExpression(callee)) return [];
    const repository = code.checker.getTypeAtLocation(callee.expression);
    const [, entity] = /^EntityRepository<(\w+Entity)>$/.exec(code.checker.typeToString(repository)) ?? [];
    if (entity === undefined) return [];
    return [{ node, entity, ...named(code, callee.name.text, node) }];
  });
}
