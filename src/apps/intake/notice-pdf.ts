import type { Content } from 'pdfmake/interfaces';
import type { NoticeSection } from '../../features/invitations';
import { heading, pdf } from './pdf';

const sectionOf = ({ heading: title, paragraphs, bullets = [] }: NoticeSection): Content[] => [
  heading(title),
  ...paragraphs.map((text): Content => ({ text, margin: [0, 0, 0, 4] })),
  ...(bullets.length > 0 ? [{ ul: [...bullets] }] : []),
];

/** Her copy of the notice. */
export async function noticePdf(sections: readonly NoticeSection[], version: string): Promise<Buffer> {
  return pdf('Information', `Version ${version}`, [
    { text: 'Before you start', fontSize: 20, bold: true },
    { text: 'Please take all the time you need. It is your choice.', margin: [0, 8, 0, 0] },
    ...sections.flatMap(sectionOf),
  ]);
}
