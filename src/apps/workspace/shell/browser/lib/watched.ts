import { stopAtTheEnd } from './ending';
import { LIVE } from './live';
import { part } from './parts';

const followed = new WeakSet<HTMLElement>();

function watchAll(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-watched]')) {
    if (followed.has(root)) continue;
    followed.add(root);
    stopAtTheEnd(root, part(root, 'film', HTMLMediaElement));
  }
}

/** What plays with the browser's own controls stops as a player of ours does, when the officer may no longer look or listen. */
export function watched(): void {
  watchAll();
  document.addEventListener(LIVE, watchAll);
}
