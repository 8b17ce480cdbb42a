import ts from 'typescript';
import { callsOf } from '../callers';
import type { Code } from '../code';
import { callOf } from './calls';
import type { Choices } from './choices';
import { elementOf, listOf, objectOf, operationOf, propertyOf, templateOf } from './expressions';
import { valueOfName } from './names';
import { allOf, canBe } from './types';
import { Closure, Scope, Unknown, type Primitive, type Value } from './values';

const known = (value: Value): Value =>
  value instanceof Unknown && value.known !== undefined ? known(value.known.value) : value;

const isPrimitive = (value: Value): value is Primitive => typeof value !== 'object' || value === null;

/** One way through the code. Wherever the program could go on in two ways, the choices say which. */
export class Run {
  /** What belongs to no function that is being carried out: constants, and the names of the function that is looked at. */
  readonly top = new Scope();
  /** Of functions that call one another. */
  depth = 0;
  private readonly callers = new Map<ts.Node, ts.CallExpression | undefined>();

  constructor(
    readonly code: Code,
    readonly choices: Choices,
  ) {}

  of(node: ts.Expression, scope: Scope): Value {
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isNumericLiteral(node)) return Number(node.text);
    if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
    if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
    if (node.kind === ts.SyntaxKind.NullKeyword) return null;
    if (ts.isIdentifier(node)) return valueOfName(this, node, scope);
    if (ts.isTemplateExpression(node)) return templateOf(this, node, scope);
    if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
      return this.of(node.expression, scope);
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return this.of(node.expression, scope);
    if (ts.isConditionalExpression(node))
      return this.of(this.isTrue(this.of(node.condition, scope)) ? node.whenTrue : node.whenFalse, scope);
    if (ts.isBinaryExpression(node)) return operationOf(this, node, scope);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      return !this.isTrue(this.of(node.operand, scope));
    if (ts.isArrayLiteralExpression(node)) return listOf(this, node, scope);
    if (ts.isObjectLiteralExpression(node)) return objectOf(this, node, scope);
    if (ts.isPropertyAccessExpression(node)) return propertyOf(this, node, scope);
    if (ts.isElementAccessExpression(node)) return elementOf(this, node, scope);
    if (ts.isCallExpression(node)) return callOf(this, node, scope);
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return new Closure(node, scope);
    return this.unknown(node);
  }

  unknown(node: ts.Node, why = `\`${node.getText().slice(0, 60)}\``, source?: () => Value): Unknown {
    return new Unknown(this.code.checker.getTypeAtLocation(node), why, source);
  }

  /** The thing itself where it is known, or where its type leaves a short list to choose from. */
  narrowed(value: Value): Value {
    const found = known(value);
    const all = found instanceof Unknown ? allOf(this.code.checker, found.type) : undefined;
    if (!(found instanceof Unknown) || all === undefined) return found;
    const left = all.filter((one) => !found.isNot.has(one));
    const one = left[this.choices.among(left.length)];
    found.known = { value: one };
    return one;
  }

  /** As `narrowed`; a parameter is looked for at the calls of its function. */
  settled(value: Value): Value {
    const narrowed = this.narrowed(value);
    if (!(narrowed instanceof Unknown) || narrowed.source === undefined) return narrowed;
    const found = this.settled(narrowed.source());
    if (!(found instanceof Unknown)) narrowed.known = { value: found };
    return found;
  }

  /** As it stands in a text; what is not known stays so. */
  text(value: Value): string | Unknown {
    const found = this.settled(value);
    if (found instanceof Unknown) return found;
    if (isPrimitive(found)) return String(found);
    throw new Error('an object or a function stands in the middle of a text');
  }

  isTrue(value: Value): boolean {
    const found = this.narrowed(value);
    if (!(found instanceof Unknown)) return Boolean(found);
    found.truthy ??= this.choices.either();
    return found.truthy;
  }

  isSame(one: Value, other: Value): boolean {
    const [left, right] = [known(one), known(other)];
    if (left instanceof Unknown) return this.isJust(left, right);
    return right instanceof Unknown ? this.isJust(right, left) : left === right;
  }

  /** Whether it is this one value; more is not decided about it. */
  private isJust(unknown: Unknown, value: Value): boolean {
    if (!isPrimitive(value)) return this.choices.either();
    if (unknown.isNot.has(value) || !this.canBe(unknown, value)) return false;
    if (!this.choices.either()) {
      unknown.isNot.add(value);
      return false;
    }
    unknown.known = { value };
    return true;
  }

  private canBe({ type }: Unknown, value: Primitive): boolean {
    const all = allOf(this.code.checker, type);
    if (all !== undefined) return all.includes(value);
    return (value !== undefined && value !== null) || canBe(type, value);
  }

  /** The one call of a function that this run follows; nothing where not all its calls are known. */
  callerOf(called: ts.SignatureDeclaration): ts.CallExpression | undefined {
    if (!this.callers.has(called)) {
      const calls = callsOf(this.code, called) ?? [];
      const call = calls.length === 0 ? undefined : calls[this.choices.among(calls.length)];
      this.callers.set(called, call);
    }
    return this.callers.get(called);
  }
}
