import { AWAY, NOT_YOURS, openLine, reason, SIGNED_OUT, UNPLAYABLE, type Why } from './ending';
import { LIVE } from './live';

/** What ends the right to all pictures of a list, which are of one investigation. */
const OF_ALL: ReadonlySet<Why> = new Set([NOT_YOURS, SIGNED_OUT, AWAY]);
const AGAIN_MS = 10_000;

const ticketOf = (image: HTMLImageElement): string | undefined =>
  /^(\/api\/v1\/viewings\/[^/]+)\/content$/.exec(new URL(image.src, window.location.href).pathname)?.[1];

/** Small pictures of a list; each that stands by itself has a line of its own. */
const pictures = (): HTMLImageElement[] =>
  [...document.images].filter(
    (image) => image.closest('[data-watched]') === null && ticketOf(image) !== undefined,
  );

function tell({ words, way, href, target = '' }: Why): void {
  const box = document.createElement('div');
  box.className = 'govuk-inset-text';
  box.setAttribute('role', 'alert');
  const said = document.createElement('p');
  said.textContent = words;
  const link = document.createElement('a');
  Object.assign(link, { className: 'govuk-link', textContent: way, target });
  link.href = href === '' ? window.location.href : href;
  box.append(said, link);
  document.querySelector('main')?.prepend(box);
}

/**
 * The pictures of a list go, too, when the officer may no longer look. One line is open for all of them, under the ticket of the first, and
 * only while they can be seen.
 */
export function listedPictures(): void {
  let line: EventSource | undefined;
  let asking = false;
  const close = (): void => {
    line?.close();
    line = undefined;
  };
  const ended = async (first: HTMLImageElement, ticket: string): Promise<void> => {
    close();
    if (asking) return;
    asking = true;
    const why = await reason(`${ticket}/content`, `${ticket}/line`);
    asking = false;
    if (OF_ALL.has(why)) {
      for (const image of pictures()) image.remove();
      tell(why);
    } else if (why === UNPLAYABLE) window.setTimeout(follow, AGAIN_MS);
    else {
      // This one alone has gone.
      first.remove();
      follow();
    }
  };
  const follow = (): void => {
    const [first] = pictures();
    const ticket = first && ticketOf(first);
    if (asking || document.hidden || first === undefined || ticket === undefined) close();
    else line ??= openLine(`${ticket}/line`, () => void ended(first, ticket));
  };
  for (const change of ['visibilitychange', LIVE]) document.addEventListener(change, follow);
  follow();
}
