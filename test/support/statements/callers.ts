import ts from 'typescript';
import type { Code } from './code';

/**
 * Every call of a function or method of the product; `undefined` where it may be called unseen, as one that is handed on, or that
 * an interface promises.
 */
export function callsOf(
  code: Code,
  called: ts.SignatureDeclaration,
): readonly ts.CallExpression[] | undefined {
  const declaration = holderOf(called);
  if (declaration.name === undefined || isPromised(code, called)) return undefined;
  const calls: ts.CallExpression[] = [];
  for (const name of code.namesLike(declaration.name.getText())) {
    if (name === declaration.name || ts.isImportOrExportSpecifier(name.parent)) continue;
    if (code.declarationOf(name) !== declaration) continue;
    const callee = ts.isPropertyAccessExpression(name.parent) ? name.parent : name;
    if (!ts.isCallExpression(callee.parent) || callee.parent.expression !== callee) return undefined;
    calls.push(callee.parent);
  }
  return calls;
}

/** A function without a name of its own goes by that of the constant or the property that it is. */
const holderOf = (called: ts.SignatureDeclaration): ts.NamedDeclaration =>
  ts.isArrowFunction(called) &&
  (ts.isVariableDeclaration(called.parent) || ts.isPropertyDeclaration(called.parent))
    ? called.parent
    : called;

function isPromised({ checker }: Code, { parent, name }: ts.SignatureDeclaration): boolean {
  const types = ts.isClassLike(parent)
    ? (parent.heritageClauses ?? []).flatMap((clause) => [...clause.types])
    : [];
  return types.some(
    (type) => checker.getTypeAtLocation(type).getProperty(name?.getText() ?? '') !== undefined,
  );
}
