import { part } from '../../../../shell/browser/lib/parts';
import type { Line } from './transcript-rows';

/** After the last key. */
const REST_MS = 1_000;
const AGAIN_MS = 5_000;
const NO_TIME = 'Not saved yet: one of the times is none. Give it as 0:05.2.';
const AWAY = 'Not saved yet: the service cannot be reached just now. It is tried again; keep this page open.';
const SIGNED_OUT = 'Not saved: you have been signed out. Sign in in another tab; it is tried again here.';

interface Problem {
  readonly detail?: string;
}

/** Keeps the draft: each change is saved a moment later, one after another, and never over what somebody else saved. */
export class Saver {
  private revision: number;
  private kept: string;
  private timer: number | undefined;
  private running: Promise<void> | undefined;
  /** Refused for good: only a person goes on from here. */
  private stopped = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly read: () => Line[] | undefined,
  ) {
    this.revision = Number(form.dataset['revision']);
    this.kept = JSON.stringify(this.given());
    window.addEventListener('beforeunload', (event) => {
      if (this.isDirty()) event.preventDefault();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.hidden && this.isDirty()) void this.save();
    });
  }

  given(): Line[] {
    return JSON.parse(this.form.dataset['lines'] ?? '[]') as Line[];
  }

  changed(): void {
    if (!this.isDirty()) return;
    if (!this.stopped) this.say('Not saved yet');
    this.again(REST_MS);
  }

  async save(): Promise<void> {
    await this.running;
    this.running = this.saveNow();
    await this.running;
  }

  /** Closes the draft as it is shown; the page then shows it as a version. */
  async finish(): Promise<void> {
    await this.running;
    const lines = this.read();
    if (lines === undefined) {
      this.say(NO_TIME);
      return;
    }
    window.clearTimeout(this.timer);
    const answer = await this.send('finish', lines);
    if (answer?.ok === true) {
      this.kept = JSON.stringify(lines);
      window.location.reload();
    } else await this.refused(answer);
  }

  private isDirty(): boolean {
    const lines = this.read();
    return lines === undefined || JSON.stringify(lines) !== this.kept;
  }

  private again(ms: number): void {
    window.clearTimeout(this.timer);
    if (!this.stopped) this.timer = window.setTimeout(() => void this.save(), ms);
  }

  private async saveNow(): Promise<void> {
    const lines = this.read();
    if (lines === undefined) {
      this.say(NO_TIME);
      return;
    }
    const text = JSON.stringify(lines);
    if (this.stopped || text === this.kept) return;
    const answer = await this.send('lines', lines);
    if (answer?.ok !== true) {
      await this.refused(answer);
      return;
    }
    const { revision } = (await answer.json()) as { revision: number };
    this.revision = revision;
    this.kept = text;
    this.tell('');
    this.form.dataset['revision'] = String(revision);
    if (this.isDirty()) this.again(REST_MS);
    else this.say('Saved');
  }

  private async send(what: string, lines: readonly Line[]): Promise<Response | undefined> {
    return fetch(`${this.form.dataset['transcript'] ?? ''}/${what}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ revision: this.revision, lines }),
    }).catch(() => undefined);
  }

  /** What is typed stays on the page, whatever the answer is. */
  private async refused(answer: Response | undefined): Promise<void> {
    if (answer === undefined || answer.status >= 500 || answer.status === 401) {
      this.say(answer?.status === 401 ? SIGNED_OUT : AWAY);
      this.again(AGAIN_MS);
      return;
    }
    const { detail, code } = (await answer.json().catch(() => ({}))) as Problem & { code?: string };
    this.stopped = code === 'not-written' || answer.status === 403 || answer.status === 404;
    this.say('Not saved');
    const way = this.stopped
      ? ' Your lines are still here: copy what is missing, then load the page again.'
      : '';
    this.tell(`${detail ?? 'That did not work.'}${way}`);
  }

  private say(words: string): void {
    part(this.form, 'saved', HTMLElement).textContent = words;
  }

  private tell(words: string): void {
    const box = part(this.form, 'told', HTMLElement);
    box.textContent = words;
    box.hidden = words === '';
  }
}
