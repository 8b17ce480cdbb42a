import type { Font } from 'fontkit';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import { BASIC, isPicture, UNKNOWN, withoutSteering } from './faces';

type Foot = (page: number, pages: number) => Content;

export interface Definition extends Omit<TDocumentDefinitions, 'footer' | 'header'> {
  readonly content: Content[];
  readonly header?: Foot | Content;
  readonly footer?: Foot;
  /** Stands at the end when a sign could not be printed. */
  readonly whenUnprintable?: Content;
}

/** What is no text: what a code of squares holds, and a picture. */
const NO_TEXT: ReadonlySet<string> = new Set(['qr', 'image']);

/** Every text in it, whatever it is nested in. */
function eachText<Part>(part: Part, change: (text: string) => string): Part {
  if (typeof part === 'string') return change(part) as Part;
  if (Array.isArray(part)) return part.map((one: unknown) => eachText(one, change)) as Part;
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).map(([key, value]: [string, unknown]) => [
    key,
    NO_TEXT.has(key) ? value : eachText(value, change),
  ]);
  return Object.fromEntries(entries) as Part;
}

let opened: Font | undefined;

/** Stays open from one document to the next: each time it is opened, all that is asked of it is read from the file anew. */
export async function openFace(): Promise<Font> {
  if (opened !== undefined) return opened;
  const { openSync } = await import('fontkit');
  const face = openSync(BASIC.normal);
  if (!('layout' in face)) throw new Error(`${BASIC.normal} holds more than one face`);
  return (opened = face);
}

/**
 * Makes the document. What makes it is loaded with the first one: most processes never need it. A sign that the face has
 * no shape for is marked as unknown, here and so everywhere; a mark that turns text round is left out.
 */
export async function make({
  content,
  header,
  footer,
  whenUnprintable,
  ...rest
}: Definition): Promise<Buffer> {
  const { default: pdfmake } = await import('pdfmake');
  const face = await openFace();
  pdfmake.setFonts({ Roboto: { ...BASIC } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => Object.values(BASIC).includes(path));
  const lost = new Set<string>();
  const shapeOf = (character: string): string => {
    if (character === '\n') return character;
    if (!isPicture(character) && face.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) return character;
    lost.add(character);
    return UNKNOWN;
  };
  const printed = (part: Content): Content =>
    eachText(part, (text) => Array.from(withoutSteering(text), shapeOf).join(''));
  const body = content.map(printed);
  return pdfmake
    .createPdf({
      ...rest,
      displayTitle: true,
      content: lost.size > 0 && whenUnprintable !== undefined ? [...body, whenUnprintable] : body,
      ...(header !== undefined && {
        header:
          typeof header === 'function' ? (page, pages) => printed(header(page, pages)) : printed(header),
      }),
      ...(footer !== undefined && { footer: (page, pages) => printed(footer(page, pages)) }),
    })
    .getBuffer();
}
