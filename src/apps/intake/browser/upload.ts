import { Board } from './lib/board';

/** Turns the plain form into one that goes on by itself. Without this script the form works as it is. */
function enhance(root: HTMLElement): void {
  const form = root.querySelector<HTMLFormElement>('[data-part="form"]');
  const input = form?.querySelector<HTMLInputElement>('input[type="file"]');
  if (form === null || !input) return;
  const board = new Board(root);
  form.querySelector<HTMLElement>('[data-part="plain"]')?.remove();
  form.classList.add('intake-drop--ready');
  const hint = form.querySelector<HTMLElement>('[data-part="drop-hint"]');
  if (hint && window.matchMedia('(hover: hover)').matches) hint.hidden = false;

  form.addEventListener('submit', (event) => event.preventDefault());
  const take = (): void => {
    board.add(input.files ?? []);
    input.value = '';
  };
  input.addEventListener('change', take);
  // On a thin line something is chosen before this script has come.
  take();
  // Anywhere on the page: a file that misses the place would open instead of it, and end what is on its way.
  for (const type of ['dragenter', 'dragover', 'drop'] as const) {
    document.addEventListener(type, (event) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      form.classList.toggle('intake-drop--over', type !== 'drop');
      if (type === 'drop') board.add(event.dataTransfer.files);
    });
  }
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) form.classList.remove('intake-drop--over');
  });
}

for (const root of document.querySelectorAll<HTMLElement>('[data-module="intake-upload"]')) enhance(root);
