import { allParts, listed, partOf, partsOf, textOf, type TemplateNode } from './nodes';
import type { Place, Reports } from './reports';
import { ANYTHING, typed, type Macro, type Value } from './scope';
import type { Known, Types } from './types';

export const knownOf = (value: Value | undefined): Known => (value?.is === 'typed' ? value.known : undefined);

/** What an expression gives; reports the names in it that nobody gives. */
export class Expressions {
  constructor(
    private readonly types: Types,
    private readonly reports: Reports,
    private readonly call: (macro: Macro, args: readonly Value[]) => void,
  ) {}

  value(node: TemplateNode, place: Place): Value {
    switch (node.typename) {
      case 'Symbol':
        return this.name(node, place);
      case 'LookupVal':
        return this.member(node, place);
      case 'FunCall':
        return this.called(node, place);
      case 'Group':
        return this.parts(node, ['children'], place).at(-1) ?? ANYTHING;
      case 'Or':
        return eitherOf(this.parts(node, ['left', 'right'], place));
      case 'InlineIf':
        this.parts(node, ['cond'], place);
        return eitherOf(this.parts(node, ['body', 'else_'], place));
      case 'Is':
        // The name of a test is no variable, nor is that of a filter.
        this.parts(node, ['left'], place);
        return ANYTHING;
      case 'Filter':
        this.parts(node, ['args'], place);
        return ANYTHING;
      case 'Pair':
        // The key of a record is a text.
        this.parts(node, ['value'], place);
        return ANYTHING;
      default:
        for (const part of allParts(node)) this.value(part, place);
        return ANYTHING;
    }
  }

  private parts(node: TemplateNode, fields: readonly string[], place: Place): Value[] {
    return fields.flatMap((field) => partsOf(node, field)).map((part) => this.value(part, place));
  }

  private name(node: TemplateNode, place: Place): Value {
    const name = textOf(node);
    this.reports.read.add(name);
    const found = place.scope.find(name);
    if (found === undefined) this.reports.misspelt(place, node, name);
    return found ?? ANYTHING;
  }

  private member(node: TemplateNode, place: Place): Value {
    const [target] = this.parts(node, ['target'], place);
    const key = partOf(node, 'val');
    if (key?.typename !== 'Literal') {
      this.parts(node, ['val'], place);
      return typed(this.types.value(knownOf(target)));
    }
    const name = String(key['value']);
    const found = target?.is === 'module' ? target.names.get(name) : this.memberOf(knownOf(target), name);
    if (found === undefined) this.reports.misspelt(place, node, written(node));
    return found ?? ANYTHING;
  }

  private memberOf(known: Known, name: string): Value | undefined {
    const member = this.types.member(known, name);
    return member === false ? undefined : typed(member);
  }

  private called(node: TemplateNode, place: Place): Value {
    const [callee] = this.parts(node, ['name'], place);
    const args = listed(partOf(node, 'args')).map((arg) => this.value(arg, place));
    if (callee?.is === 'macro') {
      const missing = callee.macro.params.find(({ needed }, at) => needed && at >= args.length);
      if (missing !== undefined)
        this.reports.misspelt(place, node, `${written(partOf(node, 'name'))}(${missing.name})`);
      this.call(callee.macro, args);
    }
    return typed(this.types.returned(knownOf(callee)));
  }
}

const eitherOf = (values: readonly Value[]): Value => {
  const known = values.map(knownOf);
  return typed(known.every((types) => types !== undefined) ? known.flat() : undefined);
};

/** As the template has it, as far as it is names and dots. */
function written(node: TemplateNode | undefined): string {
  const target = node && partOf(node, 'target');
  if (node === undefined || target === undefined) return textOf(node);
  return `${written(target)}.${String(partOf(node, 'val')?.['value'])}`;
}
