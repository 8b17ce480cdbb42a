import { z } from 'zod';
import { flag, positive, url } from './shapes';

/** How messages to the victim leave. */
export const messagesSettings = {
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
  /** Neutral: the sender's name and address stand in the victim's inbox. */
  SMTP_FROM: z
    .string()
    .regex(/@[^@\s]+$/)
    .optional(),
  /** Mail without TLS: for a relay on the same machine alone. */
  SMTP_ALLOW_PLAIN: flag.default(false),
};

type MessagesEnvironment = z.infer<z.ZodObject<typeof messagesSettings>>;

/** What no single setting can say of itself. */
export function checkMessages(
  env: MessagesEnvironment & { readonly NODE_ENV: string },
  context: z.RefinementCtx,
): void {
  // The victim's number, the words and the key of the account travel to it.
  if (env.NODE_ENV === 'production' && !env.NOTIFY_URL.startsWith('https:'))
    context.addIssue({
      code: 'custom',
      path: ['NOTIFY_URL'],
      message: 'must be an https address in production',
    });
}

export const messagesOf = (env: MessagesEnvironment) => ({
  driver: env.MESSAGES_DRIVER,
  timeoutSeconds: env.MESSAGES_TIMEOUT_SECONDS,
  notify: {
    url: env.NOTIFY_URL,
    apiKey: env.NOTIFY_API_KEY,
    smsTemplate: env.NOTIFY_SMS_TEMPLATE_ID,
    emailTemplate: env.NOTIFY_EMAIL_TEMPLATE_ID,
  },
  smtp: { url: env.SMTP_URL, from: env.SMTP_FROM, plain: env.SMTP_ALLOW_PLAIN },
});
