import { ask as askFor } from './ask';
import { followPresses, letGo } from './pressing';

/** Told when parts of the page were exchanged. */
export const LIVE = 'lintel:live';
/** Told by a part that was exchanged: `page.js` gives its buttons and fields what they do. */
const EXCHANGED = 'lintel:exchanged';
/** Told by what has just asked for something that the page then waits for (`data-awaits`). */
export const AWAITED = 'lintel:awaited';

const FIELDS = 'input:not([type=hidden]), textarea, select';
const PRESSED = 'a[href], button, summary';
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isTicked = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type);

/** By what a field is called; boxes and radios by what they stand for, whatever makes their name their own. */
const keyOf = (field: Field): string => {
  const [called = ''] = field.name.split('~', 1);
  return `${field.form?.getAttribute('action') ?? ''} ${called} ${isTicked(field) ? field.value : ''}`;
};

/** What somebody filled in of a form, by which it is known whether they changed it since; empty where there is nothing to fill in. */
export const filledInOf = (form: HTMLFormElement): string =>
  [...form.querySelectorAll<Field>(FIELDS)]
    .map((field) => JSON.stringify([keyOf(field), isTicked(field) ? field.checked : field.value]))
    .join();

/** A form that was answered, and what went with it. */
export interface Answered {
  readonly form: HTMLFormElement | undefined;
  readonly body: URLSearchParams;
}

const plain = (value: string): string => value.replaceAll(/\r\n?/g, '\n');

/** Whether a field of a form that was sent stands as it went: what was typed on since was not sent. */
const wentAlong = (field: Field, { form, body }: Answered): boolean =>
  field.form === form &&
  (isTicked(field)
    ? body.getAll(field.name).includes(field.value) === field.checked
    : plain(body.get(field.name) ?? '') === plain(field.value));

/** What somebody has typed or ticked in a part, and not sent. */
function typedIn(part: Element, sent: Answered | undefined): Map<string, string | boolean> {
  const typed = new Map<string, string | boolean>();
  for (const field of part.querySelectorAll<Field>(FIELDS)) {
    if (sent !== undefined && wentAlong(field, sent)) continue;
    if (isTicked(field)) {
      if (field.checked !== field.defaultChecked) typed.set(keyOf(field), field.checked);
    } else if (field instanceof HTMLSelectElement || field.value !== field.defaultValue)
      typed.set(keyOf(field), field.value);
  }
  return typed;
}

function giveBack(part: Element, typed: ReadonlyMap<string, string | boolean>): void {
  for (const field of part.querySelectorAll<Field>(FIELDS)) {
    const value = typed.get(keyOf(field));
    if (typeof value === 'boolean' && isTicked(field)) field.checked = value;
    else if (typeof value === 'string') field.value = value;
  }
}

/** Gives the field that somebody is in to them again, with the place in it, once the part was exchanged. */
function heldIn(part: Element, sent: Answered | undefined): () => boolean {
  const field = [...part.querySelectorAll<Field>(FIELDS)].find((each) => each === document.activeElement);
  if (field === undefined || (sent !== undefined && wentAlong(field, sent))) return () => false;
  const key = keyOf(field);
  const [from, to] = field instanceof HTMLSelectElement ? [] : [field.selectionStart, field.selectionEnd];
  return () => {
    const again = [...part.querySelectorAll<Field>(FIELDS)].find((each) => keyOf(each) === key);
    again?.focus({ preventScroll: true });
    if (again !== undefined && !(again instanceof HTMLSelectElement) && typeof from === 'number')
      again.setSelectionRange(from, to ?? from);
    return again !== undefined;
  };
}

const calledOf = (pressed: HTMLElement): string =>
  [
    pressed.localName,
    pressed.closest('form')?.action,
    pressed.getAttribute('href'),
    pressed.textContent,
  ].join(' ');

/** Gives the button or the link on which somebody is to them again: they were about to press it. */
function standsOn(part: Element): () => void {
  const on = [...part.querySelectorAll<HTMLElement>(PRESSED)].find((each) => each === document.activeElement);
  if (on === undefined) return () => undefined;
  const called = calledOf(on);
  return () =>
    [...part.querySelectorAll<HTMLElement>(PRESSED)]
      .find((each) => calledOf(each) === called)
      ?.focus({ preventScroll: true });
}

const foldsOf = (part: Element): HTMLDetailsElement[] => [...part.querySelectorAll('details')];
const titleOf = (fold: HTMLDetailsElement): string => fold.querySelector('summary')?.textContent.trim() ?? '';

/** As the service last gave each part: what has not changed is left alone. */
const given = new Map<string, string>();

/**
 * Exchanges the parts of this page that another reading of it shows otherwise. What was typed in other forms stays, and so
 * does what was unfolded. A part in which somebody is typing is left for the next time, unless a form was just `sent`: then they go on typing
 * where they were, which is told.
 */
