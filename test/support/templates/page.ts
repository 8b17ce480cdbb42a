import { allParts, listed, partOf, textOf, type TemplateNode } from './nodes';
import { Reports, type Misspelt, type Place } from './reports';
import type { Scope, Value } from './scope';
import { Statements, type Sources } from './statements';
import type { Types } from './types';

/** A name, and what it stands for. */
type Given = readonly [string, Value];

export interface PageReport {
  readonly misspelt: readonly Misspelt[];
  /** What the page is given and nothing reads. */
  readonly unread: readonly string[];
}

/** Follows one page through the templates that it is made of. @throws Error when one of them is not there */
export function checkPage(
  file: string,
  { layout, view }: { layout: readonly Given[]; view: readonly Given[] },
  { sources, types, globals }: { sources: Sources; types: Types; globals: Scope },
): PageReport {
  const reports = new Reports();
  const statements = new Statements(sources, types, reports, globals);
  const scope = globals.inner(layout).inner(view).inner();
  const family = familyOf(file, sources);
  for (const [name, root] of family)
    statements.followAll(listed(root).filter(defines), { file: name, scope });
  const shown = new Set<string>();
  for (const [name, root] of family) {
    const place: Place = { file: name, scope };
    statements.followAll(
      listed(root).filter((node) => isShown(node, shown)),
      place,
    );
  }
  statements.followMacros();
  const unread = view.map(([name]) => name).filter((name) => !reports.read.has(name));
  return { misspelt: reports.all, unread };
}

/** The template and those that it extends, itself first. */
function familyOf(file: string, sources: Sources): [string, TemplateNode][] {
  const root = sources.read(file);
  if (root === undefined) return [];
  const parent = listed(root).find(({ typename }) => typename === 'Extends');
  const rest = parent === undefined ? [] : familyOf(textOf(partOf(parent, 'template')), sources);
  return [[file, root], ...rest];
}

/** What defines a name at the top of a template defines it for the whole page. */
const defines = ({ typename }: TemplateNode): boolean =>
  ['Set', 'Import', 'FromImport', 'Macro'].includes(typename);

/** A block that a child replaced is not shown, unless the child asks for it by `super()`. */
function isShown(node: TemplateNode, replaced: Set<string>): boolean {
  if (defines(node) || node.typename === 'Extends') return false;
  if (node.typename !== 'Block') return true;
  const name = textOf(partOf(node, 'name'));
  if (replaced.has(name)) return false;
  if (!callsSuper(node)) replaced.add(name);
  return true;
}

const callsSuper = (node: TemplateNode): boolean =>
  (node.typename === 'FunCall' && textOf(partOf(node, 'name')) === 'super') ||
  allParts(node).some(callsSuper);
