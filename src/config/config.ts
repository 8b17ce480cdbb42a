import { resolve } from 'node:path';
import { z } from 'zod';
import { caseworkOf, caseworkSettings } from './casework';
import { custodyOf, custodySettings, timestampsOf } from './custody';
import { databaseOf, databaseSettings } from './database';
import { fairnessOf, fairnessSettings } from './fairness';
import { fixityOf, fixitySettings } from './fixity';
import { intakeOf, intakeSettings } from './intake';
import { lawOf, lawSettings } from './law';
import { limitsOf, limitsSettings } from './limits';
import { malwareOf, malwareSettings } from './malware';
import { mediaOf, mediaSettings } from './media';
import { checkMessages, messagesOf, messagesSettings } from './messages';
import { objectsOf, objectsSettings } from './objects';
import { proposalsOf, proposalsSettings } from './proposals';
import { checkPublicAddresses } from './public-addresses';
import { checkRecipients, recipientsOf, recipientsSettings } from './recipients';
import { retentionOf, retentionSettings } from './retention';
import { schemeOf, schemeSettings } from './scheme';
import { checkServices, checkSurroundings, servicesSettings } from './services';
import { withSettingsFile } from './settings-file';
import { BadSecretFile, withSecretFiles } from './secret-files';
import { list, MiB, positive, url } from './shapes';
import { checkSignIn, signInOf, signInSettings } from './sign-in';
import { wordsOf, wordsSettings } from './words';
import { workerOf, workerSettings } from './worker';
import { workspaceOf, workspaceSettings } from './workspace';

/** Every setting, its meaning and its safe default. Names are environment variables; each room of them has its file. */
export const environment = z.object({
  /** In production whatever is unsafe is refused at the start. */
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  /** Folder of the embedded database, objects and keys. */
  LINTEL_HOME: z.string().min(1).default('.lintel'),
  /** Of the logs of processes; no level puts personal data into them. */
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),

  /** `lintel start`: a log of a process, or of its PostgreSQL, that has become so large goes on in a new file. */
  LOG_FILE_BYTES: positive.default(64 * MiB),
  /** `lintel start`: so many old files of each log are kept. */
  LOG_FILES_KEPT: positive.default(4),

  /** Address at which intake, workspace and issuer give figures (INTAKE_METRICS_PORT, WORKSPACE_METRICS_PORT, ISSUER_METRICS_PORT): never a public one. */
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** An OpenTelemetry collector (OTLP over HTTP, without `/v1/traces`) that gets traces, with nothing of anybody in them; none by default. */
  TRACES_OTLP_ENDPOINT: url.optional(),

  ...intakeSettings,
  ...workspaceSettings,
  ...signInSettings,
  ...recipientsSettings,
  ...workerSettings,
  ...databaseSettings,
  ...servicesSettings,
  ...objectsSettings,
  ...retentionSettings,
  ...lawSettings,
  ...fixitySettings,
  ...malwareSettings,
  ...custodySettings,
  ...limitsSettings,
  ...fairnessSettings,
  ...caseworkSettings,
  ...messagesSettings,
  ...schemeSettings,
  ...mediaSettings,
  ...proposalsSettings,
  ...wordsSettings,
});

type Environment = z.infer<typeof environment>;

/** Every bad setting in one message. Values are not repeated: some are secrets. */
export class BadConfiguration extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `The configuration has ${problems.length} bad setting(s):\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
    this.name = 'BadConfiguration';
  }
}

function group(env: Environment) {
  const home = resolve(env.LINTEL_HOME);
  return {
    production: env.NODE_ENV === 'production',
    /** A page that shows a value which is not there fails, instead of leaving a gap. */
    strictPages: env.NODE_ENV === 'test',
    home,
    logLevel: env.LOG_LEVEL,
    logs: { maxBytes: env.LOG_FILE_BYTES, kept: env.LOG_FILES_KEPT },
    metricsHost: env.METRICS_HOST,
    tracesEndpoint: env.TRACES_OTLP_ENDPOINT,
    trustedProxies: list(env.TRUSTED_PROXIES),
    intake: intakeOf(env),
    workspace: workspaceOf(env, home),
    signIn: signInOf(env, env.NODE_ENV === 'production', workspaceOf(env, home).publicUrl),
    internal: recipientsOf(env, home),
    worker: workerOf(env, home),
    database: databaseOf(env),
    redisUrl: env.REDIS_URL,
    objects: objectsOf(env, home),
    retention: retentionOf(env),
    law: lawOf(env, home),
    fixity: fixityOf(env),
    malware: malwareOf(env, env.NODE_ENV === 'production'),
    custody: custodyOf(env, home),
    timestamps: timestampsOf(env),
    limits: limitsOf(env),
    fairness: fairnessOf(env),
    ...caseworkOf(env),
    messages: messagesOf(env),
    scheme: schemeOf(env),
    media: mediaOf(env),
    proposals: proposalsOf(env),
    words: wordsOf(env),
  };
}

export type Config = ReturnType<typeof group>;

function readFiles(around: NodeJS.ProcessEnv, known: readonly string[]): NodeJS.ProcessEnv {
  try {
    return withSecretFiles(withSettingsFile(around), known);
  } catch (error) {
    if (error instanceof BadSecretFile) throw new BadConfiguration([error.message]);
    throw error;
  }
}

/** @throws BadConfiguration naming every bad key at once. */
export function loadConfig(around: NodeJS.ProcessEnv = process.env): Config {
  const known = Object.keys(environment.shape);
  const env = readFiles(around, known);
  const given = Object.fromEntries(
    known.filter((key) => env[key] !== undefined && env[key] !== '').map((key) => [key, env[key]]),
  );
  const parsed = environment
    .superRefine(checkPublicAddresses)
    .superRefine(checkServices)
    .superRefine(checkSurroundings(around))
    .superRefine(checkRecipients)
    .superRefine(checkSignIn)
    .superRefine(checkMessages)
    .safeParse(given);
  if (!parsed.success) {
    throw new BadConfiguration(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    );
  }
  return group(parsed.data);
}
