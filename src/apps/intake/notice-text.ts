import { createHash } from 'node:crypto';
import type { Asked, NoticeSection } from '../../features/invitations';
import type { Sha256Hex } from '../../kernel/ids';
import type { Texts } from './texts/language';

/** What the notice's page says, line by line in its order: what is asked, the short lines, the whole, and whom to ask. */
function noticeLines({ notice, asked: around }: Texts, asked: Asked | undefined): string[] {
  const { title, please, short, other } = notice;
  const sections: readonly NoticeSection[] = notice.sections;
  const own =
    asked === undefined
      ? []
      : [
          around.what,
          asked.asked,
          around.why,
          asked.reason,
          ...(asked.told ? [around.told[asked.told]] : []),
        ];
  return [
    ...[title, please, ...own, ...short],
    ...sections.flatMap(({ heading, paragraphs, bullets = [] }) => [heading, ...paragraphs, ...bullets]),
    other,
  ];
}

/** SHA-256 of these lines, each ended by a line feed, as UTF-8. */
export const noticeSha256 = (texts: Texts, asked: Asked | undefined): Sha256Hex =>
  createHash('sha256')
    .update(
      noticeLines(texts, asked)
        .map((line) => `${line}\n`)
        .join(''),
    )
    .digest('hex') as Sha256Hex;
