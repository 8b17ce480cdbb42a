import { COMING } from '../shared/total';
import type { ServerFile } from './api';

const FIRST_MS = 1_500;
const SLOWEST_MS = 15_000;
/**
 * So often at most, by the state of a file: asking keeps the session alive, and a page left open must not do it for ever. What stands still may
 * be brought by another page, and whether it grows is soon seen.
 */
const LOOKS: Readonly<Record<string, number>> = { partial: 8, waiting: 60, [COMING]: Infinity };

/** When the server's list is asked for again: at once after a change, then ever more slowly, and not for ever. */
export class Poll {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private times = 0;

  constructor(private readonly ask: () => Promise<void>) {}

  /** As soon as may be, and with all its patience again: many files must not use up that of each. */
  renew(): void {
    this.times = 0;
    this.soon();
  }

  soon(): void {
    this.after(0);
  }

  /**
   * Once more, while one of these is still to change on the server. Another page that brings bytes keeps the session alive by itself.
   * @param brings whether this page brings it: of that it knows without asking
   */
  follow(files: readonly ServerFile[], brings: (file: ServerFile) => boolean): void {
    const most = files.map((file) =>
      file.state !== 'waiting' && brings(file) ? 0 : (LOOKS[file.state] ?? 0),
    );
    if (this.times < Math.max(0, ...most)) this.after(Math.min(SLOWEST_MS, FIRST_MS * 1.2 ** this.times));
  }

  private after(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.times += 1;
      void this.ask();
    }, delay);
  }
}
