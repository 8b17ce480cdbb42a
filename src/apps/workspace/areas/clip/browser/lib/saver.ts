import { ask, jsonOf, type Answer } from '../../../../shell/browser/lib/ask';
import { part } from '../../../../shell/browser/lib/parts';
import { askBeforeLosing } from '../../../../shell/browser/lib/unsaved';
import type { Line } from './transcript-rows';

/** After the last key. */
const REST_MS = 1_000;
const AGAIN_MS = 5_000;
const AWAY = 'Not saved yet: the service cannot be reached just now. It is tried again; keep this page open.';
const UNKNOWN =
  'No answer came, so the words may have been taken or not. What you typed is saved: load the page again to see.';
const SIGNED_OUT = 'Not saved: you have been signed out. Sign in in another tab; it is tried again here.';

interface Problem {
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** The lines as they are typed now. */
export interface Typing {
  /** `undefined` while a field holds what it cannot. */
  lines(): Line[] | undefined;
  /** Which field that is, in a sentence. */
  wrong(): string | undefined;
}

/** Keeps the draft: each change is saved a moment later, one after another, and never over what somebody else saved. */
export class Saver {
  private revision: number;
  private kept = '';
  private timer: number | undefined;
  /** Saves and the finish take turns. */
  private running: Promise<void> = Promise.resolve();
  /** Sent, and no answer came: the same is sent again before anything newer, as it may have been kept. */
  private unsure: Line[] | undefined;
  /** Refused for good: only a person goes on from here. */
  private stopped = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly typing: Typing,
  ) {
    this.revision = Number(form.dataset['revision']);
    askBeforeLosing(() => this.isDirty());
    document.addEventListener('visibilitychange', () => {
      if (document.hidden && this.isDirty()) void this.save();
    });
  }

  given(): Line[] {
    return JSON.parse(this.form.dataset['lines'] ?? '[]') as Line[];
  }

  /** What is shown now is what the service has. */
  begin(): void {
    this.kept = JSON.stringify(this.typing.lines());
  }

  changed(): void {
    if (!this.isDirty()) {
      // Changed back to what the service has: nothing is left to save.
      if (this.unsure === undefined && !this.stopped) this.saved();
      return;
    }
    if (!this.stopped) this.say('Not saved yet');
    this.again(REST_MS);
  }

  async save(): Promise<void> {
    return this.inTurn(() => this.saveNow());
  }

  /** Closes the draft as it is shown; the page then shows it as a version. */
  async finish(): Promise<void> {
    return this.inTurn(() => this.finishNow());
  }

  /** Whether the service has all that is typed: before a form of the page that adds to it is sent. */
  async settle(): Promise<boolean> {
    await this.save();
    return !this.isDirty() && this.unsure === undefined;
  }

  /** The service has added to the draft, and what it has is shown now. */
  goOnFrom(revision: number): void {
    this.revision = revision;
    this.form.dataset['revision'] = String(revision);
    this.begin();
    this.saved();
  }

  /** Something that adds to the draft was sent, and no answer came. All that is typed is kept. */
  unanswered(): void {
    this.tell(UNKNOWN);
  }

  private async inTurn(act: () => Promise<void>): Promise<void> {
    this.running = this.running.then(act).catch(() => this.away());
    return this.running;
  }

  private isDirty(): boolean {
    const lines = this.typing.lines();
    return lines === undefined || JSON.stringify(lines) !== this.kept;
  }

  private again(ms: number): void {
    window.clearTimeout(this.timer);
    if (!this.stopped) this.timer = window.setTimeout(() => void this.save(), ms);
  }

  private async finishNow(): Promise<void> {
    if (this.unsure !== undefined) await this.saveNow();
    const lines = this.toSend();
    if (lines === undefined || this.unsure !== undefined) return;
    window.clearTimeout(this.timer);
    const answer = await this.send('finish', lines);
    if (answer?.ok === true) {
      this.kept = JSON.stringify(lines);
      window.location.reload();
    } else this.refused(answer);
  }

  private async saveNow(): Promise<void> {
    if (this.stopped) return;
    const lines = this.unsure ?? this.toSend();
    if (lines === undefined) return;
    const text = JSON.stringify(lines);
    if (text === this.kept) return;
    this.unsure = lines;
    const answer = await this.send('lines', lines);
    if (answer?.ok !== true) {
      this.refused(answer);
      return;
    }
    const { revision } = (jsonOf(answer) as { revision: number } | undefined) ?? {};
    if (revision === undefined) {
      this.away();
      return;
    }
    this.unsure = undefined;
    this.revision = revision;
    this.kept = text;
    this.tell('');
    this.form.dataset['revision'] = String(revision);
    if (this.isDirty()) this.again(REST_MS);
    else this.saved();
  }

  private saved(): void {
    window.clearTimeout(this.timer);
    this.tell('');
    this.say('Saved');
  }

  private toSend(): Line[] | undefined {
    const lines = this.typing.lines();
    if (lines === undefined) this.tell(`Not saved yet: ${this.typing.wrong() ?? 'a field is not right.'}`);
    return lines;
  }

  private async send(what: string, lines: readonly Line[]): Promise<Answer | undefined> {
    return ask(`${this.form.dataset['transcript'] ?? ''}/${what}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ revision: this.revision, lines }),
    });
  }

  private away(words = AWAY): void {
    this.say('Not saved yet');
    this.tell(words);
    this.again(AGAIN_MS);
  }

  /** What is typed stays on the page, whatever the answer is. */
  private refused(answer: Answer | undefined): void {
    if (answer === undefined || answer.status >= 500 || answer.status === 401) {
      this.away(answer?.status === 401 ? SIGNED_OUT : AWAY);
      return;
    }
    this.unsure = undefined;
    const problem = (jsonOf(answer) as Problem | undefined) ?? {};
    this.stopped = problem.code === 'not-written' || answer.status === 403 || answer.status === 404;
    this.say('Not saved');
    const way = this.stopped
      ? ' Your lines are still here: copy what is missing, then load the page again.'
      : '';
    this.tell(`${reasonOf(problem)}${way}`);
  }

  private say(words: string): void {
    write(part(this.form, 'saved', HTMLElement), words);
  }

  /** Read out at once. */
  private tell(words: string): void {
    const box = part(this.form, 'told', HTMLElement);
    write(box, words);
    box.hidden = words === '';
  }
}

/** Written again it would be read out again. */
function write(box: HTMLElement, words: string): void {
  if (box.textContent !== words) box.textContent = words;
}

/** What is wrong, line by line where the service says which. */
function reasonOf({ detail, errors = [] }: Problem): string {
  const sentences = errors.map(({ field, message }) => {
    const line = /^lines\.(\d+)\./.exec(field)?.[1];
    return line === undefined ? message : `Line ${Number(line) + 1}: ${message}`;
  });
  return sentences.length > 0 ? sentences.slice(0, 5).join(' ') : (detail ?? 'That did not work.');
}
