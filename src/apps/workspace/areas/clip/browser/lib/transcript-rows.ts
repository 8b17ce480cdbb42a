import { shownTime, typedTime } from './transcript-time';

export interface Line {
  readonly start: number | null;
  readonly end: number | null;
  readonly speaker: string;
  readonly words: string;
  readonly language: string;
  readonly translation: string;
}

const FIELDS = [
  ['start', 'Start'],
  ['end', 'End'],
  ['speaker', 'Speaker'],
  ['words', 'Words'],
  ['translation', 'Translation'],
  ['language', 'Language'],
] as const;
type Name = (typeof FIELDS)[number][0];
const LONGEST: Readonly<Record<Name, number>> = {
  ...{ start: 14, end: 14, speaker: 100, words: 1_000, translation: 1_000, language: 35 },
};

/** A tag of BCP 47, or nothing. */
const LANGUAGE = /^$|^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

const EMPTY: Line = { start: null, end: null, speaker: '', words: '', language: '', translation: '' };

/** A start alone is what Enter leaves after the last line. */
const isTyped = ({ start: _start, ...rest }: Line): boolean =>
  Object.values(rest).some((value) => value !== '' && value !== null);

/** The lines as rows of fields. */
export class Rows {
  private readonly removed: { readonly row: HTMLElement; readonly place: number }[] = [];

  constructor(
    private readonly list: HTMLElement,
    private readonly now: () => number,
    /** Where a time that was taken is read out from. */
    private readonly taken: HTMLElement,
    private readonly changed: () => void,
  ) {
    list.addEventListener('input', ({ target }) => {
      if (target instanceof HTMLInputElement) judge(target);
      changed();
    });
    list.addEventListener('keydown', (event) => {
      // While letters are still composed, as in Chinese or Japanese, Enter ends that and no line.
      if (event.key !== 'Enter' || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      this.next();
    });
  }

  get canUndo(): boolean {
    return this.removed.length > 0;
  }

  show(lines: readonly Line[]): void {
    this.list.replaceChildren(...(lines.length === 0 ? [EMPTY] : lines).map((line) => this.rowOf(line)));
    this.name();
  }

  /** `undefined` while a field holds no time, or no language. */
  lines(): Line[] | undefined {
    const lines = this.rows().map((row) => {
      const text = (name: Name): string => field(row, name).value.trim();
      const [start, end] = [typedTime(text('start')), typedTime(text('end'))];
      if (start === undefined || end === undefined || !LANGUAGE.test(text('language'))) return undefined;
      const said = { speaker: text('speaker'), words: text('words') };
      return { start, end, ...said, language: text('language'), translation: text('translation') };
    });
    const read = lines.filter((line) => line !== undefined);
    return read.length === lines.length ? read.filter(isTyped) : undefined;
  }

  /** The first field that holds what it cannot. */
  wrong(): string | undefined {
    const fields = [...this.list.querySelectorAll<HTMLInputElement>('[data-field]')];
    const field = fields.find((input) => isWrong(input));
    if (field === undefined) return undefined;
    const way = field.dataset['field'] === 'language' ? 'a tag, such as ur or pl' : 'a time, such as 0:05.2';
    return `${field.getAttribute('aria-label') ?? 'a field'} is to be ${way}.`;
  }

  /** The player's time as the start or the end of the line that is typed in. */
  take(name: 'start' | 'end'): void {
    const row = this.current();
    if (row === undefined) return;
    const input = field(row, name);
    input.value = shownTime(this.now());
    judge(input);
    this.taken.textContent = `${input.getAttribute('aria-label') ?? name}: ${input.value}`;
    this.changed();
  }

  /** The line that is typed in ends now, if it has no end yet, and the next one starts there. */
  private next(): void {
    const row = this.current();
    if (row !== undefined && field(row, 'end').value.trim() === '') this.take('end');
    this.add(row);
  }

  add(after = this.rows().at(-1)): void {
    const end = after && typedTime(field(after, 'end').value);
    const speaker = '';
    const row = this.rowOf({ ...EMPTY, start: end ?? this.now(), speaker });
    if (after === undefined) this.list.append(row);
    else after.after(row);
    this.name();
    this.changed();
    field(row, 'words').focus();
  }

  undo(): void {
    const last = this.removed.pop();
    if (last === undefined) return;
    this.list.insertBefore(last.row, this.rows()[last.place] ?? null);
    this.name();
    this.changed();
    field(last.row, 'words').focus();
  }

  private remove(row: HTMLElement): void {
    const place = this.rows().indexOf(row);
    this.removed.push({ row, place });
    row.remove();
    if (this.rows().length === 0) this.list.append(this.rowOf(EMPTY));
    this.name();
    this.changed();
    const near = this.rows()[Math.max(0, place - 1)];
    if (near !== undefined) field(near, 'words').focus();
  }

  private rows(): HTMLElement[] {
    return [...this.list.children].filter((child) => child instanceof HTMLElement);
  }

  private current(): HTMLElement | undefined {
    return this.rows().find((row) => row.contains(document.activeElement)) ?? this.rows().at(-1);
  }

  /** Which line each field is of, for who cannot see it. */
  private name(): void {
    for (const [index, row] of this.rows().entries()) {
      for (const [name, words] of FIELDS)
        field(row, name).setAttribute('aria-label', `${words} of line ${index + 1}`);
      row.querySelector('button')?.setAttribute('aria-label', `Remove line ${index + 1}`);
    }
  }

  private rowOf(line: Line): HTMLElement {
    const row = document.createElement('li');
    const inputs = new Map<Name, HTMLInputElement>();
    for (const [name, words] of FIELDS) {
      const input = document.createElement('input');
      const value = line[name];
      Object.assign(input, { className: 'govuk-input', placeholder: words, maxLength: LONGEST[name] });
      Object.assign(input, { autocomplete: 'off', spellcheck: name === 'words' || name === 'translation' });
      input.value = typeof value === 'string' ? value : shownTime(value);
      input.dataset['field'] = name;
      if (name === 'language') input.setAttribute('list', 'languages');
      if (name === 'words' || name === 'translation') input.dir = 'auto';
      inputs.set(name, input);
    }
    const remove = document.createElement('button');
    Object.assign(remove, { type: 'button', className: 'lintel-key', textContent: 'Remove' });
    remove.addEventListener('click', () => this.remove(row));
    const more = document.createElement('details');
    more.className = 'lintel-more';
    more.open = line.language !== '' || line.translation !== '';
    const summary = document.createElement('summary');
    summary.textContent = 'Another language';
    const of = (name: Name): HTMLInputElement[] => [inputs.get(name)].filter((input) => input !== undefined);
    more.append(summary, ...of('language'), ...of('translation'));
    for (const input of of('words')) input.classList.add('lintel-typing__words');
    row.append(...of('start'), ...of('end'), ...of('speaker'), remove, ...of('words'), more);
    return row;
  }
}

function field(row: HTMLElement, name: Name): HTMLInputElement {
  const input = row.querySelector<HTMLInputElement>(`[data-field="${name}"]`);
  if (input === null) throw new Error(`the line has no ${name}`);
  return input;
}

function isWrong(input: HTMLInputElement): boolean {
  const name = input.dataset['field'];
  if (name === 'language') return !LANGUAGE.test(input.value.trim());
  return (name === 'start' || name === 'end') && typedTime(input.value.trim()) === undefined;
}

/** Says of a time or a language that it is none. */
function judge(input: HTMLInputElement): void {
  const wrong = isWrong(input);
  input.classList.toggle('govuk-input--error', wrong);
  input.setAttribute('aria-invalid', String(wrong));
}
