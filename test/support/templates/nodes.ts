import * as nunjucks from 'nunjucks';

/** A node of the syntax tree that nunjucks makes of a template. Which fields it has follows from its kind. */
export interface TemplateNode {
  readonly typename: string;
  /** Counted from 0. */
  readonly lineno: number;
  readonly fields: readonly string[];
  readonly [field: string]: unknown;
}

interface Parser {
  parse(text: string, extensions: readonly never[], options: object): TemplateNode;
}

/** Its types leave out the parser. */
const { parser } = nunjucks as unknown as { parser: Parser };

export const parseTemplate = (text: string): TemplateNode =>
  parser.parse(text, [], { trimBlocks: true, lstripBlocks: true });

const isNode = (value: unknown): value is TemplateNode =>
  typeof value === 'object' && value !== null && 'typename' in value;

/** What stands in one field: nothing, a node, or the nodes of a list. */
export function partsOf(node: TemplateNode, field: string): TemplateNode[] {
  const value = node[field];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter(isNode);
}

export const partOf = (node: TemplateNode, field: string): TemplateNode | undefined =>
  partsOf(node, field)[0];

/** Every part, in the order of the text. */
export const allParts = (node: TemplateNode): TemplateNode[] =>
  node.fields.flatMap((field) => partsOf(node, field));

export const listed = (node: TemplateNode | undefined): TemplateNode[] =>
  node === undefined ? [] : partsOf(node, 'children');

/** A name, or the text of a literal. */
export const textOf = (node: TemplateNode | undefined): string =>
  typeof node?.['value'] === 'string' ? node['value'] : '';
