import pdfmake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import type { Language } from '../texts/language';
import { drawn, torn } from './drawn';
import { BASIC, type PaperFont } from '../../../platform/pdf/faces';
import { centred, paragraph } from './right-to-left';

/** What her papers are made of. A row is a label and what it says. */
export type Block =
  | {
      readonly kind: 'title' | 'heading' | 'text' | 'code' | 'point';
      readonly text: string;
      readonly onNewSheet?: boolean;
    }
  | { readonly kind: 'row'; readonly label: string; readonly value: string; readonly code?: boolean }
  /** Stays on one page. */
  | { readonly kind: 'together'; readonly blocks: readonly Block[] };

const GREY = '#4b5563';
const LABEL = 130;
/** A4 between its margins, in points. */
const WIDTH = 595 - 2 * 48;
const SIZES = { title: 20, heading: 12, text: 10, code: 9, point: 10 } as const;

type Margin = [number, number, number, number];
/** What stays together stands a little apart. */
const APART: Margin = [0, 5, 0, 0];
const NEW_LINE = { text: '\n', font: 'Roboto' } as const;
/** Room for what rounding may add. */
const SPARE = 6;

const above = (kind: keyof typeof SIZES): number => (kind === 'heading' ? 16 : 0);
const marginOf = (kind: keyof typeof SIZES): Margin => [kind === 'point' ? 10 : 0, above(kind), 0, 4];
const sheet = ({ onNewSheet }: { readonly onNewSheet?: boolean }) =>
  onNewSheet === true ? ({ pageBreak: 'before' } as const) : {};
const isBold = (kind: string): boolean => kind === 'title' || kind === 'heading';

function fromLeft(block: Block, font: PaperFont): Content {
  const set = (text: string, size: number, width: number, bold = false): Content => {
    const words = text.split(' ').map((word) => torn(word, font, bold, size, width - SPARE).join('\n'));
    const lines = words.join(' ').split('\n');
    const pieces = lines.flatMap((line, place) => [
      ...(place === 0 ? [] : [NEW_LINE]),
      ...drawn(line, font, bold),
    ]);
    return { text: pieces.map((piece) => ({ ...piece })), bold };
  };
  if (block.kind === 'together')
    return { unbreakable: true, margin: APART, stack: block.blocks.map((each) => fromLeft(each, font)) };
  if (block.kind === 'row') {
    const fontSize = block.code === true ? SIZES.code : SIZES.text;
    const value = { stack: [set(block.value, fontSize, WIDTH - LABEL)], width: '*', fontSize };
    const label = { stack: [set(block.label, SIZES.text, LABEL)], width: LABEL, color: GREY };
    return { columns: [label, value], margin: [0, 1, 0, 1] };
  }
  const { kind } = block;
  if (kind === 'point') return { ul: [set(block.text, SIZES.point, WIDTH)], margin: [0, 0, 0, 2] };
  const words = set(block.text, SIZES[kind], WIDTH, isBold(kind));
  return { stack: [words], fontSize: SIZES[kind], margin: marginOf(kind), ...sheet(block) };
}

function fromRight(block: Block, font: PaperFont): Content {
  const set = (text: string, size: number, width: number, bold = false): Content =>
    paragraph(text, { font, bold, size, width });
  if (block.kind === 'together')
    return { unbreakable: true, margin: APART, stack: block.blocks.map((each) => fromRight(each, font)) };
  if (block.kind === 'row') {
    const value = set(block.value, block.code === true ? 9 : 10, WIDTH - LABEL);
    const columns = [
      { stack: [value], width: '*' },
      { stack: [set(block.label, 10, LABEL - 10)], width: LABEL, color: GREY },
    ];
    return { columns, margin: [0, 1, 0, 1] };
  }
  const { kind } = block;
  const text = kind === 'point' ? `• ${block.text}` : block.text;
  return { stack: [set(text, SIZES[kind], WIDTH, isBold(kind))], margin: marginOf(kind), ...sheet(block) };
}

/** Set anew each time: the maker of documents is one for the whole process. */
function useFonts(own: PaperFont): void {
  const allowed = [BASIC, own].flatMap(({ normal, bold }) => [normal, bold]);
  pdfmake.setFonts({ Roboto: { ...BASIC }, Own: { ...own } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => allowed.includes(path));
}

export interface Paper {
  /** What the file says that it is. */
  readonly title: string;
  readonly foot: (page: number, pages: number) => string;
  readonly blocks: readonly Block[];
}

/** One of her documents: plain, on A4, in her language and from the side where it begins. */
export async function pdf({ tag, direction, font = BASIC }: Language, paper: Paper): Promise<Buffer> {
  const fromTheRight = direction === 'rtl';
  const small = { font, bold: false, size: 8, width: WIDTH };
  const definition: TDocumentDefinitions = {
    info: { title: paper.title },
    language: tag,
    pageSize: 'A4',
    pageMargins: [48, 48, 48, 56],
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.25 },
    content: paper.blocks.map((block) => (fromTheRight ? fromRight(block, font) : fromLeft(block, font))),
    footer: (page, pages) => {
      const text = paper.foot(page, pages);
      const line: Content = fromTheRight
        ? centred(text, small)
        : { text: drawn(text, font, false).map((piece) => ({ ...piece })), alignment: 'center', fontSize: 8 };
      return { stack: [line], color: GREY };
    },
  };
  useFonts(font);
  return pdfmake.createPdf(definition).getBuffer();
}
