import type { TemplateNode } from './nodes';
import type { Known } from './types';

/** A macro with the file that it stands in and what it sees beside its parameters. */
export interface Macro {
  readonly node: TemplateNode;
  readonly file: string;
  readonly scope: Scope;
  readonly params: readonly Param[];
}

/** One that has a default need not be given. */
export interface Param {
  readonly name: string;
  readonly needed: boolean;
}

/** What a name of a template stands for. */
export type Value =
  | { readonly is: 'typed'; readonly known: Known }
  | { readonly is: 'macro'; readonly macro: Macro }
  | { readonly is: 'module'; readonly names: ReadonlyMap<string, Value> };

export const ANYTHING: Value = { is: 'typed', known: undefined };
export const typed = (known: Known): Value => ({ is: 'typed', known });

/** Names inside names, as nunjucks looks them up: from the innermost frame outwards. */
export class Scope {
  readonly names = new Map<string, Value>();

  constructor(private readonly outer?: Scope) {}

  find(name: string): Value | undefined {
    return this.names.get(name) ?? this.outer?.find(name);
  }

  inner(names: Iterable<readonly [string, Value]> = []): Scope {
    const scope = new Scope(this);
    for (const [name, value] of names) scope.names.set(name, value);
    return scope;
  }
}
