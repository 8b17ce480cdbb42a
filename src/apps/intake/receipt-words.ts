import type { Receipt } from '../../features/submissions';
import type { Speech } from './speech';

type Entry = Receipt['incidents'][number];

/** What a receipt says, on the page and on paper alike. */
export function receiptWords({ t, say, count }: Speech) {
  const words = t.receipt;
  return {
    /** By number only: what she wrote is not repeated. */
    entryLine: ({ number, clips, earlier }: Entry): string => {
      const alone = earlier ? words.entryBefore : words.entry;
      if (clips.length === 0) return say(alone, { number });
      const files = count(words.fileCount, clips.length);
      return say(earlier ? words.entryBeforeWith : words.entryWith, { number, files });
    },
    /** In the officer's words, when there are some. */
    whomToAsk: (ask: string): string => (ask === '' ? words.ask : say(words.askNamed, { ask })),
  };
}
