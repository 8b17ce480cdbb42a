import { renameSync } from 'node:fs';

/** How large a file of a log may become, and how many old ones are kept beside it. */
export interface LogLimits {
  readonly maxBytes: number;
  readonly kept: number;
}

/** Gives `file` the name `file.1`, and so on with older ones; the oldest goes. Who writes to it goes on in `file.1` until it opens `file` again. */
export function putAside(file: string, kept: number): void {
  const names = [file, ...Array.from({ length: kept }, (_, index) => `${file}.${index + 1}`)];
  for (let index = kept; index > 0; index -= 1) {
    try {
      renameSync(names[index - 1] ?? '', names[index] ?? '');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}
