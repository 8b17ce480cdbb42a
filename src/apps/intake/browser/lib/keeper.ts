import type { WritingTexts } from '../shared/writing-texts';
import { hasLeft } from './left';

/** After the first new letter: often enough to lose little, seldom enough for a thin line. */
const AFTER_MS = 3_000;
const AGAIN_MS = 15_000;
const PATIENCE_MS = 10_000;
/** Save was pressed while a part was on its way: so long it may finish, so that it cannot overtake the whole. */
const COURTESY_MS = 3_000;
/** The page is still there so long after save was pressed: it did not get away, and what is written now counts again. */
const STILL_HERE_MS = 20_000;
/** What a browser carries on with after the page is gone (Fetch standard, 64 KiB), with room for the headers. */
const PARTING_BYTES = 60_000;

const patience = (): AbortSignal | null =>
  'timeout' in AbortSignal ? AbortSignal.timeout(PATIENCE_MS) : null;

type Outcome = 'kept' | 'no-line' | 'signed-out' | 'too-long' | 'refused';

const outcomeOf = (status: number): Outcome => {
  if (status === 204) return 'kept';
  if (status === 401) return 'signed-out';
  if (status === 400 || status === 413) return 'too-long';
  return status >= 500 || status === 429 ? 'no-line' : 'refused';
};

/**
 * Keeps what is written while it is being written: a phone that falls asleep, a tab that is closed or a session that ends loses
 * nothing. It goes to the server alone, by the form's own address; nothing of it stays on the device.
 */
export class Keeper {
  private readonly texts: WritingTexts;
  private changed = false;
  /** What the last part came to. */
  private last: Outcome | undefined;
  private over = false;
  private leaving = false;
  /** Save was pressed, and whether there is a line is not known yet. */
  private asking = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> | undefined;
  private pressed: HTMLInputElement | undefined;

  constructor(private readonly form: HTMLFormElement) {
    this.texts = JSON.parse(form.dataset['texts'] ?? '{}') as WritingTexts;
    // Under a mistake nothing is promised.
    if (this.part('kept').textContent !== '') this.quiet(this.texts.keeping);
  }

  listen(): void {
    this.form.addEventListener('input', () => this.touched());
    this.form.addEventListener('submit', (event) => this.submitted(event));
    // The last moment that a phone tells of.
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) void this.keep();
    });
    window.addEventListener('online', () => void this.keep());
    // Only where words would be lost that the page has just said it could not save: nothing else stands between the victim and the way out.
    window.addEventListener('beforeunload', (event) => {
      if (this.changed && this.last === 'no-line' && !this.leaving && !hasLeft()) event.preventDefault();
    });
  }

  private touched(): void {
    this.changed = true;
    this.quiet('');
    this.timer ??= setTimeout(() => void this.keep(), AFTER_MS);
  }

  private keep(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.changed || this.over || this.leaving) return Promise.resolve();
    return this.send();
  }

  private send(): Promise<void> {
    this.sending ??= this.sendPart().finally(() => (this.sending = undefined));
    return this.sending;
  }

  private async sendPart(): Promise<void> {
    this.changed = false;
    this.last = undefined;
    const outcome = await this.post();
    this.last = outcome;
    if (outcome !== 'kept') this.changed = true;
    // Changed, sent or taken out in another window: saving tells the rest.
    if (outcome === 'refused') this.over = true;
    this.tell(outcome);
    const later = outcome === 'kept' ? AFTER_MS : AGAIN_MS;
    if (this.changed && !this.over && !this.leaving) this.timer ??= setTimeout(() => void this.keep(), later);
  }

  private async post(): Promise<Outcome> {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.form))
      if (typeof value === 'string') fields.append(name, value);
    fields.set('go', 'keep');
    const body = fields.toString();
    try {
      const { status } = await fetch(this.form.action, {
        method: 'POST',
        headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
        body,
        cache: 'no-store',
        keepalive: body.length < PARTING_BYTES,
        signal: patience(),
      });
      return outcomeOf(status);
    } catch {
      return 'no-line';
    }
  }

  private tell(outcome: Outcome): void {
    const { saved, noLine, signedOut, refused, tooLong } = this.texts;
    const troubles = {
      kept: '',
      refused,
      'no-line': noLine,
      'signed-out': signedOut,
      'too-long': tooLong,
    };
    if (outcome === 'kept' && !this.changed) this.quiet(saved);
    const trouble = this.part('trouble');
    const words = troubles[outcome];
    trouble.hidden = words === '';
    if (trouble.textContent !== words) trouble.textContent = words;
  }

  /** Seen, and not read out: someone who listens while writing must not be talked over. */
  private quiet(words: string): void {
    this.part('kept').textContent = words;
  }

  /**
   * Without a line the page that comes next would be the browser's own, and Back would show what was saved before. So where the line is in
   * doubt this one is left only when its words are saved, or the server has just answered.
   */
  private submitted(event: SubmitEvent): void {
    if (this.asking) {
      event.preventDefault();
      return;
    }
    const { sending } = this;
    this.leaving = true;
    clearTimeout(this.timer);
    this.timer = undefined;
    if (sending === undefined && !(this.changed && !this.over && this.isDoubtful())) {
      this.soonHere();
      return;
    }
    event.preventDefault();
    this.asking = true;
    const { submitter } = event;
    void this.reached(sending ?? this.send()).then((isReached) => {
      this.asking = false;
      if (isReached) this.submit(submitter);
      else this.stay();
    });
  }

  private isDoubtful(): boolean {
    return this.last === 'no-line' || !navigator.onLine;
  }

  private async reached(sending: Promise<void>): Promise<boolean> {
    await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, COURTESY_MS))]);
    return (this.last !== undefined && this.last !== 'no-line') || this.isAnswered();
  }

  /** The part may hang on a line of its own that has died. */
  private isAnswered(): Promise<boolean> {
    return fetch(this.form.action, { method: 'HEAD', cache: 'no-store', signal: patience() }).then(
      ({ status }) => outcomeOf(status) !== 'no-line',
      () => false,
    );
  }

  private stay(): void {
    this.leaving = false;
    this.changed = true;
    this.last = 'no-line';
    this.tell('no-line');
    this.timer ??= setTimeout(() => void this.keep(), AFTER_MS);
  }

  private soonHere(): void {
    setTimeout(() => (this.leaving = false), STILL_HERE_MS);
  }

  private submit(submitter: HTMLElement | null): void {
    const pressed = this.pressed ?? document.createElement('input');
    this.pressed = pressed;
    pressed.type = 'hidden';
    pressed.name = 'go';
    pressed.value = submitter?.getAttribute('value') ?? 'on';
    this.form.append(pressed);
    this.soonHere();
    this.form.submit();
  }

  private part(name: string): HTMLElement {
    const found = this.form.querySelector<HTMLElement>(`[data-part="${name}"]`);
    if (found === null) throw new Error(`the form has no ${name}`);
    return found;
  }
}
