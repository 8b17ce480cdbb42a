import type { WritingTexts } from '../shared/writing-texts';

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
  private over = false;
  private leaving = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> | undefined;

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
    this.sending ??= this.send().finally(() => (this.sending = undefined));
    return this.sending;
  }

  private async send(): Promise<void> {
    this.changed = false;
    const outcome = await this.post();
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

  private submitted(event: SubmitEvent): void {
    const { sending } = this;
    this.leaving = true;
    clearTimeout(this.timer);
    this.timer = undefined;
    setTimeout(() => (this.leaving = false), STILL_HERE_MS);
    if (sending === undefined) return;
    event.preventDefault();
    const wait = new Promise((resolve) => setTimeout(resolve, COURTESY_MS));
    void Promise.race([sending, wait]).then(() => this.submit(event.submitter));
  }

  private submit(submitter: HTMLElement | null): void {
    const pressed = document.createElement('input');
    pressed.type = 'hidden';
    pressed.name = 'go';
    pressed.value = submitter?.getAttribute('value') ?? 'on';
    this.form.append(pressed);
    this.form.submit();
  }

  private part(name: string): HTMLElement {
    const found = this.form.querySelector<HTMLElement>(`[data-part="${name}"]`);
    if (found === null) throw new Error(`the form has no ${name}`);
    return found;
  }
}
