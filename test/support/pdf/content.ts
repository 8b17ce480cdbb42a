import type { PdfFile } from './file';
import { Scanner } from './scanner';
import { isDictionary, isList, Name, Word, type Dictionary, type Value } from './values';

/** Text in one face, as the codes of its signs. */
export interface Shown {
  readonly font: string;
  readonly codes: Buffer;
}

interface PageContent {
  /** Numbers of the marked pieces that are in the structure. */
  readonly marked: number[];
  readonly shown: Shown[];
  readonly wrong: string[];
}

const PAINTS = new Set('Tj TJ \' " S s f F f* B B* b b* sh Do EI'.split(' '));
const TEXT = new Set(['Tj', 'TJ', "'", '"']);

type Mark = 'artifact' | number | undefined;

/** Reads what a page paints, and under which marks. */
export function contentOf(pdf: PdfFile, page: Dictionary): PageContent {
  const found: PageContent = { marked: [], shown: [], wrong: [] };
  const properties = pdf.dictionary(pdf.dictionary(page.get('Resources')).get('Properties'));
  const text = pdf.list(page.get('Contents')).map((part) => pdf.data(part).toString('latin1'));
  const scanner = new Scanner(text.join('\n'));
  const open: Mark[] = [];
  let font = '';
  let operands: Value[] = [];

  const markOf = (): Mark => {
    const [tag, given] = operands;
    const inside = open.findLast((mark) => mark !== undefined);
    const listed = given instanceof Name ? pdf.dictionary(properties.get(given.text)) : given;
    const number = isDictionary(listed) ? listed.get('MCID') : undefined;
    if (tag instanceof Name && tag.text === 'Artifact') {
      if (typeof inside === 'number') found.wrong.push('01-003 an artifact within what is read');
      return 'artifact';
    }
    if (typeof number !== 'number') return undefined;
    if (inside === 'artifact') found.wrong.push('01-004 what is read within an artifact');
    if (found.marked.includes(number)) found.wrong.push(`the piece ${number} is there twice`);
    found.marked.push(number);
    return number;
  };

  for (let value = scanner.next(); value !== undefined; value = scanner.next()) {
    if (!(value instanceof Word)) {
      operands.push(value);
      continue;
    }
    const operator = value.text;
    if (operator === 'BDC' || operator === 'BMC') open.push(markOf());
    if (operator === 'EMC') open.pop();
    if (operator === 'Tf' && operands[0] instanceof Name) font = operands[0].text;
    if (PAINTS.has(operator) && open.every((mark) => mark === undefined))
      found.wrong.push(`01-005 ${operator} paints what is neither read nor an artifact`);
    if (TEXT.has(operator)) {
      const parts = operands
        .flatMap((one) => (isList(one) ? one : [one]))
        .filter((one) => Buffer.isBuffer(one));
      found.shown.push({ font, codes: Buffer.concat(parts) });
    }
    operands = [];
  }
  if (open.length > 0) found.wrong.push('a mark has no end');
  return found;
}
