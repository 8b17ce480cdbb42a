import { z } from 'zod';
import type { Clock } from '../../kernel/clock';
import { DISTRUSTED, isDistrust, TO_BE_TRUSTED } from '../services/distrust';
import {
  NotAccepted,
  PerhapsSent,
  type Accepted,
  type Fate,
  type MessageChannel,
  type MessageDriver,
  type Obstacle,
  type Outgoing,
} from './driver';
import { notifyKey, notifyToken, type NotifyKey } from './notify-token';

export interface NotifySettings {
  readonly url: string;
  readonly apiKey: string;
  /** Templates that hold nothing but `((body))`, and `((subject))` for email. Without one there is no such channel. */
  readonly smsTemplate: string | undefined;
  readonly emailTemplate: string | undefined;
  readonly timeoutSeconds: number;
}

const accepted = z.object({ id: z.string(), content: z.object({ body: z.string() }).optional() });
const notification = z.object({ id: z.string(), status: z.string(), body: z.string().optional() });
const listed = z.object({ notifications: z.array(notification) });
const refusal = z.object({ errors: z.array(z.object({ error: z.string() })) });

const template = z.object({ type: z.string(), body: z.string(), subject: z.string().nullish() });

const FAILED = new Set(['permanent-failure', 'temporary-failure', 'technical-failure', 'validation-failed']);
/** Too many at once, or trouble of its own: to be tried again. */
const isPassing = (status: number): boolean => status === 429 || status >= 500;

/** GOV.UK Notify by its REST API (https://www.notifications.service.gov.uk/documentation). */
export class NotifyDriver implements MessageDriver {
  readonly name = 'notify';
  readonly channels: readonly MessageChannel[];
  private readonly key: NotifyKey;

  constructor(
    private readonly settings: NotifySettings,
    private readonly clock: Clock,
  ) {
    this.key = notifyKey(settings.apiKey);
    this.channels = [
      ...(settings.smsTemplate === undefined ? [] : (['text'] as const)),
      ...(settings.emailTemplate === undefined ? [] : (['email'] as const)),
    ];
  }

  async send({ channel, to, subject, body, reference }: Outgoing, signal?: AbortSignal): Promise<Accepted> {
    const template = channel === 'text' ? this.settings.smsTemplate : this.settings.emailTemplate;
    const request = {
      template_id: template,
      reference,
      ...(channel === 'text'
        ? { phone_number: to, personalisation: { body } }
        : { email_address: to, personalisation: { subject, body } }),
    };
    const path = `/v2/notifications/${channel === 'text' ? 'sms' : 'email'}`;
    const answer = await this.ask('POST', path, request, signal).catch((error: unknown) => {
      throw new PerhapsSent({ cause: error });
    });
    if (answer.status === 201) {
      const { id, content } = accepted.parse(await answer.json());
      return { providerId: id, body: content?.body };
    }
    throw new NotAccepted(await reasonOf(answer), isPassing(answer.status));
  }

  async find(reference: string): Promise<Accepted | 'never' | undefined> {
    const answer = await this.ask('GET', `/v2/notifications?reference=${encodeURIComponent(reference)}`);
    if (!answer.ok) throw new NotAccepted(await reasonOf(answer), true);
    const [found] = listed.parse(await answer.json()).notifications;
    return found === undefined ? 'never' : { providerId: found.id, body: found.body };
  }

  async fateOf(providerId: string): Promise<Fate> {
    const answer = await this.ask('GET', `/v2/notifications/${encodeURIComponent(providerId)}`);
    if (!answer.ok) throw new NotAccepted(await reasonOf(answer), true);
    const { status } = notification.parse(await answer.json());
    if (status === 'delivered' || status === 'received') return 'delivered';
    return FAILED.has(status) ? 'failed' : 'on-its-way';
  }

  /** By looking at each named template: that tells the address, the key and the template at once. */
  async check(): Promise<Obstacle[]> {
    const named = [
      { setting: 'NOTIFY_SMS_TEMPLATE_ID', id: this.settings.smsTemplate, type: 'sms' },
      { setting: 'NOTIFY_EMAIL_TEMPLATE_ID', id: this.settings.emailTemplate, type: 'email' },
    ].filter(({ id }) => id !== undefined);
    if (named.length === 0)
      return [
        {
          found: 'no template is named, so no message can leave',
          mend: 'set NOTIFY_SMS_TEMPLATE_ID, NOTIFY_EMAIL_TEMPLATE_ID or both',
        },
      ];
    const found: Obstacle[] = [];
    for (const { setting, id = '', type } of named) {
      const { answer, isDistrusted } = await this.ask('GET', `/v2/template/${id}`).then(
        (given) => ({ answer: given, isDistrusted: false }),
        (error: unknown) => ({ answer: undefined, isDistrusted: isDistrust(error) }),
      );
      if (isDistrusted)
        return [...found, { found: `${new URL(this.settings.url).host} ${DISTRUSTED}`, mend: TO_BE_TRUSTED }];
      if (answer?.status === 404 || answer?.status === 400)
        found.push({ found: `${setting} names no template of this service`, mend: `correct ${setting}` });
      else if (answer?.ok !== true) return [...found, await obstacleOf(answer, this.settings.url)];
      else {
        const read = template.safeParse(await answer.json().catch(() => undefined));
        found.push(...misfits(setting, type, read.data));
      }
    }
    return found;
  }

  private async ask(method: string, path: string, body?: object, signal?: AbortSignal): Promise<Response> {
    const deadline = AbortSignal.timeout(this.settings.timeoutSeconds * 1_000);
    return fetch(new URL(path, this.settings.url), {
      method,
      headers: {
        Authorization: `Bearer ${notifyToken(this.key, this.clock.now())}`,
        'Content-Type': 'application/json',
      },
      redirect: 'error',
      signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
}

async function obstacleOf(answer: Response | undefined, url: string): Promise<Obstacle> {
  const { host } = new URL(url);
  if (answer === undefined || answer.status >= 500)
    return {
      found: `${host} does not answer`,
      mend: 'check NOTIFY_URL, and that this machine may reach it',
    };
  const reason = await reasonOf(answer);
  return {
    found: `${host} refuses the key: ${reason}`,
    mend: 'check NOTIFY_API_KEY and the clock of this machine',
  };
}

/** What else stands in a template reaches the victim, too: it must hold nothing of its own. */
function misfits(setting: string, type: string, read: z.infer<typeof template> | undefined): Obstacle[] {
  if (read?.type !== type)
    return [{ found: `${setting} names a template of another kind`, mend: `name one for ${type} there` }];
  const bare = read.body.trim() === '((body))' && (type === 'sms' || read.subject?.trim() === '((subject))');
  if (bare) return [];
  const only = type === 'sms' ? '((body))' : '((subject)) and ((body))';
  return [
    { found: `the template of ${setting} says something of its own`, mend: `leave ${only} in it alone` },
  ];
}

/** `400 BadRequestError`. Never its message, which quotes addresses. */
async function reasonOf(answer: Response): Promise<string> {
  const told = refusal.safeParse(await answer.json().catch(() => undefined));
  const [first] = told.success ? told.data.errors : [];
  return first === undefined || !/^\w{1,60}$/.test(first.error)
    ? `${answer.status}`
    : `${answer.status} ${first.error}`;
}
