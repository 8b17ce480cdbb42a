import type { Receipt } from '../../features/submissions';
import type { Speech } from './speech';

type Entry = Receipt['incidents'][number];

/** What a receipt says, on the page and on paper alike. */
export function receiptWords({ t, say, count, format }: Speech) {
  const words = t.receipt;
  return {
    /** In a unit that is easy to read, and exact where that differs. */
    sizeWords: (bytes: number): string => {
      const [size, exact] = [format.bytes(bytes), format.exactBytes(bytes)];
      return size === exact ? size : say(words.sizeBoth, { size, bytes: exact });
    },
    /** By number only: what the victim wrote is not repeated. */
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
