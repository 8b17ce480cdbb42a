import { statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { readTls, type MutualTls, type TlsFiles } from './mutual-tls';

/** Tells a file that was written anew, or put in the place of another, from the one that was read. */
function stampOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? 'none' : [found.ino, found.size, found.mtimeNs, found.ctimeNs].join(' ');
}

const stampsOf = ({ certFile, keyFile, caFile }: TlsFiles): string =>
  [certFile, keyFile, caFile].map(stampOf).join(', ');

/** @throws when one cannot be read, or the key is of another certificate, as it is for a moment while both are renewed */
function readWhole(files: TlsFiles): MutualTls {
  const read = readTls(files);
  createSecureContext(read);
  return read;
}

export interface Renewal {
  readonly everyMs: number;
  /** Told of files that cannot serve, once for each change: what was read before serves on. */
  readonly report: (error: unknown) => void;
}

/** Certificate, key and authority as they are on the disk: looked at again and again, for they are renewed while we run. */
export class RenewedTls {
  private held: MutualTls;
  private stamps: string;
  private readonly timer: NodeJS.Timeout;
  private readonly told: ((tls: MutualTls) => void)[] = [];

  /** @throws when they cannot serve */
  constructor(
    private readonly files: TlsFiles,
    private readonly renewal: Renewal,
  ) {
    this.stamps = stampsOf(files);
    this.held = readWhole(files);
    this.timer = setInterval(() => this.look(), renewal.everyMs).unref();
  }

  get current(): MutualTls {
    return this.held;
  }

  /** `use` is called with each renewal. */
  onRenewed(use: (tls: MutualTls) => void): void {
    this.told.push(use);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    try {
      const stamps = stampsOf(this.files);
      if (stamps === this.stamps) return;
      // Before they are read: what changes meanwhile is another change.
      this.stamps = stamps;
      this.held = readWhole(this.files);
      for (const use of this.told) use(this.held);
    } catch (error) {
      this.renewal.report(error);
    }
  }
}
