import { telephones } from '../../kernel/telephones';
import { BASIC, type PaperFont } from '../pdf/faces';
import { forgetWidths } from './fonts';
import { directionOf } from '../../kernel/direction';
import { apart, linesOf, type Line, type Setting } from './lines';
import { GREY, heightOf, INK, ROOM, Sheets, type Look } from './sheet';

/** What is no sentence of a language: a name or a reference, or what a machine compares, in small letters. */
export type Data = 'name' | 'code';

/** What the victim's papers are made of. A row is a label and what it says; data in it keep the order that they have alone. */
export type Block =
  | {
      readonly kind: 'title' | 'heading' | 'text' | 'code' | 'point';
      readonly text: string;
      readonly onNewSheet?: boolean;
      /** In whatever language somebody wrote it: it begins at the side of its own first letter. */
      readonly own?: boolean;
    }
  | { readonly kind: 'row'; readonly label: string; readonly value: string; readonly data?: Data | undefined }
  /** Stays on one page. */
  | { readonly kind: 'together'; readonly blocks: readonly Block[] };

/** What a paper is written in. */
export interface Tongue {
  /** BCP 47 */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  /** A typeface, where Latin, Greek and Cyrillic letters are not enough. */
  readonly font?: PaperFont;
}

type Words = Exclude<Block, { kind: 'row' | 'together' }>;
type Row = Extract<Block, { kind: 'row' }>;
type Element = ReturnType<Sheets['element']>;

const LABEL = 130;
const GAP = 8;
const INDENT = 10;
const SIZES = { title: 20, heading: 12, text: 10, code: 9, point: 10 } as const;
/** Room above and below, in points. */
const ABOVE = { title: 0, heading: 12, text: 0, code: 0, point: 0 } as const;
const BELOW = { title: 6, heading: 4, text: 4, code: 3, point: 2 } as const;
/** What stays together stands a little apart. */
const APART = 5;
const TYPES = { title: 'H1', heading: 'H2', text: 'P', code: 'P', point: 'LBody' } as const;

/** Writes blocks onto sheets, in one language. */
class Writer {
  /** The list that rows or points in a row belong to. */
  #list: { readonly of: 'row' | 'point'; readonly element: Element } | undefined;

  constructor(
    private readonly sheets: Sheets,
    private readonly language: Tongue,
  ) {}

  write(block: Block): void {
    if (block.kind === 'together') {
      this.sheets.skip(APART);
      this.sheets.keep(this.#height(block));
      for (const each of block.blocks) this.write(each);
      this.#list = undefined;
    } else if (block.kind === 'row') this.#row(block);
    else this.#words(block);
  }

  #words(block: Words): void {
    const { kind, text } = block;
    const size = SIZES[kind];
    if (block.onNewSheet === true) this.sheets.newSheet();
    this.sheets.skip(ABOVE[kind]);
    const from = kind === 'point' ? INDENT : 0;
    const language = this.#languageOf(block);
    const shown = kind === 'point' ? `• ${text}` : text;
    const words = this.#lines(shown, size, ROOM - from, isBold(kind), language);
    // A heading takes what follows it along.
    this.sheets.keep(heightOf(words, size) + (isBold(kind) ? 3 * SIZES.text : 0));
    const look = this.#look(size, from, ROOM - from, language);
    if (kind === 'point') this.sheets.write(this.#item('point'), TYPES.point, words, look);
    else {
      this.#list = undefined;
      this.sheets.write(this.sheets.root, TYPES[kind], words, look);
    }
    this.sheets.skip(BELOW[kind]);
  }

  #row({ label, ...of }: Row): void {
    const [labelAt, valueAt] = this.#fromRight ? [ROOM - LABEL, 0] : [0, LABEL];
    this.sheets.row(this.#item('row'), [
      {
        type: 'Lbl',
        lines: this.#lines(label, SIZES.text, LABEL - GAP),
        look: { ...this.#look(SIZES.text, labelAt, LABEL), colour: GREY },
      },
      {
        type: 'LBody',
        lines: this.#valueLines(of),
        look: this.#look(sizeOf(of), valueAt, ROOM - LABEL),
      },
    ]);
    this.sheets.skip(2);
  }

  /** An item of the list that goes on, or of a new one. */
  #item(of: 'row' | 'point'): Element {
    if (this.#list?.of !== of) this.#list = { of, element: this.sheets.element('L') };
    return this.sheets.element('LI', this.#list.element);
  }

  get #fromRight(): boolean {
    return this.language.direction === 'rtl';
  }

  #languageOf({ text, own }: Words): Tongue {
    return own === true ? { ...this.language, direction: directionOf(text) } : this.language;
  }

  #look(size: number, from: number, width: number, { direction }: Tongue = this.language): Look {
    return { size, from, width, colour: INK, align: direction === 'rtl' ? 'right' : 'left' };
  }

  #lines(text: string, size: number, width: number, bold = false, language: Tongue = this.language): Line[] {
    return linesOf(telephones(text), settingOf(language, { size, width, bold }));
  }

  #valueLines({ value, data }: Omit<Row, 'label'>): Line[] {
    return this.#lines(data === undefined ? value : apart(value), sizeOf({ data }), ROOM - LABEL);
  }

  #height(block: Block): number {
    if (block.kind === 'together') return block.blocks.reduce((sum, each) => sum + this.#height(each), APART);
    if (block.kind === 'row') {
      const value = heightOf(this.#valueLines(block), sizeOf(block));
      return Math.max(value, heightOf(this.#lines(block.label, SIZES.text, LABEL - GAP), SIZES.text)) + 2;
    }
    const { kind, text } = block;
    const words = this.#lines(text, SIZES[kind], ROOM - INDENT, isBold(kind), this.#languageOf(block));
    return ABOVE[kind] + heightOf(words, SIZES[kind]) + BELOW[kind];
  }
}

const sizeOf = ({ data }: Pick<Row, 'data'>): number => (data === 'code' ? SIZES.code : SIZES.text);

const isBold = (kind: Words['kind']): boolean => kind === 'title' || kind === 'heading';

const settingOf = (
  { direction, font = BASIC }: Tongue,
  given: Pick<Setting, 'size' | 'width' | 'bold'>,
): Setting => ({ ...given, font, direction });

export interface Paper {
  /** What the file says that it is. */
  readonly title: string;
  readonly foot: (page: number, pages: number) => string;
  readonly blocks: readonly Block[];
  /** Goes with it, for programs to read. */
  readonly file?: { readonly name: string; readonly text: string };
  /** Written into the file, so that the same words give the same bytes; else the time of making. */
  readonly madeAt?: Date;
}

/** One of the victim's documents: plain, on A4, in the victim's language and from the side where it begins, and with tags for a screen reader. */
export async function pdf(language: Tongue, paper: Paper): Promise<Buffer> {
  const sheets = new Sheets({ ...paper, language: language.tag });
  const writer = new Writer(sheets, language);
  const small = { size: 8, width: ROOM };
  try {
    for (const block of paper.blocks) writer.write(block);
    return await sheets.done(
      (page, pages) => linesOf(paper.foot(page, pages), settingOf(language, { ...small, bold: false })),
      { ...small, from: 0, colour: GREY, align: 'center' },
    );
  } finally {
    forgetWidths();
  }
}
