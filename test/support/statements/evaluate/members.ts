import type ts from 'typescript';
import type { Run } from './run';
import { Fields, Unknown, type Value } from './values';

/** Of an object, known or not. */
export function memberOf(run: Run, value: Value, name: string, node: ts.Node): Value {
  const object = value instanceof Unknown && value.known !== undefined ? value.known.value : value;
  if (object instanceof Fields) return object.get(name);
  if (Array.isArray(object) && name === 'length') return object.length;
  if (!(object instanceof Unknown)) return run.unknown(node);
  if (object.members.has(name)) return object.members.get(name);
  const { source } = object;
  const elsewhere = source && ((): Value => memberOf(run, run.settled(object), name, node));
  const member = run.unknown(node, undefined, elsewhere);
  object.members.set(name, member);
  return member;
}
