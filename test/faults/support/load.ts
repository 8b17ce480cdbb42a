import type { Officer } from './cast';
import type { Chance } from './chance';
import type { Given, Visitor } from './people';

/** People at work, all at once, until they are told that it is enough. */
export interface Load {
  /** Everybody ends what they are at; gives what was sent. */
  end(): Promise<Given[]>;
}

/** Visitors who upload and send without a pause, and an officer who accepts what comes in. */
export function work(officer: Officer, visitors: readonly Visitor[], chance: Chance): Load {
  let enough = false;
  const sent: Given[] = [];
  const give = async (visitor: Visitor): Promise<void> => {
    do {
      const given: Given[] = [];
      for (let count = 1 + chance.below(2); count > 0; count -= 1) {
        given.push(
          await visitor.add(`clip ${count}.bin`, chance.bytes(1 + chance.below(300_000)), 32 * 1024),
        );
      }
      await visitor.sendAll();
      sent.push(...given);
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
      else await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const all = Promise.all([giving, accept()]);
  all.catch(() => undefined);
  return {
    end: async () => {
      enough = true;
      await all;
      return sent;
    },
  };
}
