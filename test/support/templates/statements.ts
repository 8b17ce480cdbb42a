import { Expressions, knownOf } from './expressions';
import { allParts, listed, partOf, partsOf, textOf, type TemplateNode } from './nodes';
import type { Place, Reports } from './reports';
import { ANYTHING, typed, type Macro, type Param, type Scope, type Value } from './scope';
import type { Types } from './types';

export interface Sources {
  /** `undefined` for a template that is not ours: what it reads is its own business. */
  read(file: string): TemplateNode | undefined;
}

/** Follows the statements of a template, and keeps the names that they define. */
export class Statements {
  private readonly expressions: Expressions;
  private readonly macros: Macro[] = [];
  private readonly underWay = new Set<TemplateNode>();

  constructor(
    private readonly sources: Sources,
    private readonly types: Types,
    reports: Reports,
    /** What every template sees, also one that is imported. */
    private readonly globals: Scope,
  ) {
    this.expressions = new Expressions(types, reports, (macro, args) => this.call(macro, args));
  }

  follow(node: TemplateNode, place: Place): void {
    switch (node.typename) {
      case 'Set':
        this.set(node, place);
        break;
      case 'For':
        this.loop(node, place);
        break;
      case 'Macro':
        this.macro(node, place);
        break;
      case 'Import':
        this.import(node, place);
        break;
      case 'FromImport':
        this.importNames(node, place);
        break;
      case 'Include':
        this.include(textOf(partOf(node, 'template')), place.scope);
        break;
      case 'Block':
        this.followAll(partsOf(node, 'body'), { ...place, scope: place.scope.inner() });
        break;
      case 'NodeList':
      case 'Output':
      case 'If':
      case 'Capture':
        this.followAll(allParts(node), place);
        break;
      default:
        this.expressions.value(node, place);
    }
  }

  followAll(nodes: readonly TemplateNode[], place: Place): void {
    for (const node of nodes) this.follow(node, place);
  }

  /** Every macro that was met, with nothing known of what it is given; a call says more. */
  followMacros(): void {
    for (const macro of this.macros) this.call(macro, []);
  }

  private set(node: TemplateNode, place: Place): void {
    // What a `set` captures stands in its body, which its fields leave out.
    this.followAll(partsOf(node, 'body'), place);
    const value = partOf(node, 'value');
    const given = value === undefined ? ANYTHING : this.expressions.value(value, place);
    for (const target of partsOf(node, 'targets')) place.scope.names.set(textOf(target), given);
  }

  private loop(node: TemplateNode, place: Place): void {
    const [list] = partsOf(node, 'arr').map((part) => this.expressions.value(part, place));
    const through = knownOf(list);
    const target = partOf(node, 'name');
    const pair = listed(target).map(textOf);
    const names: [string, Value][] =
      pair.length === 0
        ? [[textOf(target), typed(this.types.element(through))]]
        : pair.map((name, at) => [name, at === 1 ? typed(this.types.value(through)) : ANYTHING]);
    const inside = { ...place, scope: place.scope.inner([['loop', ANYTHING], ...names]) };
    this.followAll([...partsOf(node, 'body'), ...partsOf(node, 'else_')], inside);
  }

  private macro(node: TemplateNode, { file, scope }: Place): void {
    const macro: Macro = { node, file, scope, params: paramsOf(node) };
    scope.names.set(textOf(partOf(node, 'name')), { is: 'macro', macro });
    this.macros.push(macro);
  }

  /** Looks into the macro with what this call gives it. */
  private call({ node, file, scope, params }: Macro, args: readonly Value[]): void {
    if (this.underWay.has(node)) return;
    this.underWay.add(node);
    const given = params.map(({ name }, at): [string, Value] => [name, args[at] ?? ANYTHING]);
    this.followAll(partsOf(node, 'body'), { file, scope: scope.inner(given) });
    this.underWay.delete(node);
  }

  private import(node: TemplateNode, { scope }: Place): void {
    const names = this.namesIn(node, scope);
    const value: Value = names === undefined ? ANYTHING : { is: 'module', names };
    scope.names.set(textOf(partOf(node, 'target')), value);
  }

  private importNames(node: TemplateNode, { scope }: Place): void {
    const names = this.namesIn(node, scope);
    for (const name of listed(partOf(node, 'names'))) {
      const [theirs, ours] =
        name.typename === 'Pair' ? [partOf(name, 'key'), partOf(name, 'value')] : [name, name];
      scope.names.set(textOf(ours), names?.get(textOf(theirs)) ?? ANYTHING);
    }
  }

  private namesIn(node: TemplateNode, scope: Scope): ReadonlyMap<string, Value> | undefined {
    const file = textOf(partOf(node, 'template'));
    const root = this.sources.read(file);
    if (root === undefined) return undefined;
    const inner = (node['withContext'] === true ? scope : this.globals).inner();
    this.followAll(listed(root), { file, scope: inner });
    return inner.names;
  }

  private include(file: string, scope: Scope): void {
    const root = this.sources.read(file);
    if (root !== undefined) this.followAll(listed(root), { file, scope: scope.inner() });
  }
}

const paramsOf = (macro: TemplateNode): Param[] =>
  listed(partOf(macro, 'args')).flatMap((param): Param[] =>
    param.typename === 'Symbol'
      ? [{ name: textOf(param), needed: true }]
      : listed(param).map((pair) => ({ name: textOf(partOf(pair, 'key')), needed: false })),
  );
