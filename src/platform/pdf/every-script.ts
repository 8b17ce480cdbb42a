import type { Content } from 'pdfmake/interfaces';
import { BASIC, type PaperFont } from './faces';
import { forgetWidths } from '../paper/fonts';
import { bytesOf, families, fromLeft, inRuns, type Inline } from '../paper/runs';
import { nameShapes } from '../paper/shapes';

interface Line {
  inlines: readonly Inline[];
}

/** What of the maker of documents draws a line. */
interface LineDrawer {
  readonly pdfDocument: {
    readonly fontCache: Readonly<Record<string, Readonly<Record<string, object>>>>;
    provideFont(family: string, bold: boolean, italics: boolean): object;
    markContent(tag: 'Span', said: { readonly actual: string }): void;
    endMarkedContent(): void;
  };
  renderLine: (this: LineDrawer, line: Line, x: number, y: number) => void;
  renderPages: (this: LineDrawer, pages: unknown) => void;
}

export interface Maker {
  readonly virtualfs: { writeFileSync(path: string, bytes: Buffer): void };
}

interface DrawerClass {
  readonly prototype: LineDrawer;
}

/** A module of the library as Node gives it, or as a bundler does. */
interface Found {
  readonly default: DrawerClass | { readonly default: DrawerClass };
}
const classIn = (found: Found): DrawerClass =>
  'default' in found.default ? found.default.default : found.default;

let known: Promise<EveryScript> | undefined;

export interface EveryScript {
  readonly families: Readonly<Record<string, PaperFont>>;
  /** In runs, each in a face that has its signs. */
  readonly inRuns: (text: string, lost: () => void) => Content;
  /** Nothing of what one paper says stays for the next. */
  readonly forget: () => void;
}

/**
 * Teaches the maker of documents other scripts: their faces, and from which side a line is read, of which it knows nothing (its version is
 * pinned; `papers/edges` and `paper/runs.spec` hold what comes out). Loaded with the first paper that has such a text.
 */
export function everyScript(maker: Maker): Promise<EveryScript> {
  known ??= taught(maker);
  // A face that could not be read now may be readable for the next paper.
  known.catch(() => (known = undefined));
  return known;
}

async function taught(maker: Maker): Promise<EveryScript> {
  const others = families();
  for (const { normal, bold } of Object.values(others))
    for (const face of [normal, bold]) maker.virtualfs.writeFileSync(face, bytesOf(face));
  const { prototype } = classIn((await import('pdfmake/js/Renderer.js')) as Found);
  const { renderLine: asRead, renderPages: allPages } = prototype;
  prototype.renderLine = function renderLine(this: LineDrawer, line: Line, x: number, y: number): void {
    const { pdfDocument } = this;
    const { fontCache } = pdfDocument;
    const basic = Object.values(fontCache['Roboto'] ?? {});
    if (line.inlines.every(({ font }) => basic.includes(font))) asRead.call(this, line, x, y);
    else {
      const bold = Object.values(fontCache).some((family) => family['bold'] === line.inlines[0]?.font);
      // A face draws shapes in an order of its own, which is not what is read aloud, found or copied.
      pdfDocument.markContent('Span', {
        actual: line.inlines
          .map(({ text }) => text)
          .join('')
          .trim(),
      });
      line.inlines = fromLeft(line.inlines, bold, (family) => pdfDocument.provideFont(family, bold, false));
      asRead.call(this, line, x, y);
      pdfDocument.endMarkedContent();
    }
  };
  prototype.renderPages = function renderPages(this: LineDrawer, pages: unknown): void {
    allPages.call(this, pages);
    nameShapes(this.pdfDocument);
  };
  return {
    families: { Roboto: BASIC, ...others },
    inRuns: (text, lost) => inRuns(text, lost) as unknown as Content,
    forget: forgetWidths,
  };
}
