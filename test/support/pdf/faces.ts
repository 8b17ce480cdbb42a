import type { Shown } from './content';
import type { PdfFile } from './file';
import { Scanner } from './scanner';
import { isList, Word, type Dictionary, type Value } from './values';

const wordsOf = (bytes: Value): string =>
  Buffer.isBuffer(bytes) ? Buffer.from(bytes).swap16().toString('utf16le') : '';
const numberOf = (bytes: Value | undefined): number =>
  Buffer.isBuffer(bytes) ? bytes.readUIntBE(0, bytes.length) : 0;

/** What each code of two bytes stands for. */
function unicodeOf(map: Buffer): Map<number, string> {
  const meaning = new Map<number, string>();
  const scanner = new Scanner(map.toString('latin1'));
  let operands: Value[] = [];
  for (let value = scanner.next(); value !== undefined; value = scanner.next()) {
    if (!(value instanceof Word)) {
      operands.push(value);
      continue;
    }
    if (value.text === 'endbfchar')
      for (let at = 0; at < operands.length; at += 2)
        meaning.set(numberOf(operands[at]), wordsOf(operands[at + 1] ?? null));
    if (value.text === 'endbfrange')
      for (let at = 0; at < operands.length; at += 3) {
        const [from, to, given] = [numberOf(operands[at]), numberOf(operands[at + 1]), operands[at + 2]];
        if (isList(given)) given.forEach((one, place) => meaning.set(from + place, wordsOf(one)));
        else
          for (let code = from; code <= to; code += 1)
            meaning.set(
              code,
              String.fromCodePoint((wordsOf(given ?? null).codePointAt(0) ?? 0) + code - from),
            );
      }
    operands = [];
  }
  return meaning;
}

/** Of a face as it is used on one page: whether it is in the file, and every sign of it can be said. */
export function faceWrongs(pdf: PdfFile, face: Dictionary, shown: readonly Shown[]): string[] {
  const name = pdf.name(face.get('BaseFont')) ?? 'a face';
  const below = pdf.dictionary(pdf.list(face.get('DescendantFonts'))[0]);
  const descriptor = pdf.dictionary(below.get('FontDescriptor') ?? face.get('FontDescriptor'));
  const wrong: string[] = [];
  if (!['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor.has(key)))
    wrong.push(`31-009 ${name} is not in the file`);
  if (pdf.name(face.get('Subtype')) === 'Type0') {
    if (pdf.name(face.get('Encoding')) !== 'Identity-H')
      wrong.push(`31-006 the codes of ${name} are of a foreign map`);
    if (pdf.name(below.get('Subtype')) === 'CIDFontType2' && !below.has('CIDToGIDMap'))
      wrong.push(`31-004 ${name} has no map to its shapes`);
    if (!below.has('CIDSystemInfo')) wrong.push(`31-001 ${name} names no set of signs`);
  }
  if (!face.has('ToUnicode')) return [...wrong, `31-027 signs of ${name} stand for nothing`];
  const meaning = unicodeOf(pdf.data(face.get('ToUnicode')));
  for (const { codes } of shown)
    for (let at = 0; at + 1 < codes.length; at += 2) {
      const code = codes.readUInt16BE(at);
      const said = meaning.get(code) ?? '';
      if (code === 0) wrong.push(`31-030 ${name} shows the shape for what it has not`);
      else if (said === '') wrong.push(`10-001 the sign ${code} of ${name} stands for nothing`);
      else if (said.includes('\0')) wrong.push(`31-028 the sign ${code} of ${name} stands for zero`);
      else if (/[\uFEFF\uFFFE]/.test(said))
        wrong.push(`31-029 the sign ${code} of ${name} stands for a mark of order`);
    }
  return [...new Set(wrong)];
}
