import type { ColumnOptions, ValueTransformer } from 'typeorm';

/**
 * For a `bigint` that counts bytes, places or events, as a number. PostgreSQL's driver gives such columns as text, since
 * they may exceed 2^53; none of ours ever gets near.
 * @throws RangeError, on reading, for a value that a number cannot hold exactly.
 */
export const safeInteger: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: string | null) => {
    if (value === null) return null;
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is too large for a number`);
    return number;
  },
};

/** `GENERATED ALWAYS AS IDENTITY`: PostgreSQL gives the number, and nobody may write it. */
export const IDENTITY = {
  type: 'bigint',
  insert: false,
  update: false,
  transformer: safeInteger,
} as const satisfies ColumnOptions;
