import ts from 'typescript';
import { placeOf, type Code } from './code';
import { everyWay, TooManyWays, type Choices } from './evaluate/choices';
import { Run } from './evaluate/run';
import { Scope, Unknown } from './evaluate/values';

/** One text that a call may send, with the type that the code gives its rows. */
export interface Statement {
  readonly text: string;
  /** How many values are sent with it; `undefined` where that cannot be told. */
  readonly values: number | undefined;
  readonly row: ts.Type;
}

/** A text that cannot be told without running the code. */
export interface Untold {
  readonly why: string;
}

export interface Call {
  readonly node: ts.CallExpression;
  readonly ways: readonly (Statement | Untold)[];
}

/** Roles, schemas and tables of tools are made here, before there is anything to prepare a statement against. */
const BEFORE_THE_SCHEMA = ['src/platform/database/', 'src/platform/queue/postgres-backend.ts'];
/** The drivers beneath: pg's connections and pools, TypeORM's managers and runners. */
const DRIVER = /node_modules\/(@types\/pg|typeorm)\//;

function isStatement(code: Code, call: ts.CallExpression): boolean {
  const { expression: callee } = call;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'query') return false;
  const method = code.declarationOf(callee.name);
  if (method === undefined) return false;
  const owner = method.parent;
  if (ts.isClassDeclaration(owner) && owner.name?.text === 'Transaction') return true;
  if (!DRIVER.test(method.getSourceFile().fileName)) return false;
  return !BEFORE_THE_SCHEMA.some((path) => placeOf(call).startsWith(path));
}

/** What a call gives for each row: `query<Row>` of a transaction, `rows` of pg's answer. */
function rowType({ checker }: Code, call: ts.CallExpression): ts.Type {
  const signature = checker.getResolvedSignature(call);
  const promised = signature && checker.getAwaitedType(signature.getReturnType());
  const rows = promised?.getProperty('rows');
  const list = rows === undefined ? promised : checker.getTypeOfSymbolAtLocation(rows, call);
  return (list && checker.getIndexTypeOfType(list, ts.IndexKind.Number)) ?? checker.getUnknownType();
}

/** A type parameter of the function around the call is what its caller says. */
function rowOf(run: Run, call: ts.CallExpression): ts.Type {
  const { checker } = run.code;
  const row = rowType(run.code, call);
  const [parameter] = row.isTypeParameter() ? (row.symbol.declarations ?? []) : [];
  if (parameter === undefined || !ts.isTypeParameterDeclaration(parameter)) return row;
  const around = parameter.parent as ts.SignatureDeclaration;
  const said = run.callerOf(around)?.typeArguments?.[around.typeParameters?.indexOf(parameter) ?? -1];
  return said === undefined ? row : checker.getTypeFromTypeNode(said);
}

function countOf(run: Run, values: ts.Expression | undefined): number | undefined {
  if (values === undefined) return 0;
  if (ts.isArrayLiteralExpression(values) && !values.elements.some(ts.isSpreadElement))
    return values.elements.length;
  const list = run.settled(run.of(values, new Scope()));
  return Array.isArray(list) ? list.length : undefined;
}

function oneWay(code: Code, call: ts.CallExpression, choices: Choices): Statement | Untold {
  const run = new Run(code, choices);
  const [sql, values] = call.arguments;
  const text = sql && run.text(run.of(sql, new Scope()));
  if (text === undefined || text instanceof Unknown) return { why: text?.why ?? 'nothing' };
  return { text, values: countOf(run, values), row: rowOf(run, call) };
}

/** Every text that a call may send, each once. */
function waysOf(code: Code, call: ts.CallExpression): (Statement | Untold)[] {
  const key = (way: Statement | Untold): string =>
    'why' in way ? way.why : `${code.checker.typeToString(way.row)} ${way.values ?? ''} ${way.text}`;
  try {
    const ways = everyWay((choices) => oneWay(code, call, choices));
    return [...new Map(ways.map((way) => [key(way), way])).values()];
  } catch (error) {
    if (error instanceof TooManyWays) return [{ why: error.message }];
    throw error;
  }
}

/** Every call of the product that sends a statement to PostgreSQL. */
export const statementCalls = (code: Code): ts.CallExpression[] =>
  [...code.nodes(ts.isCallExpression)].filter((call) => isStatement(code, call));

/** The same, with what each may send. */
export const findCalls = (code: Code): Call[] =>
  statementCalls(code).map((node) => ({ node, ways: waysOf(code, node) }));
