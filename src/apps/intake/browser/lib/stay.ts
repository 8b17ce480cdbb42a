/** Well within the shortest time after which a session ends by itself. */
const AGAIN_MS = 60_000;
/** Without a line. */
const SOON_MS = 5_000;

/**
 * For a form whose words are kept nowhere before it is sent and given back by nothing after it: while somebody writes, the session does not end by
 * time. Where it has ended, that is said while the words still stand there. What was written is not sent along.
 */
export class Stay {
  private askedAt = -Infinity;

  constructor(private readonly form: HTMLFormElement) {}

  listen(): void {
    this.form.addEventListener('input', () => {
      if (performance.now() - this.askedAt >= AGAIN_MS) void this.ask();
    });
    // A phone that was put away, or a page that was left for another.
    document.addEventListener('visibilitychange', () => this.back());
    window.addEventListener('focus', () => this.back());
  }

  private back(): void {
    const isWritten = [...this.form.querySelectorAll('textarea')].some(({ value }) => value !== '');
    if (!document.hidden && isWritten) void this.ask();
  }

  private async ask(): Promise<void> {
    this.askedAt = performance.now();
    try {
      const { status } = await fetch(this.form.action, { method: 'HEAD', cache: 'no-store' });
      if (status === 401) this.tell(this.form.dataset['ended'] ?? '');
      else if (status < 400) this.tell('');
    } catch {
      // Nothing is known of it: a letter that is typed a little later asks again.
      this.askedAt += SOON_MS - AGAIN_MS;
    }
  }

  private tell(words: string): void {
    const trouble = this.form.querySelector<HTMLElement>('[data-part="trouble"]');
    if (trouble === null || trouble.textContent === words) return;
    trouble.hidden = words === '';
    trouble.textContent = words;
  }
}
