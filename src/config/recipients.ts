import { resolve } from 'node:path';
import { z } from 'zod';
import { port, positive, url } from './shapes';

/** Under this name intake shows INTERNAL_SECRET (lower case, as Node gives headers). */
export const INTERNAL_SECRET_HEADER = 'lintel-internal-secret';

/** How a recipient reaches a bundle: intake asks the issuer, on a port of its own, and the issuer asks the workspace. */
export const recipientsSettings = {
  /** Where the issuer answers intake about bundles: a port that the public must not reach. */
  INTERNAL_HOST: z.string().default('127.0.0.1'),
  INTERNAL_PORT: port.default(8083),
  /** Where intake finds it; default: INTERNAL_HOST and INTERNAL_PORT. */
  WORKSPACE_INTERNAL_URL: url.optional(),
  /** What intake shows the issuer with each request; known to these two alone. */
  INTERNAL_SECRET: z.string().min(32).optional(),
  /** The socket on which the workspace tells the issuer who may have what; default: internal/workspace.sock under LINTEL_HOME. */
  INTERNAL_SOCKET: z.string().min(1).max(100).optional(),
  /** How long a recipient who does nothing stays let in. */
  RECIPIENT_SESSION_MINUTES: positive.default(60),
};

type RecipientsEnvironment = z.infer<z.ZodObject<typeof recipientsSettings>>;

export const recipientsOf = (env: RecipientsEnvironment, home: string) => ({
  host: env.INTERNAL_HOST,
  port: env.INTERNAL_PORT,
  url: env.WORKSPACE_INTERNAL_URL ?? `http://${env.INTERNAL_HOST}:${env.INTERNAL_PORT}`,
  secret: env.INTERNAL_SECRET,
  socket: resolve(env.INTERNAL_SOCKET ?? `${home}/internal/workspace.sock`),
  sessionMinutes: env.RECIPIENT_SESSION_MINUTES,
});
