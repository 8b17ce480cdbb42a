import ts from 'typescript';
import { carryOut, Unsupported } from './blocks';
import { partOf } from './names';
import type { Run } from './run';
import { Closure, Scope, Unknown, type Code, type Value } from './values';

const DEEPEST = 100;

export function callOf(run: Run, call: ts.CallExpression, scope: Scope): Value {
  const callee = call.expression;
  const given = (): Value[] => call.arguments.map((argument) => run.of(argument, scope));
  if (ts.isPropertyAccessExpression(callee)) {
    const on = run.narrowed(run.of(callee.expression, scope));
    if (Array.isArray(on)) return onList(run, on, callee.name.text, given(), call);
    if (on instanceof Unknown && run.code.isList(on.type)) return onUnknownList(run, on, call, scope);
    const method = run.code.declarationOf(callee.name);
    if (method !== undefined && ts.isMethodDeclaration(method) && isSimple(method))
      return apply(run, new Closure(method, run.top), given(), call);
  }
  const target = run.narrowed(run.of(callee, scope));
  return target instanceof Closure && isSimple(target.code)
    ? apply(run, target, given(), call)
    : run.unknown(call);
}

/** Where the list is a parameter, its function's callers know it. */
function onUnknownList(run: Run, list: Unknown, call: ts.CallExpression, scope: Scope): Value {
  const { source, why } = list;
  if (source === undefined) return run.unknown(call, why);
  return run.unknown(call, why, () =>
    run.settled(list) instanceof Unknown ? run.unknown(call, why) : callOf(run, call, scope),
  );
}

const isSimple = (code: Code): boolean =>
  code.body !== undefined &&
  code.asteriskToken === undefined &&
  (ts.getCombinedModifierFlags(code) & ts.ModifierFlags.Async) === 0;

function onList(run: Run, list: Value[], method: string, given: Value[], call: ts.CallExpression): Value {
  const [first] = given;
  const applied = (item: Value, at: number): Value =>
    first instanceof Closure ? apply(run, first, [item, at], call) : run.unknown(call);
  switch (method) {
    case 'push':
      return list.push(...given);
    case 'map':
      return list.map(applied);
    case 'filter':
      return list.filter((item, at) => run.isTrue(applied(item, at)));
    case 'flatMap':
      return list.map(applied).flat();
    case 'concat':
      return list.concat(...given.map((item) => run.settled(item)));
    case 'join':
      return joined(run, list, given.length === 0 ? ',' : run.text(first));
    default:
      return run.unknown(call);
  }
}

function joined(run: Run, list: readonly Value[], between: string | Unknown): Value {
  if (between instanceof Unknown) return between;
  const texts: string[] = [];
  for (const item of list) {
    const text = run.text(item);
    if (text instanceof Unknown) return text;
    texts.push(text);
  }
  return texts.join(between);
}

/** Carries a function out. What it does that cannot be followed makes its answer unknown. */
function apply(run: Run, { code, scope }: Closure, given: readonly Value[], call: ts.Node): Value {
  if (run.depth > DEEPEST) return run.unknown(call, 'a function that calls itself');
  const inner = new Scope(scope);
  code.parameters.forEach((parameter, at) => {
    const value = parameter.dotDotDotToken === undefined ? given[at] : given.slice(at);
    const { initializer, name } = parameter;
    const whole = initializer && run.isSame(value, undefined) ? run.of(initializer, inner) : value;
    bind(run, parameter, name, whole, inner);
  });
  run.depth += 1;
  try {
    const { body } = code;
    if (body === undefined) return run.unknown(call);
    return ts.isBlock(body) ? carryOut(run, body, inner, bind)?.value : run.of(body, inner);
  } catch (error) {
    if (error instanceof Unsupported) return run.unknown(call, error.message);
    throw error;
  } finally {
    run.depth -= 1;
  }
}

/** Gives a name, or every name of a pattern, its value. */
function bind(run: Run, declaration: ts.Node, name: ts.BindingName, value: Value, scope: Scope): void {
  if (ts.isIdentifier(name)) {
    scope.set(declaration, value);
    return;
  }
  for (const element of name.elements)
    if (ts.isBindingElement(element))
      bind(run, element, element.name, partOf(run, element, value, scope), scope);
}
