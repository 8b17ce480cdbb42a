import ts from 'typescript';
import { memberOf } from './members';
import type { Run } from './run';
import { Closure, Unknown, type Scope, type Value } from './values';

export function valueOfName(run: Run, name: ts.Identifier, scope: Scope): Value {
  if (name.text === 'undefined') return undefined;
  const declaration = run.code.declarationOf(name);
  const found = declaration && valueOfDeclaration(run, declaration, scope);
  return found === undefined ? run.unknown(name) : found.value;
}

/** Of what has a name of its own; nothing for a property of an object. */
export function valueOfDeclaration(
  run: Run,
  declaration: ts.Declaration,
  scope: Scope,
): { readonly value: Value } | undefined {
  const find = finder(run, declaration);
  return scope.find(declaration) ?? (find && { value: run.top.keep(declaration, find) });
}

function finder(run: Run, declaration: ts.Declaration): (() => Value) | undefined {
  if (ts.isVariableDeclaration(declaration)) return () => variable(run, declaration);
  if (ts.isBindingElement(declaration)) return () => bound(run, declaration);
  if (ts.isParameter(declaration)) return () => parameter(run, declaration);
  if (ts.isFunctionDeclaration(declaration)) return () => new Closure(declaration, run.top);
  if (ts.isEnumMember(declaration)) return () => run.code.checker.getConstantValue(declaration);
  const { initializer } = declaration as ts.PropertyDeclaration;
  return ts.isPropertyDeclaration(declaration) && isReadonly(declaration) && initializer !== undefined
    ? () => run.of(initializer, run.top)
    : undefined;
}

const isReadonly = (property: ts.PropertyDeclaration): boolean =>
  (ts.getCombinedModifierFlags(property) & ts.ModifierFlags.Readonly) !== 0;

function variable(run: Run, declaration: ts.VariableDeclaration): Value {
  const { initializer, name, parent } = declaration;
  if (ts.isVariableDeclarationList(parent) && ts.isForOfStatement(parent.parent)) {
    const list = run.settled(run.of(parent.parent.expression, run.top));
    return Array.isArray(list) ? list[run.choices.among(list.length)] : run.unknown(name);
  }
  const constant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (!constant || initializer === undefined) return run.unknown(name);
  if (ts.isIdentifier(name) && growsLater(run, declaration, name))
    return run.unknown(name, `\`${name.text}\`, which a statement of its own adds to`);
  return run.of(initializer, run.top);
}

/** Constants are read out of order, so one that a later statement adds to is not what it was made as. */
function growsLater(run: Run, declaration: ts.VariableDeclaration, name: ts.Identifier): boolean {
  const block = ts.findAncestor(declaration, ts.isBlock);
  const grows = (node: ts.Node): boolean => {
    const call = ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) && node.expression;
    const on = call && ts.isPropertyAccessExpression(call.expression) && call.expression.expression;
    if (on && ts.isIdentifier(on) && on.text === name.text && run.code.declarationOf(on) === declaration)
      return true;
    return ts.forEachChild(node, (child) => grows(child) || undefined) ?? false;
  };
  return block !== undefined && grows(block);
}

/** A name out of a pattern: `{ sql }` or `[first]`. */
function bound(run: Run, element: ts.BindingElement): Value {
  const owner = element.parent.parent;
  const find = finder(run, owner);
  const whole = find === undefined ? run.unknown(element) : run.top.keep(owner, find);
  return partOf(run, element, whole, run.top);
}

/** What a name out of a pattern gets of the whole. */
export function partOf(run: Run, element: ts.BindingElement, whole: Value, scope: Scope): Value {
  if (element.dotDotDotToken !== undefined) return run.unknown(element.name);
  const from = element.parent;
  const value = ts.isArrayBindingPattern(from)
    ? itemOf(run, whole, from.elements.indexOf(element), element)
    : memberOf(run, whole, (element.propertyName ?? element.name).getText(), element.name);
  const { initializer } = element;
  return initializer !== undefined && run.isSame(value, undefined) ? run.of(initializer, scope) : value;
}

function itemOf(run: Run, whole: Value, at: number, element: ts.BindingElement): Value {
  const list = run.settled(whole);
  return Array.isArray(list) ? list[at] : run.unknown(element.name);
}

/** Of the function that is looked at. Only where its value matters are the calls of that function looked at, too. */
function parameter(run: Run, declaration: ts.ParameterDeclaration): Value {
  const { parent, name, initializer, dotDotDotToken } = declaration;
  const source = (): Value => {
    const call = run.callerOf(parent);
    if (call === undefined || dotDotDotToken !== undefined) return new Unknown(unknown.type, unknown.why);
    const given = call.arguments[parent.parameters.indexOf(declaration)] ?? initializer;
    return given && run.of(given, run.top);
  };
  const unknown = run.unknown(name, `the parameter \`${name.getText()}\``, source);
  return unknown;
}
