/** She has pressed the way out: nothing asks her any more, and nothing of hers is shown. */
export const hasLeft = (): boolean => document.documentElement.classList.contains('intake-left');

/** Called the moment that she presses it: the harmless site may be slow to come. */
export function onLeaving(act: () => void): void {
  new MutationObserver(() => {
    if (hasLeft()) act();
  }).observe(document.documentElement, { attributes: true, attributeFilter: ['class'] });
}
