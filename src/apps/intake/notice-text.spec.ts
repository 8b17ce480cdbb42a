import { createHash } from 'node:crypto';
import { NOTICE } from '../../features/invitations';
import { noticeSha256 } from './notice-text';
import { ENGLISH_TEXTS as ENGLISH } from './texts/en-texts';

const ASKED = { asked: 'Clips of the street', reason: 'A car', told: null } as const;

describe('the hash of the words of a notice', () => {
  it('is that of its lines, which anybody can put together from the page', () => {
    const { title, please, short, other } = ENGLISH.notice;
    const whole = NOTICE.flatMap((section) => [
      section.heading,
      ...section.paragraphs,
      ...('bullets' in section ? section.bullets : []),
    ]);
    const lines = [title, please, ...short, ...whole, other];
    const digest = createHash('sha256')
      .update(`${lines.join('\n')}\n`)
      .digest('hex');
    expect(noticeSha256(ENGLISH, undefined)).toBe(digest);
  });

  it('is another one for everything that another person is asked, and whether somebody was told', () => {
    const hashes = [
      ASKED,
      { ...ASKED, asked: 'Clips of the shop' },
      { ...ASKED, reason: 'A man' },
      { ...ASKED, told: 'later' as const },
      { ...ASKED, told: 'before' as const },
    ].map((asked) => noticeSha256(ENGLISH, asked));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
