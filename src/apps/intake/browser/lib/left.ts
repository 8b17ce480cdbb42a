/** That the way out was pressed, also on another page of this browser (`exit.ts`); a code that is entered takes it away. */
const LEFT = /(?:^|;\s*)(?:__Host-)?left=1(?:;|$)/;

/** The victim has pressed the way out: nothing is asked any more, and nothing of the victim's is shown. */
export const hasLeft = (): boolean =>
  document.documentElement.classList.contains('intake-left') || LEFT.test(document.cookie);

/** Called the moment that it is pressed: the harmless site may be slow to come. */
export function onLeaving(act: () => void): void {
  new MutationObserver(() => {
    if (hasLeft()) act();
  }).observe(document.documentElement, { attributes: true, attributeFilter: ['class'] });
}
