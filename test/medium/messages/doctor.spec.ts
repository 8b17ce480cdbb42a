import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { messages } from '../../../src/apps/cli/doctor/messages';
import { loadConfig } from '../../../src/config';
import { freePort } from '../../support/port';
import { API_KEY, EMAIL_TEMPLATE, NotifyServer, SMS_TEMPLATE } from './notify-server';

const OTHER = '99999999-2222-4333-8444-555555555555';

/** What the report says, and how to mend it. */
const report = async (env: NodeJS.ProcessEnv): Promise<string[]> =>
  (await messages(loadConfig({ NODE_ENV: 'test', MESSAGES_TIMEOUT_SECONDS: '30', ...env }))).map(
    ({ what, found, mend }) => [what, found, ...(mend === undefined ? [] : [mend])].join('; '),
  );

it('says that none leave where none are wanted', async () => {
  expect(await report({})).toEqual(['messages; none leave: links are handed over']);
});

describe('with GOV.UK Notify', () => {
  let notify: NotifyServer;
  beforeEach(async () => {
    notify = await NotifyServer.open();
  });
  afterEach(async () => {
    // Whatever it found out, it sent nothing.
    expect([notify.asked, notify.taken]).toEqual([0, []]);
    await notify.close();
  });
  const asked = (env: NodeJS.ProcessEnv = {}): Promise<string[]> =>
    report({
      MESSAGES_DRIVER: 'notify',
      NOTIFY_URL: notify.url,
      NOTIFY_API_KEY: API_KEY,
      NOTIFY_SMS_TEMPLATE_ID: SMS_TEMPLATE,
      NOTIFY_EMAIL_TEMPLATE_ID: EMAIL_TEMPLATE,
      ...env,
    });

  it('finds nothing wrong when address, key and both templates are right', async () => {
    expect(await asked()).toEqual(['messages; text messages and email can leave by GOV.UK Notify']);
    expect(await asked({ NOTIFY_EMAIL_TEMPLATE_ID: undefined })).toEqual([
      'messages; text messages can leave by GOV.UK Notify',
    ]);
  });

  it('names the setting that lacks, and never the key', async () => {
    expect(await asked({ NOTIFY_API_KEY: undefined })).toEqual([
      expect.stringContaining('MESSAGES_DRIVER is notify, and NOTIFY_API_KEY is not set'),
    ]);
    expect(await asked({ NOTIFY_API_KEY: 'secret words' })).toEqual([
      expect.stringMatching(/^messages; NOTIFY_API_KEY is no API key of GOV.UK Notify(?!.*secret words)/),
    ]);
    const none = { NOTIFY_SMS_TEMPLATE_ID: undefined, NOTIFY_EMAIL_TEMPLATE_ID: undefined };
    expect(await asked(none)).toEqual([expect.stringContaining('no template is named')]);
  });

  it('tells a key that is refused from an address that does not answer', async () => {
    const wrong = API_KEY.replace(/.{4}$/, 'ffff');
    const [refused, ...others] = await asked({ NOTIFY_API_KEY: wrong });
    expect([refused, others]).toEqual([
      expect.stringMatching(/refuses the key: 403 AuthError; check NOTIFY_API_KEY/),
      [],
    ]);
    expect(refused).not.toContain(wrong);
    expect(await asked({ NOTIFY_URL: `http://127.0.0.1:${await freePort()}` })).toEqual([
      expect.stringContaining('does not answer; check NOTIFY_URL'),
    ]);
  });

  it('looks at each template: is it there, of that kind, and without words of its own', async () => {
    expect(await asked({ NOTIFY_SMS_TEMPLATE_ID: OTHER })).toEqual([
      'messages; NOTIFY_SMS_TEMPLATE_ID names no template of this service; correct NOTIFY_SMS_TEMPLATE_ID',
    ]);
    expect(await asked({ NOTIFY_SMS_TEMPLATE_ID: EMAIL_TEMPLATE })).toEqual([
      expect.stringContaining('NOTIFY_SMS_TEMPLATE_ID names a template of another kind'),
    ]);
    notify.templates.set(SMS_TEMPLATE, { type: 'sms', body: 'Police: ((body))', subject: null });
    notify.templates.set(EMAIL_TEMPLATE, { type: 'email', body: '((body))', subject: 'Your evidence' });
    expect(await asked()).toEqual([
      expect.stringContaining('the template of NOTIFY_SMS_TEMPLATE_ID says something of its own'),
      expect.stringContaining('leave ((subject)) and ((body)) in it alone'),
    ]);
  });
});

describe('with a mail server', () => {
  let server: SMTPServer;
  let mails: number;
  beforeEach(async () => {
    mails = 0;
    server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      authOptional: true,
      onAuth: ({ username, password }, _session, done) =>
        username === 'lintel' && password === 'right'
          ? done(null, { user: 'lintel' })
          : done(new Error('Invalid username or password')),
      onMailFrom: (_address, _session, done) => {
        mails += 1;
        done();
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    expect(mails).toBe(0);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const port = (): number => (server.server.address() as AddressInfo).port;
  const asked = (url: string, env: NodeJS.ProcessEnv = {}): Promise<string[]> =>
    report({
      ...{ MESSAGES_DRIVER: 'smtp', SMTP_URL: url, SMTP_ALLOW_PLAIN: 'true' },
      ...{ SMTP_FROM: 'files@post.example', ...env },
    });

  it('opens the line, proves who we are, and leaves', async () => {
    const well = ['messages; email can leave by mail server'];
    expect(await asked(`smtp://127.0.0.1:${port()}`)).toEqual(well);
    expect(await asked(`smtp://lintel:right@127.0.0.1:${port()}`)).toEqual(well);
  });

  it('tells a wrong password, a server without TLS, one that is not there, and a setting that lacks', async () => {
    const [refused] = await asked(`smtp://lintel:wrong@127.0.0.1:${port()}`);
    expect(refused).toMatch(/127\.0\.0\.1 does not let us send: EAUTH; check the user and the password/);
    expect(refused).not.toContain('wrong@');
    const [plain] = await asked(`smtp://127.0.0.1:${port()}`, { SMTP_ALLOW_PLAIN: 'false' });
    expect(plain).toContain('does not let us send: ETLS');
    const [away] = await asked(`smtp://127.0.0.1:${await freePort()}`);
    expect(away).toMatch(/does not let us send: E\w+; check SMTP_URL/);
    const [lacks] = await asked(`smtp://127.0.0.1:${port()}`, { SMTP_FROM: undefined });
    expect(lacks).toContain('SMTP_FROM is not set');
  });

  it('minds mail without TLS to another machine', async () => {
    const found = await asked('smtp://mail.invalid:25');
    expect(found[0]).toBe('messages; mail to mail.invalid goes without TLS; unset SMTP_ALLOW_PLAIN');
  });
});
