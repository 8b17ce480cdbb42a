import type { SendOptions } from '../../../src/platform/http/send-object';

/** A right that ends with the signal. */
export const allowedUntil =
  (ended: AbortSignal): NonNullable<SendOptions['watch']> =>
  (cut) => {
    ended.addEventListener('abort', cut);
    return () => ended.removeEventListener('abort', cut);
  };
