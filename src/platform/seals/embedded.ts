import type { Range } from './source';

export type Container = 'bmff' | 'jpeg' | 'png' | 'riff';

/** A manifest store as a file carries it. */
export interface Embedded {
  readonly container: Container;
  readonly store: Buffer;
  /** Where the seal itself lies, with everything around it that is there only for it. */
  readonly own: readonly Range[];
}
