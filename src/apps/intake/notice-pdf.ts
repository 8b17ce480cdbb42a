import type { NoticeSection } from '../../features/invitations';
import { pdf, type Block } from './paper/pdf';
import type { Speech } from './speech';

const sectionOf = ({ heading, paragraphs, bullets = [] }: NoticeSection): Block => ({
  kind: 'together',
  blocks: [
    { kind: 'heading', text: heading },
    ...paragraphs.map((text): Block => ({ kind: 'text', text })),
    ...bullets.map((text): Block => ({ kind: 'point', text })),
  ],
});

/** Her copy of the notice. */
export async function noticePdf({ t, say, language }: Speech, version: string): Promise<Buffer> {
  const { title, sections, paper } = t.notice;
  return pdf(language, {
    title: paper.documentTitle,
    foot: (page, pages) => say(paper.page, { version, page, pages }),
    blocks: [
      { kind: 'title', text: title },
      { kind: 'text', text: paper.please },
      ...sections.map(sectionOf),
    ],
  });
}
