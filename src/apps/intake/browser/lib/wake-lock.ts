/** A phone that falls asleep stops sending: keeps its screen on while `busy` says so, where the browser can. */
export class WakeLock {
  private lock: Promise<WakeLockSentinel | undefined> | undefined;

  update(busy: boolean): void {
    if (busy && this.lock === undefined && 'wakeLock' in navigator) {
      this.lock = navigator.wakeLock.request('screen').catch(() => undefined);
    } else if (!busy && this.lock !== undefined) {
      void this.lock.then((lock) => lock?.release());
      this.lock = undefined;
    }
  }

  /** The browser lets go of it whenever the page is hidden. */
  forget(): void {
    this.lock = undefined;
  }
}
