interface Item {
  readonly element: HTMLElement;
  /** Its line in the contents, where there is one besides. */
  readonly line: Element | undefined;
  readonly text: string;
  readonly at: number;
}

type Compare = (one: Item, other: Item) => number;

const REFERENCES = new Intl.Collator('en', { numeric: true });
const ref = ({ element }: Item): string => element.dataset['ref'] ?? '';
const when = ({ element }: Item): string => element.dataset['when'] ?? '';
/** What has no length comes last, either way. */
const length = ({ element }: Item, none: number): number => Number(element.dataset['length'] ?? none);

const ORDERS: Readonly<Record<string, Compare>> = {
  when: (one, other) => (when(one) < when(other) ? -1 : when(one) > when(other) ? 1 : 0),
  ref: (one, other) => REFERENCES.compare(ref(one), ref(other)),
  shortest: (one, other) => length(one, Number.MAX_VALUE) - length(other, Number.MAX_VALUE),
  longest: (one, other) => length(other, -1) - length(one, -1),
};

function itemsOf(list: HTMLElement): Item[] {
  const lines = Array.from(document.getElementById('contents')?.children ?? []);
  return Array.from(list.children).map((element, at) => {
    const text = (element.querySelector('.head')?.textContent ?? '').toLowerCase();
    return { element: element as HTMLElement, line: lines[at], text, at };
  });
}

/** Finds exhibits by words, says how many are left, and puts them in an order: in the page itself, so that every reader has it. */
export function startFinder(): void {
  const list = document.getElementById('items');
  const finder = document.getElementById('finder');
  const find = document.getElementById('find') as HTMLInputElement | null;
  const order = document.getElementById('order') as HTMLSelectElement | null;
  const found = document.getElementById('found');
  if (list === null || finder === null || find === null || order === null || found === null) return;
  const items = itemsOf(list);
  find.addEventListener('input', () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const { element, line, text } of items) {
      const isShown = words.every((word) => text.includes(word));
      element.hidden = !isShown;
      line?.toggleAttribute('hidden', !isShown);
      if (isShown) left += 1;
    }
    found.textContent = words.length === 0 ? '' : `${left} of ${items.length}`;
  });
  order.addEventListener('change', () => {
    const compare = ORDERS[order.value] ?? (() => 0);
    const sorted = [...items].sort((one, other) => compare(one, other) || one.at - other.at);
    list.append(...sorted.map(({ element }) => element));
    document.getElementById('contents')?.append(...sorted.flatMap(({ line }) => line ?? []));
    found.textContent = `In the order of ${order.selectedOptions[0]?.text ?? ''}`;
  });
  finder.hidden = false;
}
