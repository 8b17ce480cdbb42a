import { z } from 'zod';
import { port, positive, url } from './shapes';

/** How a recipient reaches a bundle: workspace answers intake on a port of its own. */
export const recipientsSettings = {
  /** Where workspace answers intake about bundles: a port that the public must not reach. */
  INTERNAL_HOST: z.string().default('127.0.0.1'),
  INTERNAL_PORT: port.default(8083),
  /** Where intake finds it; default: INTERNAL_HOST and INTERNAL_PORT. */
  WORKSPACE_INTERNAL_URL: url.optional(),
  /** How long a recipient who does nothing stays let in. */
  RECIPIENT_SESSION_MINUTES: positive.default(60),
};

type RecipientsEnvironment = z.infer<z.ZodObject<typeof recipientsSettings>>;

export const recipientsOf = (env: RecipientsEnvironment) => ({
  host: env.INTERNAL_HOST,
  port: env.INTERNAL_PORT,
  url: env.WORKSPACE_INTERNAL_URL ?? `http://${env.INTERNAL_HOST}:${env.INTERNAL_PORT}`,
  sessionMinutes: env.RECIPIENT_SESSION_MINUTES,
});
