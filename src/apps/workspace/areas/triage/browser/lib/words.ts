import { askBeforeLosing } from '../../../../shell/browser/lib/unsaved';

const FORMS = '.lintel-decide form';
const FIELDS = 'input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea';
type Field = HTMLInputElement | HTMLTextAreaElement;

const typed = (): Field | undefined =>
  [...document.querySelectorAll<Field>(`${FORMS} :is(${FIELDS})`)].find(
    ({ value, defaultValue }) => value.trim() !== defaultValue.trim(),
  );

/** Says it where the words stand; they may be those of a field that has no place for it. */
function tell(field: Field): void {
  const place = field.closest('form')?.querySelector<HTMLElement>('[role="alert"]');
  if (!place) return;
  place.hidden = false;
  place.textContent = 'What you typed here has not been sent. To go on without it, press the same again.';
  place.scrollIntoView({ block: 'nearest' });
}

/**
 * What was typed about a clip goes with a decision or not at all: a single key leads to another clip, where it would stand nowhere. Whatever
 * leads away from it by a form does so at the second press; of a link the browser asks.
 */
export function keepWords(): void {
  let asked: HTMLFormElement | undefined;
  let goes = false;
  askBeforeLosing(() => !goes && typed() !== undefined);
  document.addEventListener('input', () => (asked = undefined));
  window.addEventListener('pageshow', () => (goes = false));
  document.addEventListener('submit', (event) => {
    const { target: form } = event;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    const words = form.matches(FORMS) || asked === form ? undefined : typed();
    if (words === undefined) {
      goes = true;
      return;
    }
    event.preventDefault();
    asked = form;
    tell(words);
  });
}
