/** Milliseconds that the detector judges at a time; it takes 10, 20 or 30. */
export const STEP_MS = 30;

/** A part is speech where most of so many steps on end are: a click is not. */
const WINDOW = 10;
const MOST = 6;
/** Milliseconds: breath is drawn within a sentence. */
const LONGEST_PAUSE = 600;
/** Milliseconds: a part is to be listened to in one go, and a line that tells of it tells of all of it. */
const LONGEST = 10_000;
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
    const [begun, until] = spans.at(-1) ?? [-Infinity, -Infinity];
    const from = Math.max(0, until, (step - WINDOW + 1) * STEP_MS - MARGIN);
    const to = Math.min(end, (step + 1) * STEP_MS + MARGIN);
    const goesOn = from - until <= LONGEST_PAUSE && to - begun <= LONGEST;
    if (goesOn) spans[spans.length - 1] = [begun, to];
    else if (to > from) spans.push([from, to]);
  }
  return spans;
}
