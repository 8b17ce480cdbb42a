import { createHash } from 'node:crypto';
import { canonicalise } from '../../custody';
import { formatDateTime } from '../../platform/http';
import { plainPdf, type Content } from '../../platform/pdf';
import { WRITTEN_KIND_WORDS, type WrittenContent, type WrittenKind } from './domain/content';

export interface WrittenPaper {
  readonly kind: WrittenKind;
  readonly content: WrittenContent;
  readonly frozenAt: Date;
}

/**
 * The item to read, with what it takes to compare its words with the log. No number and no version: either would tell a
 * recipient that there are others.
 */
export async function writtenPdf({ kind, content, frozenAt }: WrittenPaper): Promise<Buffer> {
  const digest = createHash('sha256').update(canonicalise(content)).digest('hex');
  const body = (content.lines ?? []).map(({ label, text }): Content => ({
    stack: [
      { text: label, style: 'label' },
      { text, margin: [0, 0, 0, 8] },
    ],
  }));
  const title = WRITTEN_KIND_WORDS[kind];
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
        stack: [
          { text: `As it stood on ${formatDateTime(frozenAt)}. Times are local time of the United Kingdom.` },
          {
            text: `The same words stand in the custody record of this item, in the event item-frozen. SHA-256 of their canonical form (RFC 8785): ${digest}`,
          },
        ],
      },
    ],
    { madeAt: frozenAt },
  );
}
