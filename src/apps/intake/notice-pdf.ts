import type { Asked, NoticeSection } from '../../features/invitations';
import { pdf, type Block } from '../../platform/paper/pdf';
import type { Speech } from './speech';

const sectionOf = ({ heading, paragraphs, bullets = [] }: NoticeSection): Block => ({
  kind: 'together',
  blocks: [
    { kind: 'heading', text: heading },
    ...paragraphs.map((text): Block => ({ kind: 'text', text })),
    ...bullets.map((text): Block => ({ kind: 'point', text })),
  ],
});

/** What another person is asked, as their page says it. */
function askedSections({ t }: Speech, { asked, reason, told }: Asked): NoticeSection[] {
  const words = t.asked;
  return [
    { heading: words.what, paragraphs: asked.split('\n') },
    { heading: words.why, paragraphs: [...reason.split('\n'), ...(told === null ? [] : [words.told[told]])] },
  ];
}

/** A copy of the notice to keep. */
export async function noticePdf(speech: Speech, version: string, asked?: Asked): Promise<Buffer> {
  const { t, say, language } = speech;
  const { title, sections, paper } = t.notice;
  return pdf(language, {
    title: paper.documentTitle,
    foot: (page, pages) => say(paper.page, { version, page, pages }),
    blocks: [
      { kind: 'title', text: title },
      { kind: 'text', text: paper.please },
      ...(asked === undefined ? [] : askedSections(speech, asked)).map(sectionOf),
      ...sections.map(sectionOf),
    ],
  });
}
