import ts from 'typescript';
import { memberOf } from './members';
import { valueOfDeclaration } from './names';
import type { Run } from './run';
import { Fields, Unknown, type Scope, type Value } from './values';

export function templateOf(run: Run, node: ts.TemplateExpression, scope: Scope): Value {
  let whole = node.head.text;
  for (const span of node.templateSpans) {
    const text = run.text(run.of(span.expression, scope));
    if (text instanceof Unknown) return text;
    whole += text + span.literal.text;
  }
  return whole;
}

export function operationOf(run: Run, node: ts.BinaryExpression, scope: Scope): Value {
  const left = run.of(node.left, scope);
  const right = (): Value => run.of(node.right, scope);
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return run.isSame(left, right());
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return !run.isSame(left, right());
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return run.isTrue(left) ? right() : left;
    case ts.SyntaxKind.BarBarToken:
      return run.isTrue(left) ? left : right();
    case ts.SyntaxKind.QuestionQuestionToken:
      return run.isSame(left, undefined) || run.isSame(left, null) ? right() : left;
    case ts.SyntaxKind.PlusToken:
      return sumOf(run, node, left, right());
    default:
      return run.unknown(node);
  }
}

function sumOf(run: Run, node: ts.Node, left: Value, right: Value): Value {
  const [one, other] = [run.settled(left), run.settled(right)];
  if (typeof one === 'number' && typeof other === 'number') return one + other;
  if (typeof one !== 'string' && typeof other !== 'string') return run.unknown(node);
  const [before, after] = [run.text(one), run.text(other)];
  if (before instanceof Unknown) return before;
  return after instanceof Unknown ? after : before + after;
}

export function listOf(run: Run, node: ts.ArrayLiteralExpression, scope: Scope): Value {
  const items: Value[] = [];
  for (const element of node.elements) {
    const value = run.of(ts.isSpreadElement(element) ? element.expression : element, scope);
    const spread = ts.isSpreadElement(element) ? run.settled(value) : [value];
    if (!Array.isArray(spread)) return run.unknown(node, `the length of \`${element.getText()}\``);
    items.push(...spread);
  }
  return items;
}

export function objectOf(run: Run, node: ts.ObjectLiteralExpression, scope: Scope): Value {
  const fields = new Fields();
  for (const property of node.properties) {
    if (ts.isPropertyAssignment(property) && isPlain(property.name))
      fields.set(property.name.text, run.of(property.initializer, scope));
    else if (ts.isShorthandPropertyAssignment(property))
      fields.set(property.name.text, run.of(property.name, scope));
    else if (ts.isSpreadAssignment(property)) {
      const spread = run.settled(run.of(property.expression, scope));
      if (!(spread instanceof Fields)) return run.unknown(node);
      for (const [name, value] of spread) fields.set(name, value);
    } else return run.unknown(node);
  }
  return fields;
}

const isPlain = (name: ts.PropertyName): name is ts.Identifier | ts.StringLiteral =>
  ts.isIdentifier(name) || ts.isStringLiteral(name);

export function propertyOf(run: Run, node: ts.PropertyAccessExpression, scope: Scope): Value {
  const declaration = run.code.declarationOf(node.name);
  const constant = declaration && valueOfDeclaration(run, declaration, scope);
  return constant === undefined
    ? memberOf(run, run.of(node.expression, scope), node.name.text, node)
    : constant.value;
}

/** An object that is known, by a key that is not: whatever the key's type allows, else any of its entries. */
export function elementOf(run: Run, node: ts.ElementAccessExpression, scope: Scope): Value {
  const object = run.settled(run.of(node.expression, scope));
  const key = run.settled(run.of(node.argumentExpression, scope));
  const open = key instanceof Unknown;
  if (object instanceof Fields && open) return [...object.values()][run.choices.among(object.size)];
  if (Array.isArray(object) && open) return object[run.choices.among(object.length)];
  if (object instanceof Fields && typeof key === 'string') return object.get(key);
  return Array.isArray(object) && typeof key === 'number' ? object[key] : run.unknown(node);
}
