import { contentOf, type Shown } from './content';
import { faceWrongs } from './faces';
import { PdfFile } from './file';
import { treeOf } from './structure';
import { Reference, type Dictionary } from './values';

function documentWrongs(pdf: PdfFile): string[] {
  const { root } = pdf;
  const wrong: string[] = [];
  const mark = pdf.dictionary(root.get('MarkInfo'));
  if (mark.get('Marked') !== true) wrong.push('06-000 it does not say that it has tags');
  if (mark.get('Suspects') === true) wrong.push('01-007 it says itself that its tags may be wrong');
  if (pdf.dictionary(root.get('ViewerPreferences')).get('DisplayDocTitle') !== true)
    wrong.push('07-001 its title is not shown');
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(pdf.words(root.get('Lang')) ?? ''))
    wrong.push('11-006 it has no language');
  if (pdf.trailer.has('Encrypt')) wrong.push('26-001 it is locked');
  if (!root.has('Metadata')) return [...wrong, '06-001 it has no XMP'];
  const xmp = pdf.data(root.get('Metadata')).toString('utf8');
  if (!/<pdfuaid:part>1<\/pdfuaid:part>/.test(xmp)) wrong.push('06-002 it does not say that it is PDF/UA-1');
  const title = /<dc:title>\s*<rdf:Alt>\s*<rdf:li xml:lang="x-default">([^<]+)<\/rdf:li>/.exec(xmp)?.[1];
  if (title === undefined || title.trim() === '') wrong.push('06-003 it has no title');
  return wrong;
}

function attachmentWrongs(pdf: PdfFile): string[] {
  const names = pdf.dictionary(pdf.dictionary(pdf.root.get('Names')).get('EmbeddedFiles'));
  return pdf.list(names.get('Names')).flatMap((entry, place) => {
    if (place % 2 === 0) return [];
    const file = pdf.dictionary(entry);
    return file.has('F') && file.has('UF') ? [] : ['21-001 a file in it has no name'];
  });
}

/** The places in the structure by the numbers that pages give their pieces. */
function parents(pdf: PdfFile, page: Dictionary): readonly unknown[] | undefined {
  const numbers = pdf.list(
    pdf.dictionary(pdf.dictionary(pdf.root.get('StructTreeRoot')).get('ParentTree')).get('Nums'),
  );
  const at = numbers.findIndex((key, place) => place % 2 === 0 && key === page.get('StructParents'));
  return at < 0 ? undefined : pdf.list(numbers[at + 1]);
}

/**
 * What a document fails of the conditions of the Matterhorn Protocol 1.1 (PDF/UA-1) that a program can judge, as far as our
 * makers of documents write what they are about: there are no forms, sounds, scripts or layers in ours, and the first of them fails here
 * as an annotation or as an unknown type. Each line begins with the number of its condition. Whether words and order make
 * sense, a person has to see.
 */
export function universalWrongs(bytes: Buffer): string[] {
  const pdf = new PdfFile(bytes);
  const tree = treeOf(pdf);
  const wrong = [...documentWrongs(pdf), ...attachmentWrongs(pdf), ...tree.wrong];
  for (const page of pdf.pages()) {
    const content = contentOf(pdf, page);
    wrong.push(...content.wrong);
    if (page.has('Annots')) wrong.push('28-002 an annotation that nothing here knows to judge');
    const inTree = new Set(tree.pieces.get(page) ?? []);
    const known = parents(pdf, page);
    for (const number of content.marked) {
      if (!inTree.has(number)) wrong.push(`01-005 the piece ${number} has no place in the structure`);
      if (!(known?.[number] instanceof Reference))
        wrong.push(`01-006 the piece ${number} does not lead to its place`);
    }
    if (inTree.size > new Set(content.marked).size)
      wrong.push('01-006 the structure holds what is on no page');
    const faces = pdf.dictionary(pdf.dictionary(page.get('Resources')).get('Font'));
    const byFace = new Map<string, Shown[]>();
    for (const shown of content.shown) byFace.set(shown.font, [...(byFace.get(shown.font) ?? []), shown]);
    for (const [name, shown] of byFace)
      wrong.push(...faceWrongs(pdf, pdf.dictionary(faces.get(name)), shown));
  }
  return [...new Set(wrong)];
}

/** Types of the structure in the order in which they are read. */
export const structureOf = (bytes: Buffer): string[] => treeOf(new PdfFile(bytes)).types;
