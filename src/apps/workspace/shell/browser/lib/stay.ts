import { ask } from './ask';
import { exchange, filledInOf } from './live';
import { followPresses, letGo } from './pressing';
import { Told, type Way } from './told';
import { askBeforeLosing } from './unsaved';

/** Whether what was sent arrived, nobody knows who was given no answer: it may be on the record. */
const UNKNOWN =
  'No answer came, so this may have been taken or not. What you typed is still here. Look at what is recorded before you send it again:';
const SIGNED_OUT =
  'You have been signed out: nothing was taken, and what you typed is still here. Sign in in another tab, then press the button again.';
const GOES_ON = 'This was taken. It goes on here:';

const SIGN_IN: Way = { href: '/sign-in', text: 'Sign in' };
const asItIs = (): Way => ({ href: window.location.pathname, text: 'This page as it is now' });

/**
 * A form by what it does: the answer to another one exchanges the element. What is asked for by one address in several ways says which in
 * `data-stay`.
 */
const nameOf = (form: HTMLFormElement): string =>
  `${form.getAttribute('action') ?? ''} ${form.dataset['stay'] ?? ''}`;
const formOf = (name: string): HTMLFormElement | undefined =>
  [...document.querySelectorAll<HTMLFormElement>('form[data-stay]')].find((form) => nameOf(form) === name);

/** A form as it was pressed: what is typed into it later is not of this press. */
interface Press {
  readonly name: string;
  readonly action: string;
  readonly body: URLSearchParams;
  /** What somebody filled in, to know a second press of the same from a press of something else. */
  readonly filled: string;
  readonly isFilledIn: boolean;
}

/** What was pressed and has no answer yet, in order. */
let underWay: readonly Press[] = [];
const underWayOf = (name: string): readonly Press[] => underWay.filter((press) => press.name === name);
const told = new Told(formOf);

/** To what was worked on: the problem if there is one, else the picture, else the part of the page. */
function goOn(page: Document, part: string, isTyping: boolean): void {
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
    if (!isTyping) summary.focus();
    return;
  }
  // Letters of somebody who writes in another form are not to become keys of the player.
  if (isTyping) return;
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

/** Whether words stand in a form of the page and were not sent. */
const isTyped = (): boolean =>
  [...document.querySelectorAll<HTMLTextAreaElement>('form[data-stay] textarea')].some(
    ({ value, defaultValue }) => value.trim() !== defaultValue.trim(),
  );

/** It may have been taken or not, or was not: what waits behind it in the same form still stands there, to be sent once that is known. */
function stopAt({ name }: Press, words: string, way: Way): void {
  underWay = underWay.filter((press) => press.name !== name);
  told.say(name, words, way);
}

async function send(press: Press): Promise<void> {
  const { name, action, body } = press;
  const answer = await ask(action, { method: 'POST', body });
  // The next form may just be pressed: its button stays under the finger.
  await letGo();
  if (answer === undefined) {
    stopAt(press, UNKNOWN, asItIs());
    return;
  }
  const { pathname, hash } = new URL(answer.url);
  // A form is answered where it was sent to; what leads on from it asks to sign in.
  if (answer.status === 401 || pathname === '/sign-in') {
    stopAt(press, SIGNED_OUT, SIGN_IN);
    return;
  }
  underWay = underWay.filter((each) => each !== press);
  told.clear(name);
  if (underWayOf(name).length > 0) told.wait(name);
  const page = new DOMParser().parseFromString(answer.text, 'text/html');
  const form = formOf(name);
  if (page.querySelector('[data-live]') !== null) goOn(page, hash.slice(1), exchange(page, { form, body }));
  else if (answer.ok) {
    // It is kept: nothing of it is lost by going on, but what was pressed after it, or is typed elsewhere, would be.
    form?.reset();
    if (underWay.length > 0 || isTyped()) told.say(name, GOES_ON, { href: answer.url, text: 'Go on' });
    else window.location.assign(answer.url);
  } else {
    const said = page.querySelector('main p')?.textContent.trim();
    if (said === undefined) told.say(name, UNKNOWN, asItIs());
    else told.say(name, said);
  }
}

/** The press of a form, or nothing when it was just pressed as it stands. One that waits behind another of the same form goes as it was pressed last. */
function pressOf(form: HTMLFormElement, submitter: HTMLElement | null): Press | undefined {
  const name = nameOf(form);
  const filled = filledInOf(form);
  const [first, ...waiting] = underWayOf(name);
  if ((waiting.at(-1) ?? first)?.filled === filled) return undefined;
  underWay = underWay.filter((press) => !waiting.includes(press));
  return { name, action: form.action, body: bodyOf(form, submitter), filled, isFilledIn: filled !== '' };
}

/**
 * Forms marked with `data-stay` are sent without leaving the page, so that a player stays as it is. The same page comes back,
 * and its parts are exchanged. Without this script the forms work as forms do.
 */
export function stay(): void {
  let before: Promise<unknown> = Promise.resolve();
  askBeforeLosing(() => isTyped() || underWay.some((press) => press.isFilledIn));
  told.stayShown();
  followPresses();
  document.addEventListener('submit', (event) => {
    const { target: form, submitter } = event;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-stay')) return;
    event.preventDefault();
    const press = pressOf(form, submitter);
    if (press === undefined) return;
    underWay = [...underWay, press];
    told.wait(press.name);
    // In the order in which they were pressed: an answer that is late would bring back what stood before the next one.
    before = before
      .then(() => (underWay.includes(press) ? send(press) : undefined))
      .catch(() => undefined)
      .finally(() => (underWay = underWay.filter((each) => each !== press)));
  });
  document.addEventListener('keydown', (event) => {
    const { target } = event;
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    if (target instanceof HTMLTextAreaElement && target.form?.hasAttribute('data-stay') === true)
      target.form.requestSubmit();
  });
}
