import { stay } from '../../../shell/browser/lib/stay';
import { LIVE } from '../../../shell/browser/lib/live';
import { watchFilm, type FilmKeys } from './lib/film';

/**
 * One key, one act: an element that names a key in `data-key` is pressed when it is a button or a link, and gets the focus
 * when it is a field. Keys can be switched off, for people whose speech or switch software types letters (WCAG 2.1.4).
 */
const KEPT = 'lintel-keys-off';
const FIELDS = 'input:not([type=checkbox]):not([type=radio]), textarea, select';

const isOff = (): boolean => sessionStorage.getItem(KEPT) === 'yes';

function show(button: HTMLButtonElement): void {
  button.hidden = false;
  button.textContent = isOff() ? 'Switch keys on' : 'Switch keys off';
}

const toggle = document.querySelector<HTMLButtonElement>('[data-keys-toggle]');
document.querySelector('[data-keys-none]')?.remove();
if (toggle !== null) {
  show(toggle);
  toggle.addEventListener('click', () => {
    sessionStorage.setItem(KEPT, isOff() ? 'no' : 'yes');
    show(toggle);
  });
}

// The picture is exchanged without leaving the page: what is typed beside it stays.
stay();
let film: FilmKeys | undefined = watchFilm();
document.addEventListener(LIVE, () => {
  film = watchFilm();
  // What was pressed has gone with what it stood in: keys and the reading voice go on from the picture.
  if (document.activeElement === document.body)
    document.querySelector<HTMLElement>('#look')?.focus({ preventScroll: true });
});

const keyed = (key: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key.toLowerCase())}"]`);

/**
 * After a decision a field has the focus by itself, so whoever presses a key then has written a letter, and the next words follow it: `dNothing
 * to see`. An acceptance is for good, so that is asked about once before it is taken.
 */
function asksFirst(field: HTMLInputElement, event: KeyboardEvent): void {
  const [letter = ''] = field.value;
  const asked = document.getElementById(`${field.id}-asked`);
  if (asked === null || !asked.hidden || !/^\p{Ll}\p{Lu}/u.test(field.value) || keyed(letter) === null)
    return;
  event.preventDefault();
  asked.hidden = false;
  asked.textContent = `This begins with the key ${letter.toUpperCase()}. Was it meant as a key? Then press Esc and ${letter.toUpperCase()}. To take these words as they are, press Enter again.`;
}

document.addEventListener('keydown', (event) => {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return;
  if (event.key === 'Enter' && target instanceof HTMLInputElement && !isOff()) asksFirst(target, event);
  if (event.key === 'Escape' && target.matches(FIELDS)) target.blur();
  if (isOff() || event.ctrlKey || event.altKey || event.metaKey || target.matches(FIELDS)) return;
  if (film?.press(event) === true) return;
  const wanted = keyed(event.key);
  if (wanted === null) return;
  event.preventDefault();
  if (wanted.matches('button, a')) wanted.click();
  else wanted.focus();
});
