/** What was pressed and never let go, such as outside of the window, is taken for let go after this. */
const PRESSED_MS = 2_000;
/** On a touch screen, the click of a tap comes a little after the finger has gone. */
const CLICK_MS = 100;

let until = 0;

const begins = (): void => void (until = performance.now() + PRESSED_MS);
const ends = (): void => void (until = Math.min(until, performance.now() + CLICK_MS));
/** The space bar presses a button until it is let go; in a field it is a letter, and letters are waited for by nobody. */
const presses = ({ key, target }: KeyboardEvent): boolean =>
  key === ' ' &&
  target instanceof Element &&
  target.matches('button, summary, [type=checkbox], [type=radio]');

/** A click is of a button that is there when it is pressed and when it is let go: from now on, both are followed. */
export function followPresses(): void {
  const everywhere = { capture: true, passive: true };
  document.addEventListener('pointerdown', begins, everywhere);
  document.addEventListener('keydown', (event) => presses(event) && begins(), everywhere);
  for (const sign of ['pointerup', 'pointercancel', 'keyup'])
    document.addEventListener(sign, ends, everywhere);
}

/** Once nothing is being pressed: what stands under a finger is not to be taken away, or the press would do nothing. */
export async function letGo(): Promise<void> {
  for (;;) {
    const left = until - performance.now();
    if (left <= 0) return;
    await new Promise((resolve) => window.setTimeout(resolve, Math.min(left, CLICK_MS / 2)));
  }
}
