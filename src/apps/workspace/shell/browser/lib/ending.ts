import { ask, jsonOf, SHORT_MS } from './ask';
import { LIVE } from './live';
import { part } from './parts';

export interface Why {
  readonly words: string;
  readonly way: string;
  readonly href: string;
  /** Where what was typed on this page would be lost otherwise. */
  readonly target?: string;
}

export const NOT_YOURS: Why = {
  words:
    'You no longer have access to this investigation, so nothing more of it is shown. Your notes and frames are kept. If you still need it, ask its officer in the case or a supervisor.',
  way: 'What needs doing',
  href: '/',
};
export const SIGNED_OUT: Why = {
  words:
    'You have been signed out, so nothing more is shown. Sign in in another tab to go on; what you typed here stays.',
  way: 'Sign in',
  href: '/sign-in',
  target: '_blank',
};
export const AWAY: Why = {
  words: 'The service cannot be reached just now. Nothing is lost. Wait a moment, then load the page again.',
  way: 'Load the page again',
  href: '',
};
const HELD: Why = {
  words:
    'Malware was found in the recording, so nothing of it is shown until an officer ends the quarantine on its page.',
  way: 'Load the page again',
  href: '',
};
const ERASED: Why = {
  words: 'This item has been erased, so nothing more of it is shown. Its history stays.',
  way: 'What needs doing',
  href: '/',
};
export const UNPLAYABLE: Why = {
  words: 'This browser cannot play on. Load the page again; if it stops at the same place, tell an operator.',
  way: 'Load the page again',
  href: '',
};

/** Whether it is what was looked at that has gone, and not the right to look. An erased item is not found, as what one may not see. */
async function isErased(line: string): Promise<boolean> {
  const answer = await ask(line, {}, SHORT_MS);
  return answer?.status === 404 && (jsonOf(answer) as { code?: unknown } | undefined)?.code === 'item-erased';
}

/** Why no more comes of what was open, as the service says it now. */
export async function reason(content: string, line: string): Promise<Why> {
  const answer = await ask(content, { method: 'HEAD' }, SHORT_MS);
  if (answer === undefined || answer.status >= 500) return AWAY;
  if (answer.status === 401) return SIGNED_OUT;
  if (answer.status === 409) return HELD;
  if (answer.ok) return UNPLAYABLE;
  return (await isErased(line)) ? ERASED : NOT_YOURS;
}

/** A line on which the service says when the officer may no longer look. */
export function openLine(address: string, ended: () => void): EventSource {
  const line = new EventSource(address);
  line.addEventListener('ended', ended);
  // A line that breaks comes back by itself; one that is refused does not.
  line.addEventListener('error', () => {
    if (line.readyState === EventSource.CLOSED) ended();
  });
  return line;
}

/** What is open of a look. */
interface Open {
  /** Where it comes from. */
  readonly content: string;
  /** Nothing of it is to be heard or seen from now on. */
  readonly stop: () => void;
  /** Takes it away, with all that has been fetched of it. */
  readonly drop: () => void;
  /** Whether nobody sees or hears it just now. */
  readonly isUnseen: () => boolean;
}

interface Followed {
  readonly end: () => Promise<void>;
  /** To be called where it may be seen or heard again, or no longer. */
  readonly follow: () => void;
}

/**
 * As long as it can be seen or heard, a line to the service says when the officer may no longer look; then it goes at once, also what the
 * browser has been given already, and the page says in plain words why there is no more.
 */
function untilTheEnd(root: HTMLElement, { content, stop, drop, isUnseen }: Open): Followed {
  const address = root.dataset['line'] ?? '';
  let line: EventSource | undefined;
  let over = false;

  const close = (): void => {
    line?.close();
    line = undefined;
  };
  const end = async (): Promise<void> => {
    if (over) return;
    over = true;
    close();
    stop();
    for (const shown of root.querySelectorAll<HTMLElement>('[data-part="stage"], [data-part="controls"]'))
      shown.hidden = true;
    const why = await reason(content, address);
    drop();
    part(root, 'status', HTMLElement).textContent = '';
    const way = part(root, 'ended-way', HTMLAnchorElement);
    way.textContent = why.way;
    way.target = why.target ?? '';
    way.href = why.href === '' ? window.location.href.replace(/#.*$/, '') : why.href;
    part(root, 'ended-words', HTMLElement).textContent = why.words;
    part(root, 'ended', HTMLElement).hidden = false;
    root.dataset['ended'] = 'yes';
  };
  const open = (): void => {
    if (line !== undefined || over) return;
    line = openLine(address, () => void end());
  };
  const follow = (): void => {
    // Another picture has taken its place, or nobody sees or hears it.
    if (!root.isConnected || isUnseen()) close();
    else open();
  };
  for (const change of ['visibilitychange', LIVE]) document.addEventListener(change, follow);
  return { end, follow };
}

/** A film or sound, also while it stands, for what has been fetched ahead can be gone through frame by frame. */
export function stopAtTheEnd(root: HTMLElement, video: HTMLMediaElement): void {
  const { end, follow } = untilTheEnd(root, {
    content: video.src,
    isUnseen: () => document.hidden && video.paused,
    stop: () => video.pause(),
    drop: () => {
      // Without a source it neither shows nor asks for anything more.
      video.removeAttribute('src');
      video.load();
    },
  });
  for (const change of ['play', 'pause', 'ended']) video.addEventListener(change, follow);
  video.addEventListener('error', () => void end());
  if (video.error === null) follow();
  else void end();
}

/** A photograph, a single frame or a contact sheet. */
export function clearAtTheEnd(root: HTMLElement, image: HTMLImageElement): void {
  untilTheEnd(root, {
    content: image.src,
    isUnseen: () => document.hidden,
    stop: () => undefined,
    drop: () => image.remove(),
  }).follow();
}
