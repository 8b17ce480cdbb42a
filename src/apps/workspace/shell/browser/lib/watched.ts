import { clearAtTheEnd, stopAtTheEnd } from './ending';
import { LIVE } from './live';
import { part } from './parts';

const followed = new WeakSet<HTMLElement>();

function watchAll(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-watched]')) {
    if (followed.has(root)) continue;
    followed.add(root);
    const image = root.querySelector('img');
    if (image === null) stopAtTheEnd(root, part(root, 'film', HTMLMediaElement));
    else clearAtTheEnd(root, image);
  }
}

/** A picture, and what plays with the browser's own controls, goes as in a player of ours when the officer may no longer look or listen. */
export function watched(): void {
  watchAll();
  document.addEventListener(LIVE, watchAll);
}
