import PDFDocument from 'pdfkit';
import { bytesOf, widthOf, withoutSteps } from './fonts';
import { nameShapes } from './shapes';
import type { Line } from './lines';

/** A4, in points. */
const [WIDTH, HEIGHT] = [595.28, 841.89];
const SIDE = 48;
const FOOT = 56;
/** Between the margins. */
export const ROOM = WIDTH - 2 * SIDE;
const TALL = HEIGHT - SIDE - FOOT;
/** Of the size of its letters. Faces differ in how they stand on their line: each is put on the same one. */
const [LEADING, BASELINE] = [1.3, 1.0];

/** The types of the library do not know it yet. */
const UA = 'PDF/UA' as string as NonNullable<PDFKit.PDFDocumentOptions['subset']>;

/** Nor that steps can be left out by their names. */
const featuresOf = (face: string, text: string): PDFKit.Mixins.OpenTypeFeatures[] | undefined =>
  withoutSteps(face, text) as unknown as PDFKit.Mixins.OpenTypeFeatures[] | undefined;

export const INK = '#111827';
export const GREY = '#4b5563';

export interface Look {
  /** Points. */
  readonly size: number;
  readonly colour: string;
  /** From the left margin, in points. */
  readonly from: number;
  /** Of the lines, in points. */
  readonly width: number;
  readonly align: 'left' | 'right' | 'center';
}

type Element = PDFKit.PDFStructureElement;
type Content = PDFKit.PDFStructureContent;

export interface SheetChoices {
  readonly title: string;
  readonly language: string;
  readonly file?: { readonly name: string; readonly text: string };
  readonly madeAt?: Date | undefined;
}

export const heightOf = (lines: readonly Line[], size: number): number => lines.length * size * LEADING;

/** Sheets of A4 on which every line has its place in the structure that a screen reader follows (PDF/UA-1). */
export class Sheets {
  /** From the top margin, in points. */
  #y = 0;
  readonly #doc: PDFKit.PDFDocument;
  /** Of the structure: the document as a whole. */
  readonly root: Element;
  readonly #bytes: Promise<Buffer>;
  /** Files of the faces that the document knows. */
  readonly #faces = new Set<string>();

  constructor({ title, language, file, madeAt }: SheetChoices) {
    this.#doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      pdfVersion: '1.7',
      subset: UA,
      tagged: true,
      displayTitle: true,
      lang: language,
      bufferPages: true,
      info: { Title: title, ...(madeAt !== undefined && { CreationDate: madeAt, ModDate: madeAt }) },
    });
    const chunks: Buffer[] = [];
    this.#doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    this.#bytes = new Promise((done, failed) => {
      this.#doc.on('end', () => done(Buffer.concat(chunks)));
      this.#doc.on('error', failed);
    });
    this.root = this.#doc.struct('Document');
    this.#doc.addStructure(this.root);
    if (file !== undefined) {
      const { name, text } = file;
      // Of the types, a proof is a supplement to what the paper says.
      const attached = { name, type: 'application/json', relationship: 'Supplement', description: title };
      this.#doc.file(Buffer.from(text), attached);
    }
  }

  /** What comes next goes together, when a sheet is high enough for it. */
  keep(height: number): void {
    if (this.#y > 0 && this.#y + height > TALL && height <= TALL) this.newSheet();
  }

  newSheet(): void {
    this.#doc.addPage();
    this.#y = 0;
  }

  /** Leaves room, but none at the head of a sheet. */
  skip(height: number): void {
    if (this.#y > 0) this.#y += height;
  }

  /** Puts an element into the structure. */
  element(type: string, parent = this.root): Element {
    const made = this.#doc.struct(type);
    parent.add(made);
    return made;
  }

  /** Lines below each other, said by a screen reader in the order of reading. */
  write(parent: Element, type: string, lines: readonly Line[], look: Look): void {
    const contents: Content[] = [];
    for (const line of lines) {
      if (this.#y + look.size * LEADING > TALL) this.newSheet();
      contents.push(this.#marked(type, line, look, this.#y));
      this.#y += look.size * LEADING;
    }
    const actual = lines.map(({ text }) => text).join(' ');
    parent.add(this.#doc.struct(type, { actual }, contents));
  }

  /** Two columns of one row; gives nothing of either up when a sheet ends between them. */
  row(parent: Element, columns: readonly { type: string; lines: readonly Line[]; look: Look }[]): void {
    const height = Math.max(...columns.map(({ lines, look }) => heightOf(lines, look.size)));
    this.keep(height);
    const top = this.#y;
    let end = top;
    for (const { type, lines, look } of columns) {
      this.#y = top;
      this.write(parent, type, lines, look);
      end = Math.max(end, this.#y);
    }
    this.#y = end;
  }

  /** @param foot what stands at the foot of a sheet: no part of what is read */
  async done(foot: (page: number, pages: number) => readonly Line[], look: Look): Promise<Buffer> {
    const { count } = this.#doc.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.#doc.switchToPage(page);
      let y = TALL + FOOT / 3;
      for (const line of foot(page + 1, count)) {
        this.#doc.markContent('Artifact', { type: 'Pagination' });
        this.#draw(line, look, y);
        this.#doc.endMarkedContent();
        y += look.size * LEADING;
      }
    }
    this.root.end();
    nameShapes(this.#doc);
    this.#doc.end();
    return this.#bytes;
  }

  #marked(type: string, line: Line, look: Look, y: number): Content {
    const content = this.#doc.markStructureContent(type);
    this.#draw(line, look, y);
    this.#doc.endMarkedContent();
    return content;
  }

  #known(face: string): string {
    if (!this.#faces.has(face)) this.#doc.registerFont(face, bytesOf(face));
    this.#faces.add(face);
    return face;
  }

  #draw({ pieces, width }: Line, { size, colour, from, width: room, align }: Look, y: number): void {
    const left = { left: 0, right: room - width, center: (room - width) / 2 }[align];
    let x = SIDE + from + left;
    this.#doc.fillColor(colour).fontSize(size);
    for (const { face, text } of pieces) {
      const at = SIDE + y + size * BASELINE;
      const features = featuresOf(face, text);
      this.#doc
        .font(this.#known(face))
        .text(text, x, at, { lineBreak: false, baseline: 'alphabetic', ...(features && { features }) });
      x += widthOf(face, text, size);
    }
  }
}
