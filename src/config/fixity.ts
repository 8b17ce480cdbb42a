import { z } from 'zod';
import { MiB, positive } from './shapes';

/** The regular reading of everything that is kept. */
export const fixitySettings = {
  /** Every stored file is read again and hashed after so many days. */
  FIXITY_DAYS: positive.default(90),
  /** How fast one worker reads for it, bytes a second. */
  FIXITY_BYTES_PER_SECOND: positive.default(20 * MiB),
};

type FixityEnvironment = z.infer<z.ZodObject<typeof fixitySettings>>;

export const fixityOf = (env: FixityEnvironment) => ({
  days: env.FIXITY_DAYS,
  bytesPerSecond: env.FIXITY_BYTES_PER_SECOND,
});
