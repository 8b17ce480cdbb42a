import { settingsOf, type Config, type ProcessName } from '../../../config';
import type { RoleUrls } from '../urls';
import { Refusal } from '../refusal';
import type { Listener } from './ports';

/** Where the processes listen, by configuration. */
export const listenersOf = (config: Config): Record<ProcessName, Listener> => ({
  worker: {
    name: 'worker',
    setting: 'WORKER_HEALTH_PORT',
    host: config.worker.host,
    port: config.worker.healthPort,
  },
  workspace: {
    name: 'workspace',
    setting: 'WORKSPACE_PORT',
    host: config.workspace.host,
    port: config.workspace.port,
  },
  issuer: {
    name: 'issuer, for intake alone,',
    setting: 'INTERNAL_PORT',
    host: config.internal.host,
    port: config.internal.port,
    tls: config.internal.tls,
  },
  intake: { name: 'intake', setting: 'INTAKE_PORT', host: config.intake.host, port: config.intake.port },
});

export interface Surroundings {
  readonly config: Config;
  readonly urls: RoleUrls;
  readonly sessionSecret: string;
  readonly internalSecret: string;
  readonly listeners: Record<ProcessName, Listener>;
}

/** Names of files and folders as they are from everywhere. */
function places({
  objects,
  custody,
  worker,
  timestamps,
  media,
  internal,
  intake,
}: Config): Record<string, string> {
  return {
    OBJECTS_ROOT: objects.root,
    CUSTODY_HEADS_FOLDER: custody.headsFolder,
    WORKER_SCRATCH: worker.scratch,
    ...(custody.keyFiles.length > 0 && { CUSTODY_KEY_FILES: custody.keyFiles.join(',') }),
    ...(media.trustAnchors.length > 0 && { C2PA_TRUST_ANCHORS: media.trustAnchors.join(',') }),
    ...(intake.languages.length > 0 && { INTAKE_LANGUAGES: intake.languages.join(',') }),
    ...(intake.bsl !== undefined && { INTAKE_BSL_VIDEO: intake.bsl.video }),
    ...(internal.tls !== undefined && {
      INTERNAL_TLS_CERT_FILE: internal.tls.certFile,
      INTERNAL_TLS_KEY_FILE: internal.tls.keyFile,
      INTERNAL_TLS_CA_FILE: internal.tls.caFile,
    }),
    ...(timestamps.caFile !== undefined && { TSA_CA_FILE: timestamps.caFile }),
  };
}

/** @throws Refusal where one process would hold another's key to the store */
function refuseSharedKeys(config: Config, made: Record<ProcessName, Record<string, string>>): void {
  const key = 'S3_ACCESS_KEY_ID';
  if (made.worker[key] === undefined) return;
  if (made.intake[key] === undefined)
    throw new Refusal(
      'Set INTAKE_S3_ACCESS_KEY_ID and INTAKE_S3_SECRET_ACCESS_KEY to a key that reaches the incoming bucket alone: intake must not hold the one that reads evidence.',
    );
  if (!config.production) return;
  const shared = (['workspace', 'issuer'] as const).filter((name) => made[name][key] === made.worker[key]);
  if (shared.length === 0) return;
  const names = shared.map((name) => `${name.toUpperCase()}_${key}`).join(' and ');
  throw new Refusal(
    `Set ${names}, and their secrets, to keys that read evidence and no more: the worker's can write it.`,
  );
}

/** The settings of each process: its own, and its own secrets alone. */
export function settingsOfAll(parts: Surroundings): Record<ProcessName, Record<string, string>> {
  const { config, urls, listeners } = parts;
  const given = {
    ...places(config),
    LINTEL_HOME: config.home,
    INTAKE_PORT: String(listeners.intake.port),
    WORKSPACE_PORT: String(listeners.workspace.port),
    WORKER_HEALTH_PORT: String(listeners.worker.port),
    INTERNAL_PORT: String(listeners.issuer.port),
    INTERNAL_SOCKET: config.internal.socket,
    INTERNAL_SECRET: parts.internalSecret,
    INTAKE_DATABASE_URL: urls.intake,
    WORKSPACE_DATABASE_URL: urls.workspace,
    WORKER_DATABASE_URL: urls.worker,
    WORKSPACE_SESSION_SECRET: parts.sessionSecret,
  };
  const made: Record<ProcessName, Record<string, string>> = {
    worker: settingsOf('worker', given),
    workspace: settingsOf('workspace', given),
    issuer: settingsOf('issuer', given),
    intake: settingsOf('intake', given),
  };
  refuseSharedKeys(config, made);
  return made;
}
