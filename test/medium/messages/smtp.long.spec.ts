import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { SmtpDriver } from '../../../src/platform/messages/smtp';
import { Desk } from './support';

interface Mail {
  readonly to: readonly string[];
  readonly text: string;
}

const mails: Mail[] = [];
/** What the server does with the next mails after it has read them: takes them, refuses them, hangs up. */
const moods: ('take' | number | 'hang-up')[] = [];

/** A real mail server, on this machine. */
async function openServer(options: SMTPServerOptions): Promise<SMTPServer> {
  const server = new SMTPServer({
    ...options,
    authOptional: true,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const mood = moods.shift() ?? 'take';
        if (typeof mood === 'number') {
          done(Object.assign(new Error('Not now'), { responseCode: mood }));
          return;
        }
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString(),
        });
        if (mood === 'hang-up') server.close();
        else done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const portOf = (server: SMTPServer): number => (server.server.address() as AddressInfo).port;

let server: SMTPServer;
let desk: Desk;
beforeAll(async () => {
  server = await openServer({ disabledCommands: ['STARTTLS'] });
  desk = await Desk.open({
    ...{ MESSAGES_DRIVER: 'smtp', SMTP_URL: `smtp://127.0.0.1:${portOf(server)}`, SMTP_ALLOW_PLAIN: 'true' },
    ...{ SMTP_FROM: 'Files <files@post.example>', INTAKE_PUBLIC_URL: 'https://files.example' },
    MESSAGES_TIMEOUT_SECONDS: '10',
  });
});
afterAll(async () => {
  await desk.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

const HERS = { channel: 'email', address: 'a@mail.example' };

describe('a message by mail', () => {
  it('arrives as shown, to her alone, and its headers tell nothing', async () => {
    const invitation = await desk.invitation(HERS);
    const preview = await desk.preview(invitation);
    const message = await desk.asked(invitation);
    await desk.run(message);
    const mail = mails.at(-1);
    const [head = '', body = ''] = (mail?.text ?? '').split('\r\n\r\n', 2);
    expect(mail?.to).toEqual(['a@mail.example']);
    expect(head).toContain('From: Files <files@post.example>');
    expect(head).toContain(`Subject: ${preview['subject'] ?? ''}`);
    expect(head).toContain(`Message-ID: <${message}@post.example>`);
    expect(head).not.toMatch(/X-Mailer|nodemailer|lintel|police|evidence/i);
    expect(body.replaceAll('=\r\n', '')).toMatch(/https:\/\/files\.example\/i\/[\w-]{43}/);
    expect((await desk.row(message)).state).toBe('sent');
  });

  it('cannot go by text message where there is only mail', async () => {
    const invitation = await desk.invitation({ channel: 'text', address: '07700 900123' });
    expect((await desk.preview(invitation))['refusal']).toBe('no-channel');
  });

  it('waits when the server says that it is busy, and gives up when it says no', async () => {
    const message = await desk.asked(await desk.invitation(HERS));
    moods.push(451);
    await expect(desk.run(message)).rejects.toThrow('451');
    expect((await desk.row(message)).state).toBe('waiting');
    moods.push(550);
    await desk.run(message);
    expect(await desk.row(message)).toMatchObject({ state: 'failed', why: '550' });
  });

  it('is sent in TLS or not at all, unless the settings say otherwise', async () => {
    const { length } = mails;
    const settings = {
      url: `smtp://127.0.0.1:${portOf(server)}`,
      from: 'files@post.example',
      timeoutSeconds: 3,
    };
    const driver = new SmtpDriver({ ...settings, plain: false });
    const mail = {
      reference: 'one',
      channel: 'email',
      to: 'a@mail.example',
      subject: 'x',
      body: 'x',
    } as const;
    await expect(driver.send(mail)).rejects.toThrow('not accepted');
    expect(mails).toHaveLength(length);
  });

  it('is never sent twice: when the line breaks nobody knows, and the officer is told so', async () => {
    const message = await desk.asked(await desk.invitation(HERS));
    moods.push('hang-up');
    const { length } = mails;
    await desk.run(message);
    expect(await desk.row(message)).toMatchObject({ state: 'uncertain', why: 'line-broke' });
    await desk.run(message);
    expect(mails).toHaveLength(length + 1);
  });
});

describe('without a driver', () => {
  it('nothing can be sent, and the officer is told to hand it over', async () => {
    const silent = await Desk.open({});
    const invitation = await silent.invitation(HERS);
    expect((await silent.preview(invitation))['refusal']).toBe('off');
    const { text } = await silent.client.page(`/invitations/${invitation}/messages`);
    expect(text).toContain('Give the victim the link in person');
    expect(text).not.toContain('Send this message');
    await silent.close();
  });
});
