import { setTimeout as sleep } from 'node:timers/promises';
import type { Officer } from './cast';
import type { Chance } from './chance';
import type { Given, Visitor } from './people';
import { isPiece } from './runs';

/** One sending in so many has two clips. */
const CLIPS = isPiece ? 4 : 2;

/** People at work, all at once, until they are told that it is enough. */
export interface Load {
  /** What was acknowledged by now. */
  readonly sent: readonly Given[];
  /** Everybody ends what they are at; gives what was sent. */
  end(): Promise<Given[]>;
}

/**
 * Visitors who upload and send without a pause, and an officer who accepts what comes in.
 * @param films taken now and then instead of bytes that mean nothing
 * @param pauseMs of each visitor after each sending
 * @param pause instead of such a time: what she waits for
 */
export function work(
  officer: Officer,
  visitors: readonly Visitor[],
  chance: Chance,
  {
    films = [],
    pauseMs = 0,
    pause = () => sleep(pauseMs),
  }: {
    readonly films?: readonly Buffer[];
    readonly pauseMs?: number;
    readonly pause?: () => Promise<unknown>;
  } = {},
): Load {
  let enough = false;
  const sent: Given[] = [];
  const give = async (visitor: Visitor): Promise<void> => {
    do {
      const given: Given[] = [];
      for (let count = chance.below(CLIPS) === 0 ? 2 : 1; count > 0; count -= 1) {
        const film = chance.below(3) === 0 ? films[chance.below(films.length)] : undefined;
        const bytes = film ?? chance.bytes(1 + chance.below(300_000));
        given.push(await visitor.add(`clip ${count}.bin`, bytes, 32 * 1024));
      }
      await visitor.sendAll();
      sent.push(...given);
      await pause();
    } while (!enough);
  };
  const giving = Promise.all(visitors.map(give));
  const accept = async (): Promise<void> => {
    let next = 0;
    const over = new AbortController();
    giving.finally(() => over.abort()).catch(() => undefined);
    for (;;) {
      const given = sent[next];
      if (given !== undefined) {
        await officer.accept(given.id);
        next += 1;
      } else if (over.signal.aborted) return;
      else await sleep(50);
    }
  };
  const all = Promise.all([giving, accept()]);
  all.catch(() => undefined);
  return {
    sent,
    end: async () => {
      enough = true;
      await all;
      return sent;
    },
  };
}
