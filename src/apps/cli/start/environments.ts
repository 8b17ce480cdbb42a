import { environmentOf, type Config, type ProcessName } from '../../../config';
import type { RoleUrls } from '../databases';
import { Refusal } from '../refusal';
import type { Listener } from './ports';

/** Where the three processes listen, by configuration. */
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
  intake: { name: 'intake', setting: 'INTAKE_PORT', host: config.intake.host, port: config.intake.port },
});

/** Where workspace answers intake about bundles. */
export const internalListener = (config: Config): Listener => ({
  name: 'workspace, for intake alone,',
  setting: 'INTERNAL_PORT',
  host: config.internal.host,
  port: config.internal.port,
});

export interface Surroundings {
  readonly config: Config;
  readonly urls: RoleUrls;
  readonly sessionSecret: string;
  readonly listeners: Record<ProcessName, Listener>;
  readonly internal: Listener;
}

/** The environment of each process: its own settings and secrets alone. */
export function environments({ config, urls, sessionSecret, listeners, internal }: Surroundings) {
  const given = {
    LINTEL_HOME: config.home,
    INTAKE_PORT: String(listeners.intake.port),
    WORKSPACE_PORT: String(listeners.workspace.port),
    WORKER_HEALTH_PORT: String(listeners.worker.port),
    INTERNAL_PORT: String(internal.port),
    INTAKE_DATABASE_URL: urls.intake,
    WORKSPACE_DATABASE_URL: urls.workspace,
    WORKER_DATABASE_URL: urls.worker,
    WORKSPACE_SESSION_SECRET: sessionSecret,
  };
  const made: Record<ProcessName, NodeJS.ProcessEnv> = {
    worker: environmentOf('worker', given),
    workspace: environmentOf('workspace', given),
    intake: environmentOf('intake', given),
  };
  const key = 'S3_ACCESS_KEY_ID';
  if (made.worker[key] !== undefined && made.intake[key] === undefined) {
    throw new Refusal(
      'Set INTAKE_S3_ACCESS_KEY_ID and INTAKE_S3_SECRET_ACCESS_KEY to a key that reaches the incoming bucket alone: intake must not hold the one that reads evidence.',
    );
  }
  return made;
}
