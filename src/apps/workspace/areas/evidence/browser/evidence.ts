import { ask, jsonOf } from '../../../shell/browser/lib/ask';

/**
 * Saves steps in the list of evidence: a range is ticked with Shift, the next page comes as one scrolls, resting on a picture
 * shows its contact sheet. Without it the page does the same by links and forms.
 */
const form = document.querySelector<HTMLFormElement>('.lintel-evidence');
const list = document.querySelector<HTMLElement>('[data-items]');

/** Each has a name of its own (`platform/http/own-names.ts`). */
const TICKS = 'input[name^="clips~"]';
const boxes = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>(TICKS)];
const everything = form?.querySelector<HTMLInputElement>('[data-all]') ?? null;
const output = form?.querySelector<HTMLOutputElement>('[data-selected]') ?? null;
const buttons = [...(form?.querySelectorAll<HTMLButtonElement>('[data-select]') ?? [])];

/** What was ticked on pages of the list that are not here yet: they come back ticked, and one box stands for the rest. */
const further = form?.querySelector<HTMLInputElement>('input[name="further"]') ?? null;
const furtherIds = (): string[] => (further?.value ?? '').split(',').filter((id) => id !== '');

function tickFurther(): void {
  if (further?.checked !== true) return;
  const kept = new Set(furtherIds());
  for (const box of boxes()) if (kept.delete(box.value)) box.checked = true;
  further.value = [...kept].join(',');
  const [label, number] = [further.closest('label'), form?.querySelector('[data-further]')];
  if (number) number.textContent = String(kept.size);
  if (kept.size === 0) label?.remove();
}

function count(): void {
  const ticked =
    boxes().filter((box) => box.checked).length + (further?.checked === true ? furtherIds().length : 0);
  for (const button of buttons) button.hidden = button.dataset['select'] === 'none' && ticked === 0;
  if (output === null) return;
  if (everything?.checked === true) output.textContent = 'All are selected, shown or not.';
  else output.textContent = ticked === 0 ? 'Tick what you want to decide.' : `${ticked} selected.`;
}

let lastTicked: HTMLInputElement | undefined;
function tickRange(from: HTMLInputElement, to: HTMLInputElement): void {
  const all = boxes();
  const [one, other] = [all.indexOf(from), all.indexOf(to)].sort((a, b) => a - b);
  for (const box of all.slice(one, (other ?? 0) + 1)) box.checked = to.checked;
}

document.addEventListener('click', ({ target, shiftKey }) => {
  if (!(target instanceof HTMLInputElement) || !target.matches(TICKS)) return;
  if (shiftKey && lastTicked !== undefined) tickRange(lastTicked, target);
  lastTicked = target;
  count();
});
// A label that is clicked with Shift held selects text, and its box never learns of the key.
document.addEventListener('mousedown', (event) => {
  if (event.shiftKey && event.target instanceof Element && event.target.closest('.lintel-tick') !== null)
    event.preventDefault();
});
// Enter presses the button that belongs to the field, not the first one of the form.
form?.addEventListener('keydown', (event) => {
  const { target } = event;
  if (event.key !== 'Enter' || !(target instanceof HTMLInputElement) || target.type === 'checkbox') return;
  const own = target.closest('details')?.querySelector<HTMLButtonElement>('button[name="verb"]');
  if (!own) return;
  event.preventDefault();
  own.click();
});
/**
 * Where all are taken each box says so and cannot be unticked: nobody is to take one out that is decided all the same. What was ticked before comes
 * back with “All”. What is not sent with all of them is not in two minds about them.
 */
function coverAll(): void {
  const taken = everything?.checked === true;
  for (const box of [...boxes(), ...(further === null ? [] : [further])]) {
    if (taken === box.disabled) continue;
    if (taken) box.dataset['before'] = box.checked ? 'yes' : 'no';
    box.disabled = taken;
    box.checked = taken || box.dataset['before'] === 'yes';
  }
  count();
}
everything?.addEventListener('change', coverAll);
further?.addEventListener('change', count);
for (const button of buttons)
  button.addEventListener('click', () => {
    const ticks = button.dataset['select'] === 'shown';
    if (everything !== null) everything.checked = false;
    coverAll();
    for (const box of boxes()) box.checked = ticks;
    if (!ticks && further !== null) further.checked = false;
    count();
  });

/**
 * Each page stays a container of its own, so that only what is new is laid out. A day that goes on from one page to the next
 * shares its heading.
 */
