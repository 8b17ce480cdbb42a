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

document.addEventListener('keydown', (event) => {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return;
  if (event.key === 'Escape' && target.matches(FIELDS)) target.blur();
  if (isOff() || event.ctrlKey || event.altKey || event.metaKey || target.matches(FIELDS)) return;
  const wanted = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (wanted === null) return;
  event.preventDefault();
  if (wanted.matches('button, a')) wanted.click();
  else wanted.focus();
});
