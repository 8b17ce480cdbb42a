import { ask as askFor, jsonOf } from './ask';
/** One place to go to: a page of the menu, or something that was found. */
interface Entry {
  readonly title: string;
  readonly detail: string;
  readonly urn: string;
  readonly page: string;
}

/** So long nothing more must have been typed before the service is asked. */
const PAUSE_MS = 150;
const SHORTEST = 2;

const FIELDS =
  'input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]';

const element = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

/** The ways on that the page itself offers: the menu, and the parts of the investigation. */
function places(): Entry[] {
  const links = document.querySelectorAll<HTMLAnchorElement>('.lintel-places a, .lintel-nav a');
  return [...links].map((link) => ({
    title: link.textContent.trim(),
    detail: '',
    urn: link.closest('.lintel-places') === null ? 'Menu' : 'This investigation',
    page: link.pathname,
  }));
}

class Palette {
  private readonly list = element('ul', { id: 'palette-list', role: 'listbox', 'aria-label': 'Found' });
  private readonly said = element('p', { 'data-part': 'said', role: 'status' });
  private readonly input = element('input', {
    id: 'palette-q',
    type: 'search',
    role: 'combobox',
    'aria-expanded': 'true',
    'aria-controls': 'palette-list',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: '200',
  });
  private readonly dialog = element(
    'dialog',
    { class: 'lintel-dialog lintel-palette lintel-screen', 'aria-label': 'Search' },
    element(
      'label',
      { for: 'palette-q' },
      'Reference, file name, exhibit, hash, or words; or a page of the menu',
    ),
    this.input,
    this.said,
    this.list,
  );
  private entries: readonly Entry[] = [];
  private chosen = 0;
  private timer: number | undefined;
  private asked: AbortController | undefined;

  constructor() {
    document.body.append(this.dialog);
    this.input.addEventListener('input', () => this.typed());
    this.input.addEventListener('keydown', (event) => this.pressed(event));
    this.list.addEventListener('click', ({ target }) => {
      const line = target instanceof Element ? target.closest('li') : null;
      if (line !== null) this.go(Number(line.dataset['n']));
    });
    this.dialog.addEventListener('click', (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
  }

  open(): void {
    if (document.querySelector('dialog[open]') !== null) return;
    this.dialog.showModal();
    this.input.select();
    this.typed();
  }

  private typed(): void {
    window.clearTimeout(this.timer);
    this.asked?.abort();
    const words = this.input.value.trim();
    const here = places().filter(({ title }) => title.toLowerCase().includes(words.toLowerCase()));
    this.show(here, words.length < SHORTEST ? '' : 'Searching…');
    if (words.length >= SHORTEST) this.timer = window.setTimeout(() => void this.ask(words, here), PAUSE_MS);
  }

  private async ask(words: string, here: readonly Entry[]): Promise<void> {
    const asked = new AbortController();
    this.asked = asked;
    const answer = await askFor(`/api/v1/search?q=${encodeURIComponent(words)}`, { signal: asked.signal });
    const found =
      answer?.ok === true ? (jsonOf(answer) as { items: Entry[]; more: boolean } | undefined) : undefined;
    // Something else was typed meanwhile.
    if (asked.signal.aborted) return;
    if (found === undefined) {
      const why =
        answer?.status === 401 ? 'You have been signed out.' : 'The service cannot be reached just now.';
      this.show(here, why);
      return;
    }
    const { items, more } = found;
    const count = items.length === 0 ? 'Nothing was found in what you may see.' : `${items.length} found`;
    this.show([...items, ...here], more ? `${count}; more words find less` : count);
  }

  private show(entries: readonly Entry[], said: string): void {
    this.entries = entries;
    this.said.textContent = said;
    this.list.replaceChildren(
      ...entries.map(({ title, detail, urn }, n) =>
        element(
          'li',
          { id: `palette-${n}`, role: 'option', 'data-n': String(n), 'aria-selected': 'false' },
          element('span', { class: 'lintel-palette__title', dir: 'auto' }, title),
          element('span', { class: 'lintel-palette__urn' }, urn),
          ...(detail === ''
            ? []
            : [element('span', { class: 'lintel-palette__detail', dir: 'auto' }, detail)]),
        ),
      ),
    );
    this.choose(0);
  }

  private choose(wanted: number): void {
    const lines = this.list.children;
    this.chosen = lines.length === 0 ? 0 : (wanted + lines.length) % lines.length;
    for (const [n, line] of [...lines].entries())
      line.setAttribute('aria-selected', String(n === this.chosen));
    const line = lines[this.chosen];
    if (line === undefined) this.input.removeAttribute('aria-activedescendant');
    else {
      this.input.setAttribute('aria-activedescendant', line.id);
      line.scrollIntoView({ block: 'nearest' });
    }
  }

  private pressed(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) this.choose(this.chosen + step);
    else if (event.key === 'Enter') this.go(this.chosen);
    // A field of this kind would only be emptied.
    else if (event.key === 'Escape') this.dialog.close();
    else return;
    event.preventDefault();
  }

  private go(n: number): void {
    const entry = this.entries[n];
    if (entry === undefined) return;
    this.dialog.close();
    window.location.assign(entry.page);
  }
}

/** Opens by `/`, where nobody is typing, and by Ctrl-K everywhere. Without this script the menu leads to the page of the search. */
export function palette(): void {
  if (document.querySelector('.lintel-nav a[href="/search"]') === null) return;
  let made: Palette | undefined;
  document.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    const typing = target instanceof Element && target.closest(FIELDS) !== null;
    const byKey = key === '/' && !ctrlKey && !metaKey && !altKey && !typing;
    if (!byKey && !(key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey)) return;
    event.preventDefault();
    made ??= new Palette();
    made.open();
  });
}
