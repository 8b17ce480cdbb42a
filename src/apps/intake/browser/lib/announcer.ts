/** Between two messages to a screen reader: someone who listens must not be talked over. */
const QUIET_MS = 5_000;

/** Speaks for the list through one polite live region, seldom; of messages that wait, those of progress are overtaken. */
export class Announcer {
  private waiting: { readonly words: string; readonly passing: boolean }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly region: HTMLElement) {}

  /** @param passing only worth saying as long as nothing newer is there */
  say(words: string, passing = false): void {
    this.waiting = this.waiting.filter((one) => !one.passing && one.words !== words);
    this.waiting.push({ words, passing });
    if (this.timer === undefined) this.speak();
  }

  private speak(): void {
    this.timer = undefined;
    if (this.waiting.length === 0) return;
    this.region.textContent = this.waiting.map(({ words }) => words).join(' ');
    this.waiting = [];
    this.timer = setTimeout(() => this.speak(), QUIET_MS);
  }
}
