import { fetchWithin } from '../../../../kernel/fetch-within';
import { onEnded, wantLook } from './ended';

/** Well within the shortest time after which a session ends by itself. */
const AGAIN_MS = 60_000;
/** Without a line. */
const SOON_MS = 5_000;
const PATIENCE_MS = 10_000;
const SIGNED_OUT = 401;

/**
 * For a form whose words are kept nowhere before it is sent and given back by nothing after it: while somebody writes, the session does not end by
 * time. Where it has ended, or there is no line, that is said while the words still stand there: without one the page that comes is the
 * browser's own, and Back has none of them. What was written is not sent along.
 */
export class Stay {
  private askedAt = -Infinity;
  /** It was sent off, and whether it would be taken is not known yet. */
  private asking = false;

  constructor(private readonly form: HTMLFormElement) {}

  listen(): void {
    this.form.addEventListener('input', () => {
      if (performance.now() - this.askedAt >= AGAIN_MS) void this.ask();
    });
    this.form.addEventListener('submit', (event) => this.submitted(event));
    // A phone that was put away, or a page that was left for another.
    document.addEventListener('visibilitychange', () => this.back());
    window.addEventListener('focus', () => this.back());
    onEnded(() => (this.isWritten ? [this.form] : undefined));
  }

  private get isWritten(): boolean {
    return [...this.form.querySelectorAll('textarea')].some(({ value }) => value !== '');
  }

  private back(): void {
    if (!document.hidden && this.isWritten) void this.ask();
  }

  private submitted(event: SubmitEvent): void {
    if (!this.isWritten) return;
    event.preventDefault();
    if (this.asking) return;
    this.asking = true;
    void this.status().then((status) => {
      this.asking = false;
      const { offline = '', ended = '' } = this.form.dataset;
      if (status === undefined || status >= 500) this.tell(offline);
      else if (status === SIGNED_OUT && this.told !== ended) this.tell(ended);
      else this.form.submit();
    });
  }

  private status(): Promise<number | undefined> {
    return fetchWithin(PATIENCE_MS, this.form.action, { method: 'HEAD', cache: 'no-store' }).then(
      ({ status }) => status,
      () => undefined,
    );
  }

  private async ask(): Promise<void> {
    this.askedAt = performance.now();
    const status = await this.status();
    // Nothing is known of it: a letter that is typed a little later asks again.
    if (status === undefined) this.askedAt += SOON_MS - AGAIN_MS;
    else if (status === SIGNED_OUT) this.tell(this.form.dataset['ended'] ?? '');
    else if (status < 400) this.tell('');
  }

  private get told(): string | undefined {
    return this.form.querySelector('[data-part="trouble"]')?.textContent;
  }

  private tell(words: string): void {
    if (words !== '' && words === this.form.dataset['ended']) wantLook();
    const trouble = this.form.querySelector<HTMLElement>('[data-part="trouble"]');
    if (trouble === null || trouble.textContent === words) return;
    trouble.hidden = words === '';
    trouble.textContent = words;
  }
}
