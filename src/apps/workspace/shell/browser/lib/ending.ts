import { LIVE } from './live';
import { part } from './parts';

interface Why {
  readonly words: string;
  readonly way: string;
  readonly href: string;
  /** Where what was typed on this page would be lost otherwise. */
  readonly target?: string;
}

const NOT_YOURS: Why = {
  words:
    'You no longer have access to this investigation, so nothing more of it is shown. Your notes and frames are kept. If you still need it, ask its officer in the case or a supervisor.',
  way: 'What needs doing',
  href: '/',
};
const SIGNED_OUT: Why = {
  words:
    'You have been signed out, so nothing more is shown. Sign in in another tab to go on; what you typed here stays.',
  way: 'Sign in',
  href: '/sign-in',
  target: '_blank',
};
const AWAY: Why = {
  words: 'The service cannot be reached just now. Nothing is lost. Wait a moment, then load the page again.',
  way: 'Load the page again',
  href: '',
};
const UNPLAYABLE: Why = {
  words: 'This browser cannot play on. Load the page again; if it stops at the same place, tell an operator.',
  way: 'Load the page again',
  href: '',
};

/** Why no more comes of what was playing, as the service says it now. */
async function reason(content: string): Promise<Why> {
  const answer = await fetch(content, { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
  if (answer === undefined || answer.status >= 500) return AWAY;
  if (answer.status === 401) return SIGNED_OUT;
  return answer.ok ? UNPLAYABLE : NOT_YOURS;
}

/**
 * Stops the picture at once when the officer may no longer look, also with what the browser has been given already, and
 * says in plain words why there is no more. As long as it can be seen, a line to the service says when that is: also while it
 * stands, for what has been fetched ahead can be gone through frame by frame.
 */
export function stopAtTheEnd(root: HTMLElement, video: HTMLMediaElement): void {
  const content = video.src;
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
    video.pause();
    const why = await reason(content);
    // Without a source it neither shows nor asks for anything more.
    video.removeAttribute('src');
    video.load();
    for (const shown of root.querySelectorAll<HTMLElement>('[data-part="stage"], [data-part="controls"]'))
      shown.hidden = true;
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
    line = new EventSource(root.dataset['line'] ?? '');
    line.addEventListener('ended', () => void end());
    // A line that breaks comes back by itself; one that is refused does not.
    line.addEventListener('error', () => {
      if (line?.readyState === EventSource.CLOSED) void end();
    });
  };

  const follow = (): void => {
    // Another picture has taken its place, or nobody sees or hears it.
    if (!root.isConnected || (document.hidden && video.paused)) close();
    else open();
  };

  for (const change of ['play', 'pause', 'ended']) video.addEventListener(change, follow);
  for (const change of ['visibilitychange', LIVE]) document.addEventListener(change, follow);
  video.addEventListener('error', () => void end());
  if (video.error === null) follow();
  else void end();
}
