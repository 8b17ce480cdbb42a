import { fetchWithin } from '../../../../kernel/fetch-within';
import type { WritingTexts } from '../shared/writing-texts';
import { onEnded, wantLook } from './ended';
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
  private readonly turn: HTMLInputElement;
  private changed = false;
  /** What the last part came to. */
  private last: Outcome | undefined;
  /** The last part that came to an end was not kept: until one is, its words are on this page alone. */
  private isUnsaved = false;
  private over = false;
  private leaving = false;
  /** Save was pressed, and whether there is a line is not known yet. */
  private asking = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> | undefined;
  /** Bytes on their way, which a browser counts together. */
  private onTheWay = 0;
  private pressed: HTMLInputElement | undefined;

  constructor(private readonly form: HTMLFormElement) {
    // A page from before there was one saves all the same.
    this.turn = form.querySelector<HTMLInputElement>('input[name="turn"]') ?? document.createElement('input');
    this.texts = JSON.parse(form.dataset['texts'] ?? '{}') as WritingTexts;
    // Under a mistake nothing is promised.
    if (this.part('kept').textContent !== '') this.quiet(this.texts.keeping);
  }

  listen(): void {
    this.form.addEventListener('input', () => this.touched());
    this.form.addEventListener('submit', (event) => this.submitted(event));
    // The last moment that a phone tells of.
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.parting();
    });
    window.addEventListener('online', () => void this.keep());
    onEnded(() => (this.changed || this.isUnsaved || this.sending !== undefined ? [this.form] : undefined));
    // Only where words would be lost: nothing else stands between the victim and the way out.
    window.addEventListener('beforeunload', (event) => {
      if (this.wouldLose() && !this.leaving && !hasLeft()) event.preventDefault();
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

  /** The page is about to go, perhaps: what was written since the part that is on its way waits for no answer to it. */
  private parting(): void {
    if (this.changed && !this.over && !this.leaving) void this.begin();
  }

  private send(): Promise<void> {
    return this.sending ?? this.begin();
  }

  private begin(): Promise<void> {
    const sending = this.sendPart().finally(() => {
      if (this.sending === sending) this.sending = undefined;
    });
    this.sending = sending;
    return sending;
  }

  private async sendPart(): Promise<void> {
    this.changed = false;
    this.last = undefined;
    const turn = this.nextTurn();
    const outcome = await this.post();
    // A later one carries more, and the server lets none take anything back from it.
    if (turn !== this.turn.value) return;
    this.last = outcome;
    this.isUnsaved = outcome !== 'kept';
    if (outcome !== 'kept') this.changed = true;
    // Changed, sent or taken out in another window: saving tells the rest.
    if (outcome === 'refused') this.over = true;
    if (outcome === 'signed-out') wantLook();
    this.tell(outcome);
    const later = outcome === 'kept' ? AFTER_MS : AGAIN_MS;
    if (this.changed && !this.over && !this.leaving) this.timer ??= setTimeout(() => void this.keep(), later);
  }

  private written(): string {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.form))
      if (typeof value === 'string') fields.append(name, value);
    fields.set('go', 'keep');
    return fields.toString();
  }

  /** Also more than a browser carries on with after the page is gone. */
  private wouldLose(): boolean {
    const isToCome = this.changed || this.sending !== undefined;
    return this.isUnsaved || (isToCome && this.written().length >= PARTING_BYTES);
  }

  private async post(): Promise<Outcome> {
    const body = this.written();
    this.onTheWay += body.length;
    try {
      const { status } = await fetchWithin(PATIENCE_MS, this.form.action, {
        method: 'POST',
        headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
        body,
        cache: 'no-store',
        keepalive: this.onTheWay < PARTING_BYTES,
      });
      return outcomeOf(status);
    } catch {
      return 'no-line';
    } finally {
      this.onTheWay -= body.length;
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
      this.nextTurn();
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
    return fetchWithin(PATIENCE_MS, this.form.action, { method: 'HEAD', cache: 'no-store' }).then(
      ({ status }) => outcomeOf(status) !== 'no-line',
      () => false,
    );
  }

  private stay(): void {
    this.leaving = false;
    this.changed = true;
    this.last = 'no-line';
    this.isUnsaved = true;
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
    this.nextTurn();
    this.form.submit();
    // Should the page stay, the next button speaks for itself.
    pressed.remove();
  }

  /** Of each part, and of the whole: one that stays on its way takes nothing back from a later one. Kept in the form, which carries it. */
  private nextTurn(): string {
    const next = String(Number(this.turn.value) + 1);
    this.turn.value = next;
    return next;
  }

  private part(name: string): HTMLElement {
    const found = this.form.querySelector<HTMLElement>(`[data-part="${name}"]`);
    if (found === null) throw new Error(`the form has no ${name}`);
    return found;
  }
}
