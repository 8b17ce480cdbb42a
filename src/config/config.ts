import { resolve } from 'node:path';
import { z } from 'zod';
import { retentionOf, retentionSettings } from './retention';
import { checkSignIn, signInOf, signInSettings } from './sign-in';

const port = z.coerce.number().int().min(0).max(65_535);
const positive = z.coerce.number().int().positive();
const url = z.url();
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

/** Every setting, its meaning and its safe default. Names are environment variables. */
export const environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  /** Folder of the embedded database, objects and keys. */
  LINTEL_HOME: z.string().min(1).default('.lintel'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),

  INTAKE_HOST: z.string().default('127.0.0.1'),
  INTAKE_PORT: port.default(8080),
  /** Where she reaches intake; links and the cookie's Secure flag follow from it. */
  INTAKE_PUBLIC_URL: url.optional(),
  /** Neutral by default: nothing on her screen may say what the service is for. */
  INTAKE_SERVICE_NAME: z.string().min(1).max(60).default('Secure file drop'),
  /** A harmless site that "Exit this page" goes to. */
  INTAKE_EXIT_URL: url.default('https://www.bbc.co.uk/weather'),
  /** Whom she may ask where no officer has said it, in neutral words: `Call 0191 496 0000 and ask for Sam.` */
  INTAKE_CONTACT: z.string().trim().max(200).default(''),
  INTAKE_SESSION_MINUTES: positive.default(60),
  /** Addresses of the proxies in front, comma-separated; empty means none is trusted. */
  TRUSTED_PROXIES: z.string().default(''),

  WORKSPACE_HOST: z.string().default('127.0.0.1'),
  WORKSPACE_PORT: port.default(8081),
  WORKSPACE_PUBLIC_URL: url.optional(),
  WORKSPACE_SESSION_SECRET: z.string().min(32).optional(),
  /** A session ends after so long without a request, */
  WORKSPACE_IDLE_MINUTES: positive.default(15),
  /** and in any case so long after signing in. */
  WORKSPACE_SESSION_MINUTES: positive.default(12 * 60),
  /** How long an officer who has confirmed who they are may take copies, seal, issue and dispose. */
  STEP_UP_MINUTES: positive.default(10),
  /** 64 hexadecimal digits: seals second factors in the database; default: made under LINTEL_HOME/workspace. */
  WORKSPACE_SECRET_KEY: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/)
    .optional(),
  /** How long an officer who is no member may look into an investigation in an emergency. */
  EMERGENCY_ACCESS_MINUTES: positive.default(60),

  ...signInSettings,

  /** Where workspace answers intake about bundles: a port that the public must not reach. */
  INTERNAL_HOST: z.string().default('127.0.0.1'),
  INTERNAL_PORT: port.default(8083),
  /** Where intake finds it; default: INTERNAL_HOST and INTERNAL_PORT. */
  WORKSPACE_INTERNAL_URL: url.optional(),
  /** How long a recipient who does nothing stays let in. */
  RECIPIENT_SESSION_MINUTES: positive.default(60),

  WORKER_HOST: z.string().default('127.0.0.1'),
  WORKER_HEALTH_PORT: port.default(8082),
  /** Jobs of each kind at once in one worker process. */
  WORKER_CONCURRENCY: positive.default(2),
  /** How long a job stays with a worker that has fallen silent before another takes it up. */
  WORKER_LOCK_SECONDS: positive.default(30),
  /** Work handed to the queue so long ago and not done is looked for, and handed over again when the queue has lost it. */
  WORKER_OVERDUE_SECONDS: positive.default(120),
  /** Where workers keep copies while they work on them, as large as the largest clips; default: scratch/ under LINTEL_HOME. */
  WORKER_SCRATCH: z.string().min(1).optional(),

  /** A superuser, for `lintel db-init` alone: it makes the roles and the database that the URLs below name. */
  ADMIN_DATABASE_URL: url.optional(),
  /** Owner role: migrations and the operator's commands only. */
  DATABASE_URL: url.optional(),
  INTAKE_DATABASE_URL: url.optional(),
  WORKSPACE_DATABASE_URL: url.optional(),
  WORKER_DATABASE_URL: url.optional(),
  DATABASE_POOL_SIZE: positive.default(10),

  /** With it BullMQ runs on Redis (which must be `noeviction`), without it on PostgreSQL. */
  REDIS_URL: url.optional(),

  /** With it objects go to S3 (Object Lock on the evidence bucket), without it to the file system. */
  S3_ENDPOINT: url.optional(),
  S3_REGION: z.string().default('eu-west-2'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** Intake's own key, whose rights must end at the incoming bucket. `lintel start` gives intake no other. */
  INTAKE_S3_ACCESS_KEY_ID: z.string().optional(),
  INTAKE_S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_INCOMING_BUCKET: z.string().default('lintel-incoming'),
  S3_EVIDENCE_BUCKET: z.string().default('lintel-evidence'),
  S3_FORCE_PATH_STYLE: flag.default(true),
  /** Root of `incoming/` and `evidence/` on a file system; default: objects/ under LINTEL_HOME. */
  OBJECTS_ROOT: z.string().optional(),

  ...retentionSettings,

  /** Name of this log in its checkpoints (C2SP tlog-checkpoint origin line). */
  CUSTODY_ORIGIN: z
    .string()
    .regex(/^[^\s+]+$/)
    .default('lintel.localhost/custody'),
  /** PEM files of Ed25519 keys that sign checkpoints, comma-separated; default: made under LINTEL_HOME/keys. */
  CUSTODY_KEY_FILES: z.string().optional(),
  CUSTODY_SEQUENCE_MS: positive.default(200),
  CUSTODY_BATCH: positive.default(1_000),

  /** A time stamping authority (RFC 3161) over HTTP; without it no time stamps are asked for. */
  TSA_URL: url.optional(),
  /** PEM file of the root certificates to which the authority must lead; without it any signer is taken. */
  TSA_CA_FILE: z.string().optional(),
  TSA_INTERVAL_MINUTES: positive.default(60),
  TSA_TIMEOUT_SECONDS: positive.default(15),

  LIMIT_CLIP_BYTES: positive.default(8 * GiB),
  LIMIT_CLIPS_PER_SUBMISSION: positive.default(200),
  /** Decided together by one officer in one go. */
  LIMIT_CLIPS_TOGETHER: positive.default(50),
  /** Clips and incidents that follow each other within so many minutes are proposed as one occasion. */
  CONDUCT_TOGETHER_MINUTES: positive.default(30),
  LIMIT_INVITATION_BYTES: positive.default(100 * GiB),
  LIMIT_INVITATION_DAYS: positive.default(366),
  /** How long a private link may live with all the time it is given; then a new one is made. */
  LIMIT_INVITATION_TOTAL_DAYS: positive.default(1_096),
  /** How long a recipient's link to a bundle may work. */
  LIMIT_ISSUE_DAYS: positive.default(90),
  /** Wrong codes for one invitation before it locks; the officer unlocks by giving a new code. */
  LIMIT_CODE_ATTEMPTS: positive.default(10),
  /** Wrong codes and unknown links from one address in an hour. */
  LIMIT_ADDRESS_ATTEMPTS: positive.default(60),
  LIMIT_SIGN_IN_ATTEMPTS: positive.default(10),
  /** Free space that intake always leaves on the disk of `incoming`. */
  LIMIT_FREE_BYTES: positive.default(512 * MiB),
  /** How long an unsent draft is kept after its last change. */
  LIMIT_DRAFT_DAYS: positive.default(90),

  /**
   * Days that a doorbell's cloud keeps a clip, for makes of which that is known here: `eufy=30,ring=60-180` (the second
   * number is the most that can be set in its app).
   */
  FOOTAGE_RETENTION_DAYS: z
    .string()
    .regex(/^([a-z]+=\d{1,4}(-\d{1,4})?(,|$))*$/)
    .default(''),
  /** So many days before a doorbell's better copy may be gone, officers are shown it. */
  FOOTAGE_SOON_DAYS: positive.default(7),

  /** Events in one table that an auditor takes away. */
  LIMIT_AUDIT_ROWS: positive.default(200_000),
  /** The largest file that an officer may add as an exhibit. */
  /** Single frames that may be taken of one exhibit, failed ones included: a recording is not taken apart by mistake. */
  LIMIT_STILLS_PER_EXHIBIT: positive.default(200),
  LIMIT_ADDITION_BYTES: positive.default(4 * GiB),

  /** Exhibit labels on a sheet of A4: columns x rows, and the margin that its paper leaves around them. */
  EXHIBIT_LABEL_SHEET: z
    .string()
    .regex(/^[1-4]x([1-9]|1[0-2])$/)
    .default('2x4'),
  EXHIBIT_LABEL_MARGIN_MM: z.coerce.number().min(5).max(40).default(10),

  /** How messages leave: none by default, and officers hand links over. */
  MESSAGES_DRIVER: z.enum(['none', 'notify', 'smtp']).default('none'),
  MESSAGES_TIMEOUT_SECONDS: positive.default(20),
  NOTIFY_URL: url.default('https://api.notifications.service.gov.uk'),
  NOTIFY_API_KEY: z.string().optional(),
  /** Templates in GOV.UK Notify that hold `((body))` alone, and `((subject))` for email; without one there is no such way. */
  NOTIFY_SMS_TEMPLATE_ID: z.guid().optional(),
  NOTIFY_EMAIL_TEMPLATE_ID: z.guid().optional(),
  /** `smtp://user:password@host:587` (STARTTLS) or `smtps://host:465`. */
  SMTP_URL: url.optional(),
  /** Neutral: the sender's name and address stand in her inbox. */
  SMTP_FROM: z
    .string()
    .regex(/@[^@\s]+$/)
    .optional(),
  /** Mail without TLS: for a relay on the same machine alone. */
  SMTP_ALLOW_PLAIN: flag.default(false),

  /** What the scheme may spend on doorbells, in pence. */
  SCHEME_BUDGET_PENCE: positive.default(1_000_000),
  /** Forces for which the scheme gives out doorbells, separated by commas. */
  SCHEME_FORCES: z.string().min(1).default('Durham Constabulary'),

  FFMPEG_PATH: z.string().default('ffmpeg'),
  FFPROBE_PATH: z.string().default('ffprobe'),
  BWRAP_PATH: z.string().default('bwrap'),
  EXIFTOOL_PATH: z.string().default('exiftool'),
  /** Decoders without bubblewrap: refused in production unless this says otherwise. */
  MEDIA_ALLOW_UNSANDBOXED: flag.default(false),
  MEDIA_MAX_STREAMS: positive.default(16),
  MEDIA_MAX_PIXELS: positive.default(8192 * 4608),
  /** A larger photograph or screenshot gets no copy without metadata. */
  MEDIA_PICTURE_BYTES: positive.default(256 * MiB),
  MEDIA_PICTURE_PIXELS: positive.default(256_000_000),
  MEDIA_MAX_SECONDS: positive.default(6 * 3600),
  MEDIA_CPU_SECONDS: positive.default(4 * 3600),
  MEDIA_MEMORY_BYTES: positive.default(3 * GiB),
  MEDIA_OUTPUT_BYTES: positive.default(16 * GiB),
  /** A decoder that makes no progress for this long is stopped. */
  MEDIA_STALL_SECONDS: positive.default(180),
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
  const list = (text: string | undefined): string[] => (text ?? '').split(',').filter((part) => part !== '');
  return {
    production: env.NODE_ENV === 'production',
    home,
    logLevel: env.LOG_LEVEL,
    intake: {
      host: env.INTAKE_HOST,
      port: env.INTAKE_PORT,
      publicUrl: env.INTAKE_PUBLIC_URL ?? `http://${env.INTAKE_HOST}:${env.INTAKE_PORT}`,
      serviceName: env.INTAKE_SERVICE_NAME,
      exitUrl: env.INTAKE_EXIT_URL,
      contact: env.INTAKE_CONTACT,
      sessionMinutes: env.INTAKE_SESSION_MINUTES,
    },
    trustedProxies: list(env.TRUSTED_PROXIES),
    workspace: {
      host: env.WORKSPACE_HOST,
      port: env.WORKSPACE_PORT,
      publicUrl: env.WORKSPACE_PUBLIC_URL ?? `http://${env.WORKSPACE_HOST}:${env.WORKSPACE_PORT}`,
      sessionSecret: env.WORKSPACE_SESSION_SECRET,
      idleMinutes: env.WORKSPACE_IDLE_MINUTES,
      sessionMinutes: env.WORKSPACE_SESSION_MINUTES,
      stepUpMinutes: env.STEP_UP_MINUTES,
      emergencyMinutes: env.EMERGENCY_ACCESS_MINUTES,
      secretKey: env.WORKSPACE_SECRET_KEY,
      secretKeyFile: `${home}/workspace/secret.key`,
    },
    signIn: signInOf(env),
    conduct: { togetherMinutes: env.CONDUCT_TOGETHER_MINUTES },
    internal: {
      host: env.INTERNAL_HOST,
      port: env.INTERNAL_PORT,
      url: env.WORKSPACE_INTERNAL_URL ?? `http://${env.INTERNAL_HOST}:${env.INTERNAL_PORT}`,
      sessionMinutes: env.RECIPIENT_SESSION_MINUTES,
    },
    worker: {
      host: env.WORKER_HOST,
      healthPort: env.WORKER_HEALTH_PORT,
      concurrency: env.WORKER_CONCURRENCY,
      lockSeconds: env.WORKER_LOCK_SECONDS,
      overdueSeconds: env.WORKER_OVERDUE_SECONDS,
      scratch: resolve(env.WORKER_SCRATCH ?? `${home}/scratch`),
    },
    database: {
      adminUrl: env.ADMIN_DATABASE_URL,
      ownerUrl: env.DATABASE_URL,
      intakeUrl: env.INTAKE_DATABASE_URL,
      workspaceUrl: env.WORKSPACE_DATABASE_URL,
      workerUrl: env.WORKER_DATABASE_URL,
      poolSize: env.DATABASE_POOL_SIZE,
    },
    redisUrl: env.REDIS_URL,
    objects: {
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
            },
    },
    custody: {
      origin: env.CUSTODY_ORIGIN,
      keyFiles: list(env.CUSTODY_KEY_FILES).map((file) => resolve(file)),
      keyFolder: `${home}/keys`,
    retention: retentionOf(env),
      sequenceMs: env.CUSTODY_SEQUENCE_MS,
      batch: env.CUSTODY_BATCH,
    },
    timestamps: {
      url: env.TSA_URL,
      caFile: env.TSA_CA_FILE === undefined ? undefined : resolve(env.TSA_CA_FILE),
      intervalMinutes: env.TSA_INTERVAL_MINUTES,
      timeoutSeconds: env.TSA_TIMEOUT_SECONDS,
    },
    limits: {
      clipBytes: env.LIMIT_CLIP_BYTES,
      clipsPerSubmission: env.LIMIT_CLIPS_PER_SUBMISSION,
      clipsTogether: env.LIMIT_CLIPS_TOGETHER,
      invitationBytes: env.LIMIT_INVITATION_BYTES,
      invitationDays: env.LIMIT_INVITATION_DAYS,
      invitationTotalDays: env.LIMIT_INVITATION_TOTAL_DAYS,
      issueDays: env.LIMIT_ISSUE_DAYS,
      codeAttempts: env.LIMIT_CODE_ATTEMPTS,
      addressAttempts: env.LIMIT_ADDRESS_ATTEMPTS,
      signInAttempts: env.LIMIT_SIGN_IN_ATTEMPTS,
      draftDays: env.LIMIT_DRAFT_DAYS,
      stillsPerExhibit: env.LIMIT_STILLS_PER_EXHIBIT,
      additionBytes: env.LIMIT_ADDITION_BYTES,
      auditRows: env.LIMIT_AUDIT_ROWS,
    },
    labels: {
      columns: Number(env.EXHIBIT_LABEL_SHEET.split('x')[0]),
      rows: Number(env.EXHIBIT_LABEL_SHEET.split('x')[1]),
      marginMm: env.EXHIBIT_LABEL_MARGIN_MM,
    },
    footage: {
      soonDays: env.FOOTAGE_SOON_DAYS,
      retention: Object.fromEntries(
        list(env.FOOTAGE_RETENTION_DAYS).map((entry) => {
          const [make = '', span = ''] = entry.split('=');
          const [days = 0, longestDays = days] = span.split('-').map(Number);
          return [make, { days, longestDays }] as const;
        }),
      ),
    },
    messages: {
      driver: env.MESSAGES_DRIVER,
      timeoutSeconds: env.MESSAGES_TIMEOUT_SECONDS,
      notify: {
        url: env.NOTIFY_URL,
        apiKey: env.NOTIFY_API_KEY,
        smsTemplate: env.NOTIFY_SMS_TEMPLATE_ID,
        emailTemplate: env.NOTIFY_EMAIL_TEMPLATE_ID,
      },
      smtp: { url: env.SMTP_URL, from: env.SMTP_FROM, plain: env.SMTP_ALLOW_PLAIN },
    },
    scheme: {
      budgetPence: env.SCHEME_BUDGET_PENCE,
      forces: list(env.SCHEME_FORCES).map((force) => force.trim()),
    },
    media: {
      ffmpegPath: env.FFMPEG_PATH,
      ffprobePath: env.FFPROBE_PATH,
      bwrapPath: env.BWRAP_PATH,
      exiftoolPath: env.EXIFTOOL_PATH,
      allowUnsandboxed: env.MEDIA_ALLOW_UNSANDBOXED || env.NODE_ENV !== 'production',
      maxStreams: env.MEDIA_MAX_STREAMS,
      maxPixels: env.MEDIA_MAX_PIXELS,
      pictureBytes: env.MEDIA_PICTURE_BYTES,
      picturePixels: env.MEDIA_PICTURE_PIXELS,
      maxSeconds: env.MEDIA_MAX_SECONDS,
      cpuSeconds: env.MEDIA_CPU_SECONDS,
      memoryBytes: env.MEDIA_MEMORY_BYTES,
      outputBytes: env.MEDIA_OUTPUT_BYTES,
      stallSeconds: env.MEDIA_STALL_SECONDS,
    },
  };
}

export type Config = ReturnType<typeof group>;

/** @throws BadConfiguration naming every bad key at once. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const known = Object.keys(environment.shape);
  const given = Object.fromEntries(
    known.filter((key) => env[key] !== undefined && env[key] !== '').map((key) => [key, env[key]]),
  );
  const parsed = environment.superRefine(checkSignIn).safeParse(given);
  if (!parsed.success) {
    throw new BadConfiguration(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    );
  }
  return group(parsed.data);
}
