/** Milliseconds that the detector judges at a time; it takes 10, 20 or 30. */
export const STEP_MS = 30;

/** A part is speech where most of so many steps on end are: a click is not. */
const WINDOW = 10;
const MOST = 6;
/** Milliseconds: breath is drawn within a sentence. */
const LONGEST_PAUSE = 600;
/** Milliseconds before and after, for what begins or ends quietly. */
const MARGIN = 150;

/** From and to, in milliseconds of the sound. */
export type Span = readonly [number, number];

/** Joins what was judged step by step into parts that one listens to. @param voiced 1 where the detector heard a voice */
export function spansOf(voiced: Uint8Array): Span[] {
  const end = voiced.length * STEP_MS;
  const spans: Span[] = [];
  let inWindow = 0;
  for (const [step, voice] of voiced.entries()) {
    inWindow += voice - (voiced[step - WINDOW] ?? 0);
    if (inWindow < MOST) continue;
    const from = Math.max(0, (step - WINDOW + 1) * STEP_MS - MARGIN);
    const to = Math.min(end, (step + 1) * STEP_MS + MARGIN);
    const last = spans.at(-1);
    if (last !== undefined && from - last[1] <= LONGEST_PAUSE) spans[spans.length - 1] = [last[0], to];
    else spans.push([from, to]);
  }
  return spans;
}
