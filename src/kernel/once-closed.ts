/** What of an answer of HTTP is needed here. */
interface Answer {
  readonly closed: boolean;
  readonly destroyed: boolean;
  once(event: 'close', listener: () => void): unknown;
}

type End = () => void;

/** By answer: all who wait for its end. */
const waiting = new WeakMap<Answer, Set<End>>();

/** Each has its turn, whatever becomes of the others. */
function endAll([first, ...others]: readonly End[]): void {
  if (first === undefined) return;
  try {
    first();
  } finally {
    endAll(others);
  }
}

function begin(answer: Answer): Set<End> {
  const ends = new Set<End>();
  waiting.set(answer, ends);
  answer.once('close', () => endAll([...ends]));
  return ends;
}

/**
 * Runs `end` when the answer is given or its connection is gone; at once where that has happened. What receives a body may wait for
 * ever for one whose connection broke at the wrong moment, so nothing that is held for it may hang on its end. An answer has one listener of
 * ours, however many hold something for it: at eleven Node takes them for a leak.
 * @returns how to wait no longer
 */
export function onceClosed(answer: Answer, end: End): () => void {
  if (answer.closed || answer.destroyed) {
    end();
    return () => undefined;
  }
  const ends = waiting.get(answer) ?? begin(answer);
  const own: End = () => end();
  ends.add(own);
  return () => void ends.delete(own);
}
