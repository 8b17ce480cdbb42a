import { resolve } from 'node:path';
import { z } from 'zod';
import { flag, MiB, positive, url } from './shapes';

/** Where the bytes are. */
export const objectsSettings = {
  /** With it objects go to S3 (Object Lock on the evidence bucket), without it to the file system. */
  S3_ENDPOINT: url.optional(),
  S3_REGION: z.string().default('eu-west-2'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** Intake's own key, whose rights must end at the incoming bucket. `lintel start` gives intake no other. */
  INTAKE_S3_ACCESS_KEY_ID: z.string().optional(),
  INTAKE_S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** Keys of workspace and issuer, which read evidence and no more; without them they get the worker's, which production refuses. */
  WORKSPACE_S3_ACCESS_KEY_ID: z.string().optional(),
  WORKSPACE_S3_SECRET_ACCESS_KEY: z.string().optional(),
  ISSUER_S3_ACCESS_KEY_ID: z.string().optional(),
  ISSUER_S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_INCOMING_BUCKET: z.string().default('lintel-incoming'),
  S3_EVIDENCE_BUCKET: z.string().default('lintel-evidence'),
  S3_FORCE_PATH_STYLE: flag.default(true),
  /**
   * After so many seconds in which S3 says nothing, or nothing more of a file that is waited for, it is asked again, twice; whatever
   * changes something has six times as long, and what S3 copies or puts together itself 30 times.
   */
  S3_ANSWER_SECONDS: positive.default(10),
  /** Root of `incoming/` and `evidence/` on a file system; default: objects/ under LINTEL_HOME. */
  OBJECTS_ROOT: z.string().optional(),
  /** Free space that intake always leaves on the disk of `incoming`. */
  LIMIT_FREE_BYTES: positive.default(512 * MiB),
  /** How long Object Lock holds an evidence object at first; retention rules extend it. */
  EVIDENCE_LOCK_DAYS: positive.default(2_557),
  /** COMPLIANCE: nobody can shorten a lock. GOVERNANCE: whoever has the right to bypass it can. */
  EVIDENCE_LOCK_MODE: z.enum(['COMPLIANCE', 'GOVERNANCE']).default('COMPLIANCE'),
};

type ObjectsEnvironment = z.infer<z.ZodObject<typeof objectsSettings>>;

export const objectsOf = (env: ObjectsEnvironment, home: string) => ({
  root: resolve(env.OBJECTS_ROOT ?? `${home}/objects`),
  lockDays: env.EVIDENCE_LOCK_DAYS,
  lockMode: env.EVIDENCE_LOCK_MODE,
  freeBytes: env.LIMIT_FREE_BYTES,
  s3:
    env.S3_ENDPOINT === undefined
      ? undefined
      : {
          endpoint: env.S3_ENDPOINT,
          region: env.S3_REGION,
          accessKeyId: env.S3_ACCESS_KEY_ID,
          secretAccessKey: env.S3_SECRET_ACCESS_KEY,
          incomingBucket: env.S3_INCOMING_BUCKET,
          evidenceBucket: env.S3_EVIDENCE_BUCKET,
          forcePathStyle: env.S3_FORCE_PATH_STYLE,
          answerMs: env.S3_ANSWER_SECONDS * 1_000,
        },
});
