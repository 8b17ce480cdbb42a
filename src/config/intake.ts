import { dirname, join, parse, resolve } from 'node:path';
import { z } from 'zod';
import { httpPort, list, positive, url } from './shapes';

/** The public side. */
export const intakeSettings = {
  INTAKE_HOST: z.string().default('127.0.0.1'),
  INTAKE_PORT: httpPort.default(8080),
  /** Where the victim reaches intake; links and the cookie's Secure flag follow from it. */
  INTAKE_PUBLIC_URL: url.optional(),
  /** Gives figures about requests (Prometheus) at METRICS_HOST and this port; none by default. */
  INTAKE_METRICS_PORT: httpPort.optional(),
  /** Neutral by default: nothing on the victim's screen may say what the service is for. */
  INTAKE_SERVICE_NAME: z.string().min(1).max(60).default('Secure file drop'),
  /** A harmless site that "Exit this page" goes to. */
  INTAKE_EXIT_URL: url.default('https://www.bbc.co.uk/weather'),
  /** Whom the victim may ask where no officer has said it, in neutral words: `Call 0191 496 0000 and ask for Sam.` */
  INTAKE_CONTACT: z.string().trim().max(200).default(''),
  /** Shown behind the code alone: `Durham Constabulary`. */
  INTAKE_FORCE_NAME: z.string().trim().max(100).default(''),
  /** In place of the national ones: `Name: number; Name: number`. */
  INTAKE_HELPLINES: z.string().max(2_000).default(''),
  /** The force's own privacy notice and accessibility statement, a line a paragraph, in place of the ones that come with it. */
  INTAKE_PRIVACY: z.string().max(20_000).default(''),
  INTAKE_ACCESSIBILITY: z.string().max(20_000).default(''),
  /** The notice as a film in British Sign Language (MP4), its captions beside it by the same name (`.vtt`); see docs/intake.md, Easy Read and BSL. */
  INTAKE_BSL_VIDEO: z.string().trim().default(''),
  /** Version of the notice that the film signs, as the notice names it at its end: a film of another one is not shown. */
  INTAKE_BSL_NOTICE: z.string().trim().max(20).default(''),
  /** Languages of the victim’s pages beside English: catalogues (PO files, comma-separated) that a person has checked; see docs/intake.md, Languages. */
  INTAKE_LANGUAGES: z.string().default(''),
  INTAKE_SESSION_MINUTES: positive.default(60),
  /** Addresses of the proxies in front, comma-separated; empty means none is trusted. */
  TRUSTED_PROXIES: z.string().default(''),
};

/** A film of the notice in British Sign Language. */
export interface BslFiles {
  readonly video: string;
  readonly captions: string;
  /** Version of the notice that it signs; empty: nobody has said it. */
  readonly notice: string;
}

/** The film, and the captions that lie beside it. */
export const bslFilmOf = (video: string, notice: string): BslFiles => ({
  video,
  captions: join(dirname(video), `${parse(video).name}.vtt`),
  notice,
});

type IntakeEnvironment = z.infer<z.ZodObject<typeof intakeSettings>>;

export const intakeOf = (env: IntakeEnvironment) => ({
  host: env.INTAKE_HOST,
  port: env.INTAKE_PORT,
  metricsPort: env.INTAKE_METRICS_PORT,
  publicUrl: env.INTAKE_PUBLIC_URL ?? `http://${env.INTAKE_HOST}:${env.INTAKE_PORT}`,
  serviceName: env.INTAKE_SERVICE_NAME,
  exitUrl: env.INTAKE_EXIT_URL,
  contact: env.INTAKE_CONTACT,
  forceName: env.INTAKE_FORCE_NAME,
  helplines: env.INTAKE_HELPLINES.split(';')
    .map((line) => line.trim())
    .filter((line) => line !== ''),
  privacy: env.INTAKE_PRIVACY,
  accessibility: env.INTAKE_ACCESSIBILITY,
  languages: list(env.INTAKE_LANGUAGES).map((file) => resolve(file.trim())),
  bsl:
    env.INTAKE_BSL_VIDEO === '' ? undefined : bslFilmOf(resolve(env.INTAKE_BSL_VIDEO), env.INTAKE_BSL_NOTICE),
  sessionMinutes: env.INTAKE_SESSION_MINUTES,
});