function append(more: Element): void {
  const before = [...document.querySelectorAll('[data-items]')].at(-1);
  if (before === undefined) return;
  const last = before.lastElementChild;
  const first = more.firstElementChild;
  const day = last instanceof HTMLElement ? last.dataset['day'] : undefined;
  if (day !== undefined && first instanceof HTMLElement && first.dataset['day'] === day) {
    const [into, from] = [last?.querySelector('ul'), first.querySelector('ul')];
    if (into && from) into.append(...from.children);
    first.remove();
    guard(before);
  }
  if (more.childElementCount === 0) return;
  before.after(more);
  guard(more);
}

/** A picture that does not come says so, instead of a broken one. */
function guard(within: ParentNode): void {
  for (const image of within.querySelectorAll<HTMLImageElement>('img[data-instead]')) {
    const instead = (): void => {
      const text = document.createElement('span');
      text.className = 'lintel-tile__none';
      text.textContent = image.dataset['instead'] ?? '';
      image.replaceWith(text);
    };
    if (image.complete && image.naturalWidth === 0 && image.src !== '' && image.loading !== 'lazy') instead();
    else image.addEventListener('error', instead, { once: true });
  }
}

/** The next page of the list, in the place of the link to it; `undefined` where it does not come: the link still leads there, and says why. */
async function nextPage(link: HTMLAnchorElement): Promise<true | undefined> {
  const answer = await ask(link.href, { headers: { Accept: 'text/html' } });
  if (answer?.ok !== true || answer.redirected) return undefined;
  const page = new DOMParser().parseFromString(answer.text, 'text/html');
  const more = page.querySelector('[data-items]');
  if (more === null) return undefined;
  append(more);
  tickFurther();
  coverAll();
  const next = page.querySelector<HTMLAnchorElement>('[data-next]');
  if (next === null) link.remove();
  else link.href = next.href;
  count();
  return true;
}

/** A page of the list that did not come is asked for again after this. */
const AGAIN_MS = 10_000;
const next = document.querySelector<HTMLAnchorElement>('[data-next]');
if (next !== null && list !== null) {
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.unobserve(next);
      void nextPage(next).then((came) => {
        // It may still be in sight. What did not come is not asked for without rest.
        window.setTimeout(() => next.isConnected && watch.observe(next), came === true ? 0 : AGAIN_MS);
      });
    },
    { rootMargin: '150% 0px' },
  );
  watch.observe(next);
}

/** How long one rests on a picture before its sheet is opened: each is a look that is recorded. */
const REST = 350;
const sheets = new Map<string, Promise<string | undefined>>();
let over: HTMLImageElement | undefined;
let timer: number | undefined;
let wanted: Element | undefined;

async function openSheet(id: string): Promise<string | undefined> {
  const answer = await ask(`/api/v1/clips/${id}/viewings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ content: 'contact-sheet' }),
  });
  return answer?.ok === true ? (jsonOf(answer) as { contentUrl: string } | undefined)?.contentUrl : undefined;
}

async function showSheet(picture: HTMLElement): Promise<void> {
  const id = picture.dataset['sheet'] ?? '';
  const known = sheets.get(id) ?? openSheet(id);
  sheets.set(id, known);
  const url = await known;
  if (url === undefined) sheets.delete(id);
  if (url === undefined || wanted !== picture) return;
  const image = new Image();
  image.className = 'lintel-sheet-over';
  image.alt = '';
  image.src = url;
  await image.decode().catch(() => undefined);
  if (wanted !== picture || image.naturalWidth === 0) return;
  hide();
  over = image;
  document.querySelector('.lintel-desk')?.append(image);
  const at = picture.getBoundingClientRect();
  const { width, height } = image.getBoundingClientRect();
  const right = at.right + 8 + width <= window.innerWidth;
  const left = right ? at.right + 8 : Math.max(8, at.left - 8 - width);
  image.style.left = `${left}px`;
  image.style.top = `${Math.min(Math.max(8, at.top), Math.max(8, window.innerHeight - height - 8))}px`;
}

function hide(): void {
  over?.remove();
  over = undefined;
}

function rest(event: Event): void {
  const picture = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-sheet]') : null;
  if (picture === null || wanted === picture) return;
  wanted = picture;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void showSheet(picture), REST);
}
function leave(event: Event): void {
  if (!(event.target instanceof Element) || event.target.closest('[data-sheet]') === null) return;
  wanted = undefined;
  window.clearTimeout(timer);
  hide();
}
document.addEventListener('mouseover', rest);
document.addEventListener('mouseout', (event) => {
  const to = event.relatedTarget;
  if (!(to instanceof Element) || to.closest('[data-sheet]') !== wanted) leave(event);
});
document.addEventListener('focusin', rest);
document.addEventListener('focusout', leave);
document.addEventListener('scroll', hide, { passive: true });
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') hide();
});

guard(document);
coverAll();
// What the browser brings back when one comes back is ticked only now.
window.addEventListener('pageshow', coverAll);
