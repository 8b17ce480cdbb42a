import { resolve } from 'node:path';
import { z } from 'zod';
import { list, positive, url } from './shapes';

/** The log, its keys, and the time stamps on its checkpoints and on bundles. */
export const custodySettings = {
  /** Name of this log in its checkpoints (C2SP tlog-checkpoint origin line). */
  CUSTODY_ORIGIN: z
    .string()
    .regex(/^[^\s+]+$/)
    .default('lintel.localhost/custody'),
  /** PEM files of Ed25519 keys that sign checkpoints, comma-separated; default: made under LINTEL_HOME/keys. */
  CUSTODY_KEY_FILES: z.string().optional(),
  CUSTODY_SEQUENCE_MS: positive.default(200),
  CUSTODY_BATCH: positive.default(1_000),
  /** Others who watch the log (C2SP tlog-witness): `VKEY ADDRESS`, comma-separated. */
  CUSTODY_WITNESSES: z
    .string()
    .regex(
      /^(\s*[^\s,]+\+[0-9a-f]{8}\+[^\s,]+ https?:\/\/[^\s,]+\s*(,|$))*$/,
      'needs VKEY ADDRESS, comma-separated',
    )
    .default(''),
  CUSTODY_WITNESS_SECONDS: positive.default(60),
  CUSTODY_WITNESS_TIMEOUT_SECONDS: positive.default(10),
  /** How often the log is compared with what is remembered of it, and how often every record is checked. */
  CUSTODY_WATCH_SECONDS: positive.default(5),
  CUSTODY_CHECK_MINUTES: positive.default(360),
  /** Where each process keeps the newest head that it has seen; default: under LINTEL_HOME/heads. */
  CUSTODY_HEADS_FOLDER: z.string().optional(),
  /** A time stamping authority (RFC 3161) over HTTP; without it no time stamps are asked for. */
  TSA_URL: url.optional(),
  /** PEM file of the root certificates to which the authority must lead; without it any signer is taken. */
  TSA_CA_FILE: z.string().optional(),
  TSA_INTERVAL_MINUTES: positive.default(60),
  TSA_TIMEOUT_SECONDS: positive.default(15),
};

type CustodyEnvironment = z.infer<z.ZodObject<typeof custodySettings>>;

export const custodyOf = (env: CustodyEnvironment, home: string) => ({
  origin: env.CUSTODY_ORIGIN,
  keyFiles: list(env.CUSTODY_KEY_FILES).map((file) => resolve(file)),
  keyFolder: `${home}/keys`,
  sequenceMs: env.CUSTODY_SEQUENCE_MS,
  batch: env.CUSTODY_BATCH,
  witnesses: list(env.CUSTODY_WITNESSES).map((entry) => {
    const [key = '', address = ''] = entry.trim().split(' ');
    return { key, url: address };
  }),
  witnessSeconds: env.CUSTODY_WITNESS_SECONDS,
  watchSeconds: env.CUSTODY_WATCH_SECONDS,
  checkMinutes: env.CUSTODY_CHECK_MINUTES,
  headsFolder: env.CUSTODY_HEADS_FOLDER === undefined ? `${home}/heads` : resolve(env.CUSTODY_HEADS_FOLDER),
  witnessTimeoutSeconds: env.CUSTODY_WITNESS_TIMEOUT_SECONDS,
});

export const timestampsOf = (env: CustodyEnvironment) => ({
  url: env.TSA_URL,
  caFile: env.TSA_CA_FILE === undefined ? undefined : resolve(env.TSA_CA_FILE),
  intervalMinutes: env.TSA_INTERVAL_MINUTES,
  timeoutSeconds: env.TSA_TIMEOUT_SECONDS,
});
