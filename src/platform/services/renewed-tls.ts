import { statSync } from 'node:fs';
import { readServing, type MutualTls, type TlsFiles } from './mutual-tls';

/** Tells a file that was written anew, or put in the place of another, from the one that was read; why, where it cannot be looked at. */
function stampOf(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(' ');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

/** Tells whether one of them was renewed. */
export const stampsOf = ({ certFile, keyFile, caFile }: TlsFiles): string =>
  [certFile, keyFile, caFile].map(stampOf).join(', ');

export interface Renewal {
  readonly everyMs: number;
  /** Told of files that cannot serve, once for each change: what was read before serves on. */
  readonly report: (error: unknown) => void;
}

/** Certificate, key and authority as they are on the disk: looked at again and again, for they are renewed while we run. */
export class RenewedTls {
  private held: MutualTls | undefined;
  /** Of what is held. */
  private stamps: string | undefined;
  /** What was told last, and of which files. */
  private trouble: { readonly of: string; readonly error: unknown } | undefined;
  private readonly timer: NodeJS.Timeout;
  private readonly told: ((tls: MutualTls) => void)[] = [];

  constructor(
    private readonly files: TlsFiles,
    private readonly renewal: Renewal,
  ) {
    this.look();
    this.timer = setInterval(() => this.look(), renewal.everyMs).unref();
  }

  /** @throws why they cannot serve, as long as none has been read that could */
  get current(): MutualTls {
    if (this.held === undefined) throw this.trouble?.error;
    return this.held;
  }

  /** Until some have been read that can serve. */
  async untilServing(): Promise<void> {
    if (this.held !== undefined) return;
    // Nothing else may keep the process running yet.
    this.timer.ref();
    await new Promise<void>((resolve) => this.onRenewed(() => resolve()));
    this.timer.unref();
  }

  /** `use` is called with each renewal. */
  onRenewed(use: (tls: MutualTls) => void): void {
    this.told.push(use);
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** What could not serve is read again each time: the reason may pass, as too many open files does. */
  private look(): void {
    let stamps = '';
    try {
      // Before they are read: what changes meanwhile is another change.
      stamps = stampsOf(this.files);
      if (stamps === this.stamps) return;
      const read = readServing(this.files);
      for (const use of this.told) use(read);
      [this.held, this.stamps, this.trouble] = [read, stamps, undefined];
    } catch (error) {
      const of = `${stamps}: ${String(error)}`;
      if (of === this.trouble?.of) return;
      this.trouble = { of, error };
      this.renewal.report(error);
    }
  }
}
