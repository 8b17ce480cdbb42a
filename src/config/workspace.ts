import { z } from 'zod';
import { httpPort, positive, url } from './shapes';

/** The officers' side. */
export const workspaceSettings = {
  WORKSPACE_HOST: z.string().default('127.0.0.1'),
  WORKSPACE_PORT: httpPort.default(8081),
  WORKSPACE_PUBLIC_URL: url.optional(),
  /** Gives figures about requests (Prometheus) at METRICS_HOST and this port; none by default. */
  WORKSPACE_METRICS_PORT: httpPort.optional(),
  WORKSPACE_SESSION_SECRET: z.string().min(32).optional(),
  /** A session ends after so long without a request, */
  WORKSPACE_IDLE_MINUTES: positive.default(15),
  /** and in any case so long after signing in. PostgreSQL allows no more than this and the two below, whatever is asked of it. */
  WORKSPACE_SESSION_MINUTES: positive.max(7 * 24 * 60).default(12 * 60),
  /** How long an officer who has confirmed who they are may take copies, seal, issue and dispose. */
  STEP_UP_MINUTES: positive.max(12 * 60).default(10),
  /** 64 hexadecimal digits: seals second factors in the database; default: made under LINTEL_HOME/workspace. */
  WORKSPACE_SECRET_KEY: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/)
    .optional(),
  /** The same, of before: what it sealed still opens, until `lintel reseal` and new recovery codes. */
  WORKSPACE_FORMER_SECRET_KEY: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/)
    .optional(),
  /** How long an officer who is no member may look into an investigation in an emergency. */
  EMERGENCY_ACCESS_MINUTES: positive.max(24 * 60).default(60),
};

type WorkspaceEnvironment = z.infer<z.ZodObject<typeof workspaceSettings>>;

export const workspaceOf = (env: WorkspaceEnvironment, home: string) => ({
  host: env.WORKSPACE_HOST,
  port: env.WORKSPACE_PORT,
  metricsPort: env.WORKSPACE_METRICS_PORT,
  publicUrl: env.WORKSPACE_PUBLIC_URL ?? `http://${env.WORKSPACE_HOST}:${env.WORKSPACE_PORT}`,
  sessionSecret: env.WORKSPACE_SESSION_SECRET,
  idleMinutes: env.WORKSPACE_IDLE_MINUTES,
  sessionMinutes: env.WORKSPACE_SESSION_MINUTES,
  stepUpMinutes: env.STEP_UP_MINUTES,
  emergencyMinutes: env.EMERGENCY_ACCESS_MINUTES,
  secretKey: env.WORKSPACE_SECRET_KEY,
  formerSecretKey: env.WORKSPACE_FORMER_SECRET_KEY,
  secretKeyFile: `${home}/workspace/secret.key`,
});
