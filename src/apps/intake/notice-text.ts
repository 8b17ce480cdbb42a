import { noticeLinesSha256, noticeSectionLines, type Asked } from '../../features/invitations';
import type { Sha256Hex } from '../../kernel/ids';
import type { Texts } from './texts/language';

/** What the notice's page says, line by line in its order: what is asked, the short lines, the whole, and whom to ask. */
function noticeLines({ notice, asked: around }: Texts, asked: Asked | undefined): string[] {
  const { title, please, short, other } = notice;
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
  return [...[title, please, ...own, ...short], ...noticeSectionLines(notice.sections), other];
}

/** SHA-256 of these lines, each ended by a line feed, as UTF-8. */
export const noticeSha256 = (texts: Texts, asked: Asked | undefined): Sha256Hex =>
  noticeLinesSha256(noticeLines(texts, asked));
