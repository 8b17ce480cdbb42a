import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const SERVICE = '26785a09-ab16-4eb0-8407-a37497a57506';
const SECRET = '3d844edf-8d35-48ac-975b-e847b4f122b0';
export const API_KEY = `sample_key-${SERVICE}-${SECRET}`;
export const SMS_TEMPLATE = '11111111-2222-4333-8444-555555555555';
export const EMAIL_TEMPLATE = '66666666-7777-4888-8999-aaaaaaaaaaaa';

export interface Notification {
  readonly id: string;
  readonly reference: string;
  readonly to: string;
  readonly subject: string | undefined;
  readonly body: string;
  status: string;
}

/** How the next requests to send fare: as usual, refused with a status, or cut off after they were taken. */
export type Mood = 'take' | 'cut' | number;

const json = (part: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

/** A token signed with the key's secret, of the key's service, of the last half minute: as the documentation asks for. */
function mayIn({ headers }: IncomingMessage): boolean {
  const [head = '', claims = '', signature = ''] = (headers.authorization ?? '')
    .replace('Bearer ', '')
    .split('.');
  const expected = createHmac('sha256', SECRET).update(`${head}.${claims}`).digest('base64url');
  if (signature !== expected) return false;
  const { alg, typ } = json(head);
  const { iss, iat } = json(claims);
  return (
    alg === 'HS256' && typ === 'JWT' && iss === SERVICE && Math.abs(Date.now() / 1000 - Number(iat)) < 30
  );
}

/** GOV.UK Notify as its documentation says: what it takes, how it answers, how it refuses. */
export class NotifyServer {
  readonly taken: Notification[] = [];
  readonly moods: Mood[] = [];
  /** As `GET /v2/template/{id}` gives them. */
  readonly templates = new Map([
    [SMS_TEMPLATE, { type: 'sms', body: '((body))\r\n', subject: null as string | null }],
    [EMAIL_TEMPLATE, { type: 'email', body: '((body))', subject: '((subject))' }],
  ]);
  asked = 0;
  private constructor(private readonly server: Server) {}

  static async open(): Promise<NotifyServer> {
    const server = createServer();
    const notify = new NotifyServer(server);
    server.on('request', (request: IncomingMessage, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const { status, body, cut } = notify.answer(request, Buffer.concat(chunks).toString());
        if (cut === true) request.socket.destroy();
        else response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return notify;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, text: string): { status: number; body: object; cut?: boolean } {
    const refuse = (status: number, error: string, message: string) => ({
      status,
      body: { status_code: status, errors: [{ error, message }] },
    });
    if (!mayIn(request)) return refuse(403, 'AuthError', 'Invalid token: signature, api token not found');
    const url = new URL(request.url ?? '/', this.url);
    if (request.method === 'GET') return this.look(url) ?? refuse(404, 'NoResultFound', 'No result found');
    this.asked += 1;
    const mood = this.moods.shift() ?? 'take';
    if (typeof mood === 'number')
      return refuse(mood, mood === 429 ? 'RateLimitError' : 'BadRequestError', `to ${text}`);
    const given = JSON.parse(text) as {
      template_id: string;
      reference: string;
      phone_number?: string;
      email_address?: string;
      personalisation: { subject?: string; body: string };
    };
    const template = url.pathname === '/v2/notifications/sms' ? SMS_TEMPLATE : EMAIL_TEMPLATE;
    if (given.template_id !== template) return refuse(400, 'BadRequestError', 'Template not found');
    const taken = {
      id: randomUUID(),
      reference: given.reference,
      to: given.phone_number ?? given.email_address ?? '',
      subject: given.personalisation.subject,
      body: given.personalisation.body,
      status: 'created',
    };
    this.taken.push(taken);
    const { id, reference, body, subject } = taken;
    const content = { body, ...(subject !== undefined && { subject }) };
    return { status: 201, body: { id, reference, content, uri: `${this.url}/${id}` }, cut: mood === 'cut' };
  }

  private look({ pathname, searchParams }: URL): { status: number; body: object } | undefined {
    if (pathname.startsWith('/v2/template/')) {
      const template = this.templates.get(pathname.split('/').at(-1) ?? '');
      return template && { status: 200, body: { id: pathname.split('/').at(-1), version: 1, ...template } };
    }
    const reference = searchParams.get('reference');
    if (reference !== null) {
      const notifications = this.taken.filter((one) => one.reference === reference);
      return { status: 200, body: { notifications, links: {} } };
    }
    const found = this.taken.find(({ id }) => pathname === `/v2/notifications/${id}`);
    return found === undefined ? undefined : { status: 200, body: found };
  }
}
