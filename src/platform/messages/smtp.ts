import { createTransport } from 'nodemailer';
import { DISTRUSTED, isDistrust, TO_BE_TRUSTED } from '../services/distrust';
import {
  NotAccepted,
  PerhapsSent,
  type Accepted,
  type Fate,
  type MessageDriver,
  type Obstacle,
  type Outgoing,
} from './driver';

export interface SmtpSettings {
  /** `smtp://user:password@host:587` (TLS by STARTTLS) or `smtps://host:465`. */
  readonly url: string;
  /** Neutral: it stands in the victim's inbox. */
  readonly from: string;
  /** Without TLS: for a relay on the same machine alone. */
  readonly plain: boolean;
  readonly timeoutSeconds: number;
}

function transportOf({ url, plain, timeoutSeconds }: SmtpSettings) {
  const wait = timeoutSeconds * 1_000;
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  return createTransport({
    host: hostname,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(plain ? { ignoreTLS: true } : { requireTLS: !secure }),
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    connectionTimeout: wait,
    greetingTimeout: wait,
    socketTimeout: wait,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** Mail through the force's own server. It can say that it took a message, and no more. */
export class SmtpDriver implements MessageDriver {
  readonly name = 'smtp';
  readonly channels = ['email'] as const;
  private readonly transport: ReturnType<typeof transportOf>;
  private readonly domain: string;

  constructor(private readonly settings: SmtpSettings) {
    this.transport = transportOf(settings);
    this.domain = /@([^@>\s]+)>?\s*$/.exec(settings.from)?.[1] ?? 'localhost';
  }

  async send({ to, subject, body, reference }: Outgoing): Promise<Accepted> {
    // A line that cannot be opened has carried nothing; after that a broken line leaves it open.
    await this.transport.verify().catch((error: unknown) => {
      throw new NotAccepted(codeOf(error), codeOf(error) !== 'EAUTH');
    });
    const messageId = `<${reference}@${this.domain}>`;
    try {
      // `address` as an object: what stands in it is never read as a list of several.
      await this.transport.sendMail({
        from: this.settings.from,
        to: { name: '', address: to },
        subject,
        text: body,
        messageId,
        xMailer: false,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      const answer = (error as { responseCode?: number }).responseCode;
      // Its message may quote the victim's address: it goes nowhere. A refusal: 4yz may pass, 5yz will not (RFC 5321 section 4.2.1).
      if (answer !== undefined) throw new NotAccepted(`${answer}`, answer < 500);
      throw new PerhapsSent();
    }
    return { providerId: messageId, body };
  }

  find(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  fateOf(): Promise<Fate> {
    return Promise.resolve('on-its-way');
  }

  /** Opens the line as for a message, proves who we are, and leaves. */
  async check(): Promise<Obstacle[]> {
    const { hostname } = new URL(this.settings.url);
    const open: Obstacle[] =
      this.settings.plain && !ON_THIS_MACHINE.test(hostname)
        ? [{ found: `mail to ${hostname} goes without TLS`, mend: 'unset SMTP_ALLOW_PLAIN' }]
        : [];
    const trouble = await this.transport.verify().then(
      () => undefined,
      (error: unknown) => ({ code: codeOf(error), isDistrust: isDistrust(error) }),
    );
    if (trouble === undefined) return open;
    const { code } = trouble;
    if (trouble.isDistrust) return [...open, { found: `${hostname} ${DISTRUSTED}`, mend: TO_BE_TRUSTED }];
    const mend =
      code === 'EAUTH'
        ? 'check the user and the password in SMTP_URL'
        : 'check SMTP_URL, that this machine may reach it, and that it offers TLS';
    return [...open, { found: `${hostname} does not let us send: ${code}`, mend }];
  }
}

const ON_THIS_MACHINE = /^(localhost|127\.[\d.]+|\[::1\])$/;

/** `EAUTH`, `ETLS` and the like. Never the message, which may quote. */
function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^E[A-Z]{2,20}$/.test(code) ? code : 'no-connection';
}
