import { z } from 'zod';
import { DomainError } from '../../../kernel/errors';
import { isSha256Hex, type Sha256Hex } from '../../../kernel/ids';

const hash = z.custom<Sha256Hex>((value) => typeof value === 'string' && isSha256Hex(value), 'not a SHA-256');

/** What a proof says was given to the coders; the rest of it is found again. */
export const claimed = z.object({
  picturesSha256: hash,
  sound: z.object({ sha256: hash }).nullable(),
});

/** One of the two small files cannot be read as what it should be. */
export class DamagedPaper extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'damaged-paper';
  constructor(which: 'recipe' | 'proof', of: 'redacted copy' | 'film', options?: ErrorOptions) {
    super(`The ${which} is damaged, or not one of a ${of}.`, options);
  }
}

/** @throws DamagedPaper */
export function readPaper<T>(
  which: 'recipe' | 'proof',
  of: 'redacted copy' | 'film',
  schema: z.ZodType<T>,
  text: string,
): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new DamagedPaper(which, of, { cause });
  }
}
