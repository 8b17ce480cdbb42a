import type { ProcessName } from '../../../config';

/**
 * V8 lets twice as much lie in spent buffers as its young heap may become, before it looks. By its own choice that is tens of
 * megabytes, which then counts as pressure, so that the whole heap is marked every 25 MB that pass: two thirds of the
 * processor time of an upload (docs/performance.md). Pages cost the same so.
 */
const BYTES_PASS = '--max-semi-space-size=2';

/** What Node is told of each process: its heap can be laid out only when it starts. */
export const NODE_OPTIONS: Readonly<Record<ProcessName, readonly string[]>> = {
  worker: [BYTES_PASS],
  workspace: [BYTES_PASS],
  // It has little else in its heap.
  issuer: ['--max-semi-space-size=1'],
  intake: [BYTES_PASS],
};
