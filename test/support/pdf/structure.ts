import type { PdfFile } from './file';
import { isDictionary, type Dictionary, type Value } from './values';

/** Of ISO 32000-1, 14.8.4. */
const STANDARD = new Set(
  (
    'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody ' +
    'Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby Warichu Figure Formula Form'
  ).split(' '),
);
/** In what an element has to stand. */
const WITHIN: Readonly<Record<string, readonly string[]>> = {
  LI: ['L'],
  LBody: ['LI'],
  TR: ['Table', 'THead', 'TBody', 'TFoot'],
  TH: ['TR'],
  TD: ['TR'],
  THead: ['Table'],
  TBody: ['Table'],
  TFoot: ['Table'],
};
/** What alone may stand in it. */
const HOLDS: Readonly<Record<string, readonly string[]>> = {
  L: ['LI', 'Caption', 'L'],
  LI: ['Lbl', 'LBody'],
  Table: ['TR', 'THead', 'TBody', 'TFoot', 'Caption'],
  TR: ['TH', 'TD'],
  THead: ['TR'],
  TBody: ['TR'],
};

interface Tree {
  /** For each page, by the number of its object, the marked pieces that the structure holds. */
  readonly pieces: Map<Value, number[]>;
  readonly types: string[];
  readonly wrong: string[];
}

/** Walks the structure in the order in which it is read. */
export function treeOf(pdf: PdfFile): Tree {
  const tree: Tree = { pieces: new Map(), types: [], wrong: [] };
  const root = pdf.dictionary(pdf.root.get('StructTreeRoot'));
  let lastHeading = 0;

  const piece = (page: Value | undefined, number: number): void => {
    const at = pdf.see(page);
    tree.pieces.set(at, [...(tree.pieces.get(at) ?? []), number]);
  };

  const heading = (type: string): void => {
    const level = Number(/^H([1-6])$/.exec(type)?.[1] ?? 0);
    if (level === 0) return;
    if (lastHeading === 0 && level !== 1) tree.wrong.push(`14-002 the first heading is ${type}`);
    else if (level > lastHeading + 1) tree.wrong.push(`14-003 ${type} comes after H${lastHeading}`);
    lastHeading = level;
  };

  const attribute = (element: Dictionary, name: string): boolean =>
    pdf.list(element.get('A')).some((one) => pdf.dictionary(one).has(name));

  const judge = (element: Dictionary, type: string, parent: string): void => {
    const { wrong } = tree;
    if (!STANDARD.has(type)) wrong.push(`02-001 ${type} is no type that readers know`);
    if (WITHIN[type] !== undefined && !WITHIN[type].includes(parent))
      wrong.push(`09-004 ${type} stands in ${parent}`);
    if (HOLDS[parent] !== undefined && !HOLDS[parent].includes(type))
      wrong.push(`09-005 ${parent} holds ${type}`);
    const said = pdf.words(element.get('Alt')) ?? pdf.words(element.get('ActualText')) ?? '';
    if ((type === 'Figure' || type === 'Formula') && said.trim() === '')
      wrong.push(`13-004 ${type} says nothing`);
    if (type === 'TH' && !attribute(element, 'Scope'))
      wrong.push('15-003 TH does not say of what it is the head');
    if (type === 'Note' && !element.has('ID')) wrong.push('19-003 Note has no name');
    if (type === 'H') wrong.push('14-007 H among headings that are numbered');
    heading(type);
  };

  const walk = (element: Dictionary, parent: string, page: Value | undefined): void => {
    const type = pdf.name(element.get('S')) ?? '';
    const on = element.get('Pg') ?? page;
    tree.types.push(type);
    judge(element, type, parent);
    if (!element.has('P')) tree.wrong.push(`${type} hangs from nothing`);
    for (const kid of pdf.list(element.get('K'))) {
      const seen = pdf.see(kid);
      if (typeof seen === 'number') piece(on, seen);
      else if (isDictionary(seen) && pdf.name(seen.get('Type')) === 'MCR')
        piece(seen.get('Pg') ?? on, Number(pdf.see(seen.get('MCID'))));
      else if (isDictionary(seen) && seen.has('S')) walk(seen, type, on);
    }
  };

  const kids = pdf.list(root.get('K')).map((kid) => pdf.dictionary(kid));
  if (kids.length !== 1 || pdf.name(kids[0]?.get('S')) !== 'Document')
    tree.wrong.push('the structure is no one Document');
  for (const kid of kids) walk(kid, '', undefined);
  return tree;
}
