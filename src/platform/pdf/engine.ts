import type { Font } from 'fontkit';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import { everyScript, type EveryScript, type Maker } from './every-script';
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

/** A text as it is printed: as it stands, or in runs. */
type Change = (text: string) => string | { readonly text: Content };

/** Every text in it, whatever it is nested in. */
function eachText<Part>(part: Part, change: Change): Part {
  if (typeof part === 'string') return change(part) as Part;
  if (Array.isArray(part)) return part.map((one: unknown) => eachText(one, change)) as Part;
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).map(([key, value]: [string, unknown]) => {
    if (NO_TEXT.has(key)) return [key, value];
    const changed = key === 'text' && typeof value === 'string' ? change(value) : eachText(value, change);
    return [key, key === 'text' && isRuns(changed) ? changed.text : changed];
  });
  return Object.fromEntries(entries) as Part;
}

const isRuns = (changed: unknown): changed is { readonly text: Content } =>
  typeof changed === 'object' && changed !== null && !Array.isArray(changed) && 'text' in changed;

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
  const lost = new Set<string>();
  const isBasic = (character: string): boolean =>
    character === '\n' || (!isPicture(character) && face.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
  let change: Change = (text) =>
    Array.from(withoutSteering(text), (character) => {
      if (isBasic(character)) return character;
      lost.add(character);
      return UNKNOWN;
    }).join('');
  const printed = <Part>(part: Part): Part => eachText(part, (text) => change(text));
  let body = content.map(printed);
  let scripts: EveryScript | undefined;
  if (lost.size > 0) {
    const { inRuns } = (scripts = await everyScript(pdfmake as unknown as Maker));
    lost.clear();
    change = (text) => {
      const seen = withoutSteering(text);
      return Array.from(seen).every(isBasic) ? seen : { text: inRuns(text, () => lost.add(text)) };
    };
    body = content.map(printed);
  }
  // Nothing is waited for from here to the beginning: another paper may be made meanwhile.
  pdfmake.setFonts(scripts?.families ?? { Roboto: { ...BASIC } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => Object.values(BASIC).includes(path));
  const document = pdfmake.createPdf({
    ...rest,
    displayTitle: true,
    content: lost.size > 0 && whenUnprintable !== undefined ? [...body, whenUnprintable] : body,
    ...(header !== undefined && {
      header: typeof header === 'function' ? (page, pages) => printed(header(page, pages)) : printed(header),
    }),
    ...(footer !== undefined && { footer: (page, pages) => printed(footer(page, pages)) }),
  });
  try {
    return await document.getBuffer();
  } finally {
    scripts?.forget();
  }
}
