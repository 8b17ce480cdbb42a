import { createHash } from 'node:crypto';
import { canonicalise } from '../../custody';
import { formatDateTime } from '../../platform/http';
import { hasUnknown, wantsOtherFaces } from '../../platform/paper/drawn';
import { pdf, type Block } from '../../platform/paper/pdf';
import { CANNOT_PRINT, plainPdf, type Content } from '../../platform/pdf';
import {
  WRITTEN_KIND_WORDS,
  type WrittenContent,
  type WrittenKind,
  type WrittenLine,
} from './domain/content';

const ENGLISH = { tag: 'en-GB', direction: 'ltr' } as const;

export interface WrittenPaper {
  readonly kind: WrittenKind;
  readonly content: WrittenContent;
  readonly frozenAt: Date;
}

/** Said below the words. */
interface Said {
  readonly title: string;
  readonly madeAt: Date;
  readonly notes: readonly string[];
}

/**
 * The item to read, with what it takes to compare its words with the log. No number and no version: either would tell a
 * recipient that there are others.
 */
export async function writtenPdf({ kind, content, frozenAt }: WrittenPaper): Promise<Buffer> {
  const digest = createHash('sha256').update(canonicalise(content)).digest('hex');
  const said: Said = {
    title: WRITTEN_KIND_WORDS[kind],
    madeAt: frozenAt,
    notes: [
      `As it stood on ${formatDateTime(frozenAt)}. Times are local time of the United Kingdom.`,
      `The same words stand in the custody record of this item, in the event item-frozen. SHA-256 of their canonical form (RFC 8785): ${digest}`,
    ],
  };
  const lines = content.lines ?? [];
  // The usual maker of documents has one face and one direction.
  return lines.some(({ label, text }) => wantsOtherFaces(label + text))
    ? inEveryScript(said, lines)
    : plainly(said, lines);
}

function plainly({ title, madeAt, notes }: Said, lines: readonly WrittenLine[]): Promise<Buffer> {
  const body = lines.map(({ label, text }): Content => ({
    stack: [
      { text: label, style: 'label' },
      { text, margin: [0, 0, 0, 8] },
    ],
  }));
  return plainPdf(
    title,
    title,
    [
      { text: title, fontSize: 16, bold: true, margin: [0, 0, 0, 12] },
      ...body,
      {
        unbreakable: true,
        margin: [0, 16, 0, 0],
        style: 'code',
        stack: notes.map((text) => ({ text })),
      },
    ],
    { madeAt },
  );
}

/** Each line by the face that has its letters, from the side from which it is read: a victim may have written in any language. */
function inEveryScript({ title, madeAt, notes }: Said, lines: readonly WrittenLine[]): Promise<Buffer> {
  const own = (text: string): Block[] =>
    text.split('\n').map((line): Block => ({ kind: 'text', text: line, own: true }));
  const lacks = lines.some(({ label, text }) => hasUnknown(label + text));
  return pdf(ENGLISH, {
    title,
    madeAt,
    foot: (page, pages) => `${title}, page ${page} of ${pages}`,
    blocks: [
      { kind: 'title', text: title },
      ...lines.flatMap(({ label, text }): Block[] => [
        { kind: 'heading', text: label, own: true },
        ...own(text),
      ]),
      {
        kind: 'together',
        blocks: [...notes, ...(lacks ? [CANNOT_PRINT] : [])].map((text): Block => ({ kind: 'code', text })),
      },
    ],
  });
}
