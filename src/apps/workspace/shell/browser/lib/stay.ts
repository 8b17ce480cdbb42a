import { exchange } from './live';
import { askBeforeLosing } from './unsaved';

/** Whether what was sent arrived, nobody knows who was given no answer: it may be on the record. */
const UNKNOWN =
  'No answer came, so this may have been taken or not. What you typed is still here. Look at what is recorded before you send it again:';
const SIGNED_OUT =
  'You have been signed out: nothing was taken, and what you typed is still here. Sign in in another tab, then press the button again.';

interface Way {
  readonly href: string;
  readonly text: string;
}
const SIGN_IN: Way = { href: '/sign-in', text: 'Sign in' };
const asItIs = (): Way => ({ href: window.location.pathname, text: 'This page as it is now' });

function tell(form: HTMLFormElement, words: string, way?: Way): void {
  form.querySelector('.lintel-told')?.remove();
  const box = document.createElement('div');
  box.className = 'lintel-told';
  box.setAttribute('role', 'alert');
  box.append(words);
  if (way !== undefined) {
    const link = document.createElement('a');
    Object.assign(link, { href: way.href, target: '_blank', className: 'govuk-link', textContent: way.text });
    box.append(' ', link);
  }
  form.prepend(box);
  box.scrollIntoView({ block: 'nearest' });
}

/** To what was worked on: the problem if there is one, else the picture, else the part of the page. */
function goOn(page: Document, part: string): void {
  document.querySelector('[data-summary]')?.remove();
  const summary = page.querySelector<HTMLElement>('.govuk-error-summary');
  const panel = document.querySelector('[data-live="panel"]');
  const section = document.getElementById(part);
  if (summary !== null && panel !== null) {
    const box = document.createElement('div');
    box.dataset['summary'] = '';
    box.append(summary);
    panel.prepend(box);
    summary.tabIndex = -1;
    summary.focus();
    return;
  }
  section?.closest('section')?.scrollIntoView({ block: 'nearest' });
  const stage = document.querySelector<HTMLElement>('[data-player][data-ready] [data-part="stage"]');
  if (stage !== null) stage.focus({ preventScroll: true });
  else if (section !== null) {
    section.tabIndex = -1;
    section.focus({ preventScroll: true });
  }
}

function bodyOf(form: HTMLFormElement, submitter: HTMLElement | null): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter))
    if (typeof value === 'string') body.append(name, value);
  return body;
}

async function send(form: HTMLFormElement, body: URLSearchParams): Promise<void> {
  const answer = await fetch(form.action, { method: 'POST', body }).catch(() => undefined);
  const text = await answer?.text().catch(() => undefined);
  if (answer === undefined || text === undefined) {
    tell(form, UNKNOWN, asItIs());
    return;
  }
  const { pathname, hash } = new URL(answer.url);
  // A form is answered where it was sent to; what leads on from it asks to sign in.
  if (answer.status === 401 || pathname === '/sign-in') {
    tell(form, SIGNED_OUT, SIGN_IN);
    return;
  }
  const page = new DOMParser().parseFromString(text, 'text/html');
  if (page.querySelector('[data-live]') !== null) {
    exchange(page, form);
    goOn(page, hash.slice(1));
  } else if (answer.ok) {
    // It is kept: nothing of it is lost by going on.
    form.reset();
    window.location.assign(answer.url);
  } else {
    const said = page.querySelector('main p')?.textContent.trim();
    if (said === undefined) tell(form, UNKNOWN, asItIs());
    else tell(form, said);
  }
}

/** Whether words stand in a form of the page and were not sent. */
const isTyped = (): boolean =>
  [...document.querySelectorAll<HTMLTextAreaElement>('form[data-stay] textarea')].some(
    ({ value, defaultValue }) => value.trim() !== defaultValue.trim(),
  );

/**
 * Forms marked with `data-stay` are sent without leaving the page, so that a player stays as it is. The same page comes back,
 * and its parts are exchanged. Without this script the forms work as forms do.
 */
export function stay(): void {
  const busy = new WeakSet<HTMLFormElement>();
  let before: Promise<unknown> = Promise.resolve();
  askBeforeLosing(isTyped);
  document.addEventListener('submit', (event) => {
    const { target: form, submitter } = event;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-stay')) return;
    event.preventDefault();
    if (busy.has(form)) return;
    busy.add(form);
    const body = bodyOf(form, submitter);
    // In the order in which they were pressed: an answer that is late would bring back what stood before the next one.
    const sent = before.then(() => send(form, body)).finally(() => busy.delete(form));
    before = sent.catch(() => undefined);
  });
  document.addEventListener('keydown', (event) => {
    const { target } = event;
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    if (target instanceof HTMLTextAreaElement && target.form?.hasAttribute('data-stay') === true)
      target.form.requestSubmit();
  });
}
