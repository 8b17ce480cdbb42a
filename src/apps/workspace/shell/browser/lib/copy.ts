import { LIVE } from './live';

const COPIED_MS = 2_000;

function button(of: HTMLElement): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'lintel-copy lintel-screen';
  made.textContent = 'Copy';
  made.setAttribute('aria-label', `Copy ${of.textContent.trim().slice(0, 12)}…`);
  made.addEventListener('click', () => {
    void navigator.clipboard.writeText(of.textContent.trim()).then(
      () => {
        made.textContent = 'Copied';
        window.setTimeout(() => (made.textContent = 'Copy'), COPIED_MS);
      },
      () => {
        // Not allowed here: it is selected, so that a key copies it.
        window.getSelection()?.selectAllChildren(of);
      },
    );
  });
  return made;
}

/** A button beside every hash and link that is shown, where the browser lets a page copy. */
export function copyButtons(): void {
  if (!('clipboard' in navigator)) return;
  const add = (): void => {
    for (const shown of document.querySelectorAll<HTMLElement>('.lintel-hash, .lintel-link')) {
      if (
        shown.nextElementSibling?.classList.contains('lintel-copy') === true ||
        shown.closest('.lintel-codes') !== null
      )
        continue;
      shown.after(' ', button(shown));
    }
  };
  add();
  document.addEventListener(LIVE, add);
}