export function exchange(page: Document, sent?: Answered): boolean {
  let holds = false;
  for (const part of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const name = part.dataset['live'] ?? '';
    const fresh = page.querySelector<HTMLElement>(`[data-live="${CSS.escape(name)}"]`);
    if (fresh === null || (sent === undefined && given.get(name) === fresh.innerHTML)) continue;
    if (
      sent === undefined &&
      document.activeElement?.matches(FIELDS) === true &&
      part.contains(document.activeElement)
    )
      continue;
    given.set(name, fresh.innerHTML);
    const typed = typedIn(part, sent);
    const takeUp = heldIn(part, sent);
    // Who has sent a form goes on to where its answer leads.
    const stand = sent === undefined ? standsOn(part) : undefined;
    const open = new Set(
      foldsOf(part)
        .filter((fold) => fold.open && !fold.contains(sent?.form ?? null))
        .map(titleOf),
    );
    part.replaceChildren(...fresh.childNodes);
    giveBack(part, typed);
    for (const fold of foldsOf(part)) if (open.has(titleOf(fold))) fold.open = true;
    stand?.();
    if (takeUp()) holds = true;
    part.dispatchEvent(new CustomEvent(EXCHANGED, { bubbles: true }));
  }
  document.dispatchEvent(new CustomEvent<Document>(LIVE, { detail: page }));
  return holds;
}

const WAITS_S = [3, 5, 8, 13, 20, 30, 60];
/** Nobody has touched the page for so long: it asks no more, so that a page left open keeps no session alive. */
const UNTOUCHED_MS = 10 * 60_000;
/** Told of each change, a page asks by itself only now and then, in case that a word was lost. */
const TOLD_S = 60;

/**
 * While something on the page is still being made, reads it again when the service says that something has changed; where it cannot
 * say so, now and then, ever less often. Nothing is followed where nobody looks.
 */
export function follow(): void {
  if (document.querySelector('[data-live]') === null) return;
  const investigation = document.querySelector<HTMLElement>('[data-changes]')?.dataset['changes'];
  let touched = Date.now();
  let timer: number | undefined;
  let reading = false;
  let again = false;
  let exchanges = 0;
  let told: EventSource | undefined;
  let untold = investigation === undefined;
  const awaits = (): boolean => document.querySelector('[data-awaits]') !== null;
  const looked = (): boolean => !document.hidden && Date.now() - touched < UNTOUCHED_MS;

  const read = async (): Promise<void> => {
    again = reading;
    if (reading || !awaits() || !looked()) return;
    reading = true;
    const before = exchanges;
    const answer = await askFor(window.location.href);
    await letGo();
    reading = false;
    if (answer?.redirected === true) {
      stop();
      return;
    }
    // If a form was answered since this was asked for, it may be older than that.
    const isOld = exchanges !== before;
    if (answer?.ok === true && !isOld) exchange(new DOMParser().parseFromString(answer.text, 'text/html'));
    if (isOld || again) await read();
  };
  const stop = (): void => {
    told?.close();
    told = undefined;
  };
  const listen = (): void => {
    if (untold) return;
    if (!awaits() || !looked()) {
      stop();
      return;
    }
    if (told !== undefined) return;
    const stream = new EventSource(`/api/v1/investigations/${investigation ?? ''}/changes`);
    told = stream;
    // What changed before it was open, or while it was lost, is not told.
    stream.addEventListener('open', () => void read());
    stream.addEventListener('changed', () => void read());
    stream.addEventListener('error', () => {
      if (stream.readyState !== EventSource.CLOSED) return;
      untold = true;
      told = undefined;
      wait(0);
    });
  };
  const wait = (turn: number): void => {
    window.clearTimeout(timer);
    listen();
    const seconds = told === undefined ? (WAITS_S[Math.min(turn, WAITS_S.length - 1)] ?? 60) : TOLD_S;
    timer = window.setTimeout(() => void ask(turn), seconds * 1_000);
  };
  const ask = async (turn: number): Promise<void> => {
    timer = undefined;
    if (!awaits()) {
      stop();
      return;
    }
    await read();
    wait(turn + 1);
  };
  followPresses();
  for (const sign of ['keydown', 'pointerdown', 'pointermove'])
    document.addEventListener(
      sign,
      () => {
        touched = Date.now();
        if (told === undefined) listen();
      },
      { passive: true },
    );
  document.addEventListener('visibilitychange', listen);
  // A form may have asked for something new, such as a single frame; or nothing is awaited any more.
  document.addEventListener(LIVE, () => {
    exchanges += 1;
    listen();
    if (timer === undefined && awaits()) wait(0);
  });
  document.addEventListener(AWAITED, () => {
    wait(0);
    // It may be there already.
    void read();
  });
  wait(0);
}
