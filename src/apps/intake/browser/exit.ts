import { behave } from './lib/in-page';
import { look } from './lib/look';

// The way out, in the page itself so that it is there with its first bytes: nothing of it waits for a server.
(() => {
  const { documentElement: root } = document;
  const PRESSES = 3;
  /** After so long without another press, Shift counts from the beginning. */
  const FORGET_MS = 5_000;

  // The private link is out of the address before anything else is done.
  if (/^\/i\//.test(window.location.pathname)) window.history.replaceState(null, '', '/');

  // A page that says what is not right yet is the answer to a form: Back to it, or a reload, would end on a page of the browser's own that
  // asks whether to send the form again. It is asked for by its address instead.
  document.addEventListener('DOMContentLoaded', () => {
    const found = ['meta[name="gettable"]', '.govuk-error-summary'].map((name) =>
      document.querySelector(name),
    );
    if (!found.includes(null)) window.history.replaceState(null, '', window.location.href);
  });

  const words = (name: string): string =>
    document.querySelector<HTMLElement>('[data-exit]')?.dataset[name] ?? '';

  const leave = (to: string): void => {
    if (root.classList.contains('intake-left')) return;
    root.classList.add('intake-left');
    // The session cookie is out of a script's reach. Should the beacon get lost, this one ends the session when the device comes again.
    const secure = window.location.protocol === 'https:';
    document.cookie = `${secure ? '__Host-' : ''}left=1; Path=/; SameSite=Strict${secure ? '; Secure' : ''}`;
    navigator.sendBeacon('/leave');
    const icon = document.head.querySelectorAll('link[rel~="icon"]');
    icon.forEach((link) => link.remove());
    document.body.replaceChildren();
    window.location.replace(to);
  };

  const wayOut = (): string =>
    document.querySelector<HTMLAnchorElement>('[data-exit] a')?.href ?? 'about:blank';

  document.addEventListener('DOMContentLoaded', () => look(() => leave(wayOut())));

  document.addEventListener(
    'click',
    (event) => {
      const link =
        event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-leave]') : null;
      if (link === null) return;
      event.preventDefault();
      leave(link.href);
    },
    true,
  );

  let presses = 0;
  let alone = false;
  let forget: ReturnType<typeof setTimeout> | undefined;
  const say = (text: string): void => {
    const region = document.querySelector('[data-exit-said]');
    if (region !== null) region.textContent = text;
  };
  // Shift by itself counts; Shift for a capital letter does not.
  document.addEventListener('keydown', ({ key, repeat }) => {
    if (!repeat) alone = key === 'Shift';
    if (!alone) presses = 0;
  });
  document.addEventListener('keyup', ({ key }) => {
    if (key !== 'Shift' || !alone) return;
    presses += 1;
    if (presses >= PRESSES) {
      leave(wayOut());
      return;
    }
    say(presses === 1 ? words('two') : words('one'));
    clearTimeout(forget);
    forget = setTimeout(() => {
      presses = 0;
      say(words('expired'));
    }, FORGET_MS);
  });
})();

behave();
