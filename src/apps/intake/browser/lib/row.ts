import { listedName, namePieces } from '../shared/names';
import { sizeText } from '../shared/sizes';
import { COMING } from '../shared/total';
import type { ServerFile } from './api';

type Part =
  | 'name'
  | 'size'
  | 'words'
  | 'progress'
  | 'pause'
  | 'remove'
  | 'remove-name'
  | 'hint'
  | 'about'
  | 'about-name';

/** A size as the server's pages write it. */
export function bytesText(bytes: number): string {
  const { lang, dir } = document.documentElement;
  const text = sizeText(bytes, lang);
  // Set apart, as the server does it: “95.9 kB”, and not “kB 95.9”.
  return dir === 'rtl' ? `\u2068${text}\u2069` : text;
}

/** One line of the list, over the server's own markup. */
export class Row {
  constructor(readonly element: HTMLElement) {}

  /** A new line from the page's template. */
  static from(template: HTMLTemplateElement): Row {
    const copy = template.content.cloneNode(true) as DocumentFragment;
    return new Row(copy.firstElementChild as HTMLElement);
  }

  get id(): string {
    return this.element.dataset['id'] ?? '';
  }

  get about(): string {
    return this.part('about').getAttribute('href') ?? '';
  }

  /** From now on it is the line of this file of the server's. @param about the address of the file's page, as the server gave it */
  become(id: string, about: string): void {
    this.element.dataset['id'] = id;
    this.part('about').setAttribute('href', about);
  }

  /** @param progressOf what its bar is called */
  describe(name: string, size: number, progressOf: string): void {
    const label = document.createElement('bdi');
    for (const piece of namePieces(listedName(name))) label.append(piece, document.createElement('wbr'));
    this.part('name').replaceChildren(label);
    this.part('remove-name').textContent = ` ${name}`;
    this.part('about-name').textContent = ` ${name}`;
    this.part('progress').setAttribute('aria-label', progressOf);
    this.part('size').textContent = size === 0 ? '' : bytesText(size);
  }

  say(words: string, state = ''): void {
    const line = this.part('words');
    if (line.textContent !== words) line.textContent = words;
    this.element.dataset['state'] = state;
    // Of a file of which nothing is here, nothing can be told.
    this.part('about').hidden = this.id === '' || state === 'chosen' || state === 'empty';
  }

  /** As the server tells of it, when this page does nothing with it. */
  tell({ words, state, hint, size, arrivedBytes }: ServerFile): void {
    this.say(words, state);
    this.hint(hint);
    this.button(undefined);
    const isComing = (state === 'partial' || state === COMING) && size > 0;
    this.progress(isComing ? (100 * arrivedBytes) / size : undefined);
  }

  /** What would be better; nothing most of the time. */
  hint(words: string): void {
    const line = this.part('hint');
    line.hidden = words === '';
    line.textContent = words;
  }

  /** Per cent, or none. */
  progress(percent: number | undefined): void {
    const bar = this.part('progress') as HTMLProgressElement;
    bar.hidden = percent === undefined;
    if (percent !== undefined) bar.value = percent;
  }

  /** The button beside Remove; without words it is not there. */
  button(words: string | undefined): void {
    const button = this.part('pause');
    // A button that goes away hands the focus on, so that it is never lost.
    if (words === undefined && button === document.activeElement)
      this.part('remove').querySelector('button')?.focus();
    button.hidden = words === undefined;
    if (words !== undefined) button.textContent = words;
  }

  onButton(act: () => void): void {
    this.part('pause').addEventListener('click', act);
  }

  onRemove(act: () => void): void {
    this.part('remove').addEventListener('submit', (event) => {
      event.preventDefault();
      act();
    });
  }

  private part(name: Part): HTMLElement {
    const found = this.element.querySelector<HTMLElement>(`[data-part="${name}"]`);
    if (found === null) throw new Error(`the row has no ${name}`);
    return found;
  }
}
