import { LIVE } from './live';

export interface Way {
  readonly href: string;
  readonly text: string;
}

interface Word {
  readonly words: string;
  readonly way?: Way | undefined;
  /** Nothing to look up from one's work for. */
  readonly isCalm?: boolean;
}

const WAITING =
  'No answer yet. What you typed is on its way or waits for what was pressed before it: keep this page open.';
/** Most answers are there before. */
const AT_ONCE_MS = 2_000;

/** What is said to a form that stays on its page. It is said again when the answer to another form has exchanged the part it stands in. */
export class Told {
  private readonly said = new Map<string, Word>();

  constructor(private readonly formOf: (name: string) => HTMLFormElement | undefined) {}

  stayShown(): void {
    document.addEventListener(LIVE, () => {
      for (const [name, word] of this.said) this.show(name, word);
    });
  }

  say(name: string, words: string, way?: Way): void {
    const word = { words, way };
    this.said.set(name, word);
    this.show(name, word)?.scrollIntoView({ block: 'nearest' });
  }

  /** Nothing is known yet: what was said before is over, and where it takes long that is said. */
  wait(name: string): void {
    this.clear(name);
    const waits: Word = { words: '' };
    this.said.set(name, waits);
    window.setTimeout(() => {
      if (this.said.get(name) !== waits) return;
      const word = { words: WAITING, isCalm: true };
      this.said.set(name, word);
      this.show(name, word);
    }, AT_ONCE_MS);
  }

  clear(name: string): void {
    this.said.delete(name);
    this.boxOf(name)?.remove();
  }

  private boxOf(name: string): Element | undefined {
    return [...document.querySelectorAll<HTMLElement>('.lintel-told')].find(
      ({ dataset }) => dataset['of'] === name,
    );
  }

  private show(name: string, { words, way, isCalm = false }: Word): Element | undefined {
    this.boxOf(name)?.remove();
    if (words === '') return undefined;
    const box = document.createElement('div');
    box.className = 'lintel-told';
    box.dataset['of'] = name;
    box.setAttribute('role', isCalm ? 'status' : 'alert');
    box.append(words);
    if (way !== undefined) {
      const link = document.createElement('a');
      Object.assign(link, {
        href: way.href,
        target: '_blank',
        className: 'govuk-link',
        textContent: way.text,
      });
      box.append(' ', link);
    }
    // A form can have gone with an answer to another one: what is known of it is said all the same.
    (
      this.formOf(name) ??
      document.querySelector('[data-live="panel"]') ??
      document.querySelector('main')
    )?.prepend(box);
    return box;
  }
}
