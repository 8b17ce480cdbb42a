import type ts from 'typescript';

export type Primitive = string | number | boolean | null | undefined;

/** What an expression was found to be: the thing itself, or something of which only the type is known. */
export type Value = Primitive | Value[] | Fields | Closure | Unknown;

/** The properties of an object. */
export class Fields extends Map<string, Value> {}

export type Code = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

/** A function, and the names that it sees. */
export class Closure {
  constructor(
    readonly code: Code,
    readonly scope: Scope,
  ) {}
}

/** What is only known when the program runs. Whatever was once decided about it holds until the run ends. */
export class Unknown {
  readonly members = new Map<string, Value>();
  readonly isNot = new Set<Primitive>();
  known: { readonly value: Value } | undefined;
  truthy: boolean | undefined;

  constructor(
    readonly type: ts.Type,
    /** What kept it from being known, for people. */
    readonly why: string,
    /** Looks for it elsewhere: where the function is called whose parameter it is. */
    readonly source?: () => Value,
  ) {}
}

/** Names and their values, by declaration. */
export class Scope {
  private readonly values = new Map<ts.Node, Value>();

  constructor(private readonly outer?: Scope) {}

  find(declaration: ts.Node): { readonly value: Value } | undefined {
    if (this.values.has(declaration)) return { value: this.values.get(declaration) };
    return this.outer?.find(declaration);
  }

  set(declaration: ts.Node, value: Value): void {
    this.values.set(declaration, value);
  }

  /** Found out once. */
  keep(declaration: ts.Node, find: () => Value): Value {
    const kept = this.find(declaration);
    if (kept !== undefined) return kept.value;
    const value = find();
    this.set(declaration, value);
    return value;
  }
}
