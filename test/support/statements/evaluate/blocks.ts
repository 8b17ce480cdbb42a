import ts from 'typescript';
import { Impossible } from './choices';
import type { Run } from './run';
import { Unknown, type Scope, type Value } from './values';

/** A statement that is not followed. */
export class Unsupported extends Error {
  constructor(statement: ts.Node) {
    super(`\`${statement.getText().slice(0, 60)}\``);
  }
}

type Bind = (run: Run, declaration: ts.Node, name: ts.BindingName, value: Value, scope: Scope) => void;
type Returned = { readonly value: Value } | undefined;

/** Statement by statement, until one returns. A constant is seen in the whole function: each has a declaration of its own. */
export function carryOut(run: Run, statement: ts.Statement, scope: Scope, bind: Bind): Returned {
  if (ts.isBlock(statement)) {
    for (const inner of statement.statements) {
      const returned = carryOut(run, inner, scope, bind);
      if (returned !== undefined) return returned;
    }
    return undefined;
  }
  if (ts.isReturnStatement(statement))
    return { value: statement.expression && run.of(statement.expression, scope) };
  if (ts.isIfStatement(statement)) {
    const way = run.isTrue(run.of(statement.expression, scope))
      ? statement.thenStatement
      : statement.elseStatement;
    return way && carryOut(run, way, scope, bind);
  }
  if (ts.isThrowStatement(statement)) throw new Impossible();
  if (ts.isForOfStatement(statement)) return forEach(run, statement, scope, bind);
  if (ts.isExpressionStatement(statement)) run.of(statement.expression, scope);
  else if (ts.isVariableStatement(statement)) declare(run, statement, scope, bind);
  else throw new Unsupported(statement);
  return undefined;
}

function declare(run: Run, statement: ts.VariableStatement, scope: Scope, bind: Bind): void {
  for (const declaration of statement.declarationList.declarations) {
    const constant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    if (!constant || declaration.initializer === undefined) throw new Unsupported(statement);
    bind(run, declaration, declaration.name, run.of(declaration.initializer, scope), scope);
  }
}

function forEach(run: Run, statement: ts.ForOfStatement, scope: Scope, bind: Bind): Returned {
  const list = run.settled(run.of(statement.expression, scope));
  const [declaration] = ts.isVariableDeclarationList(statement.initializer)
    ? statement.initializer.declarations
    : [];
  if (list instanceof Unknown || !Array.isArray(list) || declaration === undefined)
    throw new Unsupported(statement);
  for (const item of list) {
    bind(run, declaration, declaration.name, item, scope);
    const returned = carryOut(run, statement.statement, scope, bind);
    if (returned !== undefined) return returned;
  }
  return undefined;
}
