import { COMING } from '../shared/total';

const MOST = 2;
/** Nothing is known of it yet. */
const WAITS: ReadonlySet<string> = new Set(['waiting', COMING]);

/** A file that must be brought again: from its first byte, or only what is missing at its end. */
export interface Again {
  readonly file: File;
  readonly from: 'start' | 'gap';
}

/** Files whose last byte was acknowledged and that are not yet checked: what got lost or changed goes again by itself. */
export class SecondTry {
  private readonly sent = new Map<string, { readonly file: File; readonly at: number }>();
  private readonly tries = new WeakMap<File, number>();

  /** @param at of the same clock as `asked` */
  arrived(id: string, file: File, at: number): void {
    this.sent.set(id, { file, at });
  }

  /** Whether the question left before the file was whole: its answer would frighten the victim for nothing. */
  isOld(id: string, asked: number): boolean {
    const sent = this.sent.get(id);
    return sent !== undefined && asked < sent.at;
  }

  /**
   * What the server says of a file. `partial` after the last byte was acknowledged: something on the way took bytes and
   * said that all is well. @param asked when the question left; an answer to an older one may say what was true before
   */
  told(id: string, state: string, asked: number): Again | undefined {
    const sent = this.sent.get(id);
    if (sent === undefined || WAITS.has(state) || this.isOld(id, asked)) return undefined;
    this.sent.delete(id);
    const { file } = sent;
    const tries = this.tries.get(file) ?? 0;
    if ((state !== 'changed' && state !== 'partial') || tries >= MOST) return undefined;
    this.tries.set(file, tries + 1);
    return { file, from: state === 'changed' ? 'start' : 'gap' };
  }
}
