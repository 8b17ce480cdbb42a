import { z } from 'zod';
import { port, positive, url } from './shapes';

/** The public side. */
export const intakeSettings = {
  INTAKE_HOST: z.string().default('127.0.0.1'),
  INTAKE_PORT: port.default(8080),
  /** Where she reaches intake; links and the cookie's Secure flag follow from it. */
  INTAKE_PUBLIC_URL: url.optional(),
  /** Gives figures about requests (Prometheus) at METRICS_HOST and this port; none by default. */
  INTAKE_METRICS_PORT: port.optional(),
  /** Neutral by default: nothing on her screen may say what the service is for. */
  INTAKE_SERVICE_NAME: z.string().min(1).max(60).default('Secure file drop'),
  /** A harmless site that "Exit this page" goes to. */
  INTAKE_EXIT_URL: url.default('https://www.bbc.co.uk/weather'),
  /** Whom she may ask where no officer has said it, in neutral words: `Call 0191 496 0000 and ask for Sam.` */
  INTAKE_CONTACT: z.string().trim().max(200).default(''),
  INTAKE_SESSION_MINUTES: positive.default(60),
  /** Addresses of the proxies in front, comma-separated; empty means none is trusted. */
  TRUSTED_PROXIES: z.string().default(''),
};

type IntakeEnvironment = z.infer<z.ZodObject<typeof intakeSettings>>;

export const intakeOf = (env: IntakeEnvironment) => ({
  host: env.INTAKE_HOST,
  port: env.INTAKE_PORT,
  metricsPort: env.INTAKE_METRICS_PORT,
  publicUrl: env.INTAKE_PUBLIC_URL ?? `http://${env.INTAKE_HOST}:${env.INTAKE_PORT}`,
  serviceName: env.INTAKE_SERVICE_NAME,
  exitUrl: env.INTAKE_EXIT_URL,
  contact: env.INTAKE_CONTACT,
  sessionMinutes: env.INTAKE_SESSION_MINUTES,
});
