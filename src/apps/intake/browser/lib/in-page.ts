/** So soon after the first press of a button the second is a slip. */
const SLIP_MS = 1_000;

const targetOf = (link: HTMLAnchorElement): HTMLElement | null =>
  document.getElementById(decodeURIComponent(link.hash.slice(1)));

/** What has no focus of its own gets it for once. */
function focusOn(element: HTMLElement): void {
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) {
    element.setAttribute('tabindex', '-1');
    element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true });
  }
  element.focus();
}

/**
 * The little that the victim's pages need of the design system's behaviour, without a request for it: over the document, since it runs before
 * there is a page.
 */
export function behave(): void {
  // A page that the browser kept and shows again after the victim left must ask the server first.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload();
  });

  const pressed = new WeakMap<Element, number>();
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest('[data-prevent-double-click]');
    if (button !== null) {
      if (event.timeStamp - (pressed.get(button) ?? -SLIP_MS) < SLIP_MS) event.preventDefault();
      else pressed.set(button, event.timeStamp);
    }
    const jump = event.target.closest<HTMLAnchorElement>(
      '.govuk-error-summary a[href^="#"], .govuk-skip-link[href^="#"]',
    );
    const target = jump === null ? null : targetOf(jump);
    if (target === null) return;
    event.preventDefault();
    (target.closest('.govuk-form-group') ?? target).scrollIntoView();
    focusOn(target);
  });

  // A link that looks like a button answers to the space bar.
  document.addEventListener('keydown', (event) => {
    if (event.key !== ' ' || !(event.target instanceof HTMLAnchorElement)) return;
    if (event.target.getAttribute('role') !== 'button') return;
    event.preventDefault();
    event.target.click();
  });

  document.addEventListener('DOMContentLoaded', () => {
    const summary = document.querySelector<HTMLElement>('.govuk-error-summary');
    if (summary !== null) focusOn(summary);
  });
}
