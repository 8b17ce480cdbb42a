import { environment } from './config';
import { withSecretFiles } from './secret-files';

/** The long-running processes, in the order in which they start. */
export const PROCESSES = ['worker', 'workspace', 'issuer', 'intake'] as const;
export type ProcessName = (typeof PROCESSES)[number];

type Setting = keyof typeof environment.shape;

/** What a Node process needs from its surroundings. Nothing else that happens to be set is passed on. */
const SURROUNDINGS = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
];

/** For a process that finds its settings in a file. */
export const surroundings = (around: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv =>
  Object.fromEntries(SURROUNDINGS.filter((key) => key in around).map((key) => [key, around[key]]));

/** Settings that not every process gets. A break-in at intake must find nothing that opens another door. */
const ONLY_FOR: Partial<Record<Setting, readonly ProcessName[]>> = {
  ADMIN_DATABASE_URL: [],
  DATABASE_URL: [],
  INTAKE_DATABASE_URL: ['intake'],
  WORKSPACE_DATABASE_URL: ['workspace'],
  WORKER_DATABASE_URL: ['worker'],
  WORKSPACE_SESSION_SECRET: ['workspace'],
  WORKSPACE_SECRET_KEY: ['workspace'],
  WORKSPACE_FORMER_SECRET_KEY: ['workspace'],
  OIDC_ISSUER: ['workspace'],
  OIDC_CLIENT_ID: ['workspace'],
  OIDC_CLIENT_SECRET: ['workspace'],
  OIDC_ROLES: ['workspace'],
  OIDC_ACR_VALUES: ['workspace'],
  OIDC_AMR: ['workspace'],
  LOCAL_SIGN_IN: ['workspace'],
  CUSTODY_KEY_FILES: ['worker'],
  NOTIFY_API_KEY: ['worker'],
  SMTP_URL: ['worker'],
  SCHEME_BUDGET_PENCE: ['workspace'],
  SCHEME_FORCES: ['workspace'],
  C2PA_TRUST_ANCHORS: ['worker'],
  REDACTION_PROPOSALS: ['workspace', 'worker'],
  REDACTION_PROPOSALS_MAX_SECONDS: ['workspace'],
  REDACTION_PROPOSALS_FRAMES: ['worker'],
  TRANSCRIBE_FOLDER: ['workspace', 'worker'],
  TRANSCRIBE_MAX_SECONDS: ['workspace'],
  TRANSCRIBE_MINUTES: ['worker'],
  TRANSCRIBE_MEMORY_BYTES: ['worker'],
  LAW_CHECKED_FILE: [],
  LAW_CHECK_MONTHS: [],
  TSA_URL: ['worker'],
  TSA_CA_FILE: ['worker'],
  REDIS_URL: ['worker'],
  WORKER_SCRATCH: ['worker'],
  CLAMD_SOCKET: ['worker'],
  CLAMD_HOST: ['worker'],
  INTERNAL_HOST: ['intake', 'issuer'],
  WORKSPACE_INTERNAL_URL: ['intake'],
  INTERNAL_SECRET: ['intake', 'issuer'],
  INTERNAL_TLS_CERT_FILE: ['intake', 'issuer'],
  INTERNAL_TLS_KEY_FILE: ['intake', 'issuer'],
  INTERNAL_TLS_CA_FILE: ['intake', 'issuer'],
  INTERNAL_TLS_LOOK_SECONDS: ['intake', 'issuer'],
  INTERNAL_TLS_WARNING_DAYS: [],
  S3_ACCESS_KEY_ID: ['workspace', 'issuer', 'worker'],
  S3_SECRET_ACCESS_KEY: ['workspace', 'issuer', 'worker'],
  S3_EVIDENCE_BUCKET: ['workspace', 'issuer', 'worker'],
  S3_INCOMING_BUCKET: ['intake', 'workspace', 'worker'],
  INTAKE_S3_ACCESS_KEY_ID: [],
  INTAKE_S3_SECRET_ACCESS_KEY: [],
  WORKSPACE_S3_ACCESS_KEY_ID: [],
  WORKSPACE_S3_SECRET_ACCESS_KEY: [],
  ISSUER_S3_ACCESS_KEY_ID: [],
  ISSUER_S3_SECRET_ACCESS_KEY: [],
};

const S3_KEY = ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;

const mayHave = (name: ProcessName, setting: Setting): boolean => ONLY_FOR[setting]?.includes(name) ?? true;

/** The settings of one process: its own alone. `given` stands above what is set around us. */
export function settingsOf(
  name: ProcessName,
  given: Partial<Record<Setting, string>>,
  around: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const known = Object.keys(environment.shape);
  const settings: NodeJS.ProcessEnv = { ...withSecretFiles(around, known), ...given };
  for (const key of S3_KEY) {
    const its = settings[`${name.toUpperCase()}_${key}`];
    // Intake has its own or none: the other one opens the evidence.
    if (its !== undefined || name === 'intake') settings[key] = its;
  }
  const intakesOwn = name === 'intake' ? S3_KEY : [];
  const own = known.filter((key) => mayHave(name, key as Setting));
  return Object.fromEntries(
    [...own, ...intakesOwn].flatMap((key) => {
      const value = settings[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}
