import { createHash } from 'node:crypto';
import type { Sha256Hex } from '../../../kernel/ids';
import { versionOf } from '../../../kernel/law';

/**
 * The version that a confirmation names; a change of the notice's words is a new version. Since 3 the victim's page has five short lines before the
 * whole text, which is on the same page.
 */
export const NOTICE_VERSION = versionOf('notice');

/** The same of the notice for another person. */
const OTHERS_VERSION = versionOf('notice-to-others');

/** The version of the words. @param requestId what another person is asked; `null`: it is the victim's */
export const noticeWordsVersion = (requestId: string | null): string =>
  requestId === null ? NOTICE_VERSION : OTHERS_VERSION;

/** What a confirmation names. Another person's is of what they are asked, too: where that is recorded anew, they confirm anew. */
export const noticeVersion = (requestId: string | null): string =>
  requestId === null ? NOTICE_VERSION : `${OTHERS_VERSION}.${requestId}`;

/** How the victim came to know the notice: by reading it, or from an officer who read it out. */
export type NoticeRoute = 'self' | 'oral';

export interface NoticeSection {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly bullets?: readonly string[];
}

/**
 * The written notice of the Police, Crime, Sentencing and Courts Act 2022 s.39: what is asked for, why, how it is dealt
 * with, that one may refuse, and that the investigation does not end because of it. One text for the page, the copy to
 * keep and the officer who reads it out.
 */
export const NOTICE = [
  {
    heading: 'What the police ask you for',
    paragraphs: [
      'We ask for clips from your doorbell that may help. You choose which ones. You can also write down what happened.',
      'Nobody asks for your phone or your passwords. Nobody looks into your doorbell.',
    ],
  },
  {
    heading: 'Why',
    paragraphs: [
      'A clip may show what happened, when it happened and who was there. It can become evidence, also in court.',
    ],
  },
  {
    heading: 'What happens to what you give',
    paragraphs: [],
    bullets: [
      'Until you press send, it is yours alone. No police officer can see it, or even count it.',
      'After you send it, it is locked, so that nobody can change it.',
      'Only the officers who work on your case can see it. Each time is written down.',
      'If the case goes on, a prosecutor, a court and the other side’s lawyer may see it too.',
    ],
  },
  {
    heading: 'You may say no',
    paragraphs: [
      'You do not have to give anything. You do not have to say why. You can say yes now and no later.',
      'Before you send, you can take anything away and nothing of it is kept. After you send, the police must by law keep ' +
        'what matters to the case (Criminal Procedure and Investigations Act 1996). You cannot take it back then.',
    ],
  },
  {
    heading: 'The investigation does not end if you say no',
    paragraphs: ['The police will not stop the investigation only because you do not give clips.'],
  },
] as const satisfies readonly NoticeSection[];

/** What is read, line by line in its order. */
export const noticeSectionLines = (sections: readonly NoticeSection[]): string[] =>
  sections.flatMap(({ heading, paragraphs, bullets = [] }) => [heading, ...paragraphs, ...bullets]);

/** SHA-256 of lines, each ended by a line feed, as UTF-8. */
export const noticeLinesSha256 = (lines: readonly string[]): Sha256Hex =>
  createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex') as Sha256Hex;
