import { COMING } from '../shared/total';
import { fill } from '../shared/upload-texts';
import type { ServerFile } from './api';

/** A file of which more came within this time is taken to be on its way. On a thin line a store tells of one part long after the other. */
const STILL_MS = 30_000;

interface Seen {
  readonly bytes: number;
  /** On the clock of `told`. */
  readonly grewAt: number;
}

/** Files that another page of the victim's brings, on another device or in another tab: they are not to be chosen here as well. */
export class Elsewhere {
  private readonly seen = new Map<string, Seen>();

  /** @param adding what is said of one, with `{percent}`; @param known as they stood when the page was made */
  constructor(
    private readonly adding: string,
    known: readonly ServerFile[],
  ) {
    for (const { id, arrivedBytes } of known) this.seen.set(id, { bytes: arrivedBytes, grewAt: -Infinity });
  }

  /** The files as the victim is to be told of them. @param now milliseconds */
  told(files: readonly ServerFile[], now: number): ServerFile[] {
    return files.map((file) => {
      const { id, size, arrivedBytes, state } = file;
      const { bytes, grewAt } = this.seen.get(id) ?? { bytes: arrivedBytes, grewAt: -Infinity };
      const at = arrivedBytes > bytes ? now : grewAt;
      this.seen.set(id, { bytes: arrivedBytes, grewAt: at });
      if (state !== 'partial' || size === 0 || now - at >= STILL_MS) return file;
      const percent = Math.floor((100 * arrivedBytes) / size);
      return { ...file, state: COMING, words: fill(this.adding, { percent }) };
    });
  }
}
