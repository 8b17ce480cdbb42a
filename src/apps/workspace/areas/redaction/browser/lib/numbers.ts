/**
 * The forms by numbers add to the version that was saved, and lead to a new page: what was drawn since would be lost, and a copy made without
 * it. So they wait until it is saved or undone.
 */
export function waitForDrawn(isDrawn: () => boolean, save: HTMLElement, status: HTMLElement): void {
  const forms = document.querySelectorAll<HTMLFormElement>(
    'form[action$="/redactions/masks"], form[action$="/redactions/sounds"]',
  );
  // A press that is held back is none: the next one counts at once, which a button that looks for double presses would not have.
  const hold = (event: Event): void => {
    const isPress = event.type === 'submit' || (event.target as Element).closest('button') !== null;
    if (!isPress || !isDrawn()) return;
    event.preventDefault();
    event.stopPropagation();
    status.textContent =
      'Nothing was added by numbers: what you drew is not saved yet, and would be lost. Save it or undo it first.';
    save.focus();
  };
  for (const form of forms) for (const type of ['click', 'submit']) form.addEventListener(type, hold, true);
}
