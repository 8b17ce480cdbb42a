import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createWorker } from '../../../src/apps/worker/app';
import { createLogger } from '../../../src/platform/observability';
import { API_KEY, EMAIL_TEMPLATE, NotifyServer, SMS_TEMPLATE } from './notify-server';
import { Desk } from './support';
import { until } from '../../support/until';

const PUBLIC = 'https://files.example';
const HERS = { channel: 'text', address: '07700 900 123', never: 'No voicemail' };

let notify: NotifyServer;
let desk: Desk;
beforeAll(async () => {
  notify = await NotifyServer.open();
  desk = await Desk.open({
    ...{ MESSAGES_DRIVER: 'notify', NOTIFY_URL: notify.url, NOTIFY_API_KEY: API_KEY },
    ...{ NOTIFY_SMS_TEMPLATE_ID: SMS_TEMPLATE, NOTIFY_EMAIL_TEMPLATE_ID: EMAIL_TEMPLATE },
    ...{ INTAKE_PUBLIC_URL: PUBLIC, WORKER_HEALTH_PORT: '0', MESSAGES_TIMEOUT_SECONDS: '60' },
  });
});
afterAll(async () => {
  await desk.close();
  await notify.close();
});

const tokenIn = (body: string | undefined): string => /\/i\/([\w-]{43})/.exec(body ?? '')?.[1] ?? '';

/** The invitation behind a link. */
async function behind(token: string): Promise<string | undefined> {
  const hash = createHash('sha256').update(token).digest();
  const { rows } = await desk.world.admin.query<{ id: string }>(
    'SELECT id FROM lintel.invitation WHERE token_hash = $1 OR sent_token_hash = $1',
    [hash],
  );
  return rows[0]?.id;
}

describe('a message through GOV.UK Notify', () => {
  it('is what the preview showed, works, and leaves its secret nowhere with us', async () => {
    const invitation = await desk.invitation(HERS);
    const preview = await desk.preview(invitation);
    expect(preview).toMatchObject({
      channel: 'text',
      address: '07700 900 123',
      refusal: null,
      never: 'No voicemail',
    });
    const message = await desk.asked(invitation);
    expect(notify.taken).toHaveLength(0);
    await desk.run(message);
    const taken = notify.taken.at(-1);
    expect(taken).toMatchObject({ reference: message, to: '07700900123' });
    const token = tokenIn(taken?.body);
    expect(taken?.body).toBe(preview['body']?.replace('(hidden)', token));
    expect(await behind(token)).toBe(invitation);
    expect(await desk.row(message)).toMatchObject({
      state: 'sent',
      body: preview['body'],
      body_sha256: createHash('sha256')
        .update(taken?.body ?? '')
        .digest('hex'),
    });
    const everything = await desk.everything();
    expect(everything).not.toContain(token);
    expect(everything).not.toContain(API_KEY.slice(-36));
    const events = await desk.events(message);
    expect(events.map(({ type }) => type)).toEqual(['message-requested', 'message-sent']);
    expect(JSON.stringify(events)).not.toMatch(/07700|hidden|voicemail/);
    const shown = await desk.client.call('GET', `/api/v1/invitations/${invitation}/messages`);
    expect(JSON.parse(shown.text)).toMatchObject({
      items: [{ id: message, state: 'sent', body: preview['body'] }],
    });
  });

  it('ends the link of the message before it, and not the one on paper', async () => {
    const invitation = await desk.invitation(HERS);
    await desk.run(await desk.asked(invitation));
    const first = tokenIn(notify.taken.at(-1)?.body);
    await desk.run(await desk.asked(invitation));
    const second = tokenIn(notify.taken.at(-1)?.body);
    expect([await behind(first), await behind(second)]).toEqual([undefined, invitation]);
    const paper = await desk.world.admin.query('SELECT token_hash FROM lintel.invitation WHERE id = $1', [
      invitation,
    ]);
    expect(paper.rows).toHaveLength(1);
  });

  it('leaves once for one act, however often the act and the job arrive', async () => {
    const invitation = await desk.invitation(HERS);
    const before = notify.taken.length;
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => desk.ask(invitation, 'look', key)));
    const messages = new Set(answers.map((answer) => answer.json().id));
    expect(messages.size).toBe(1);
    const [message = ''] = messages;
    await Promise.allSettled([1, 2, 3].map(() => desk.run(message)));
    await desk.run(message);
    expect(notify.taken.length).toBe(before + 1);
    expect((await desk.row(message)).state).toBe('sent');
  });

  it('tries again after passing trouble', async () => {
    const message = await desk.asked(await desk.invitation(HERS));
    notify.moods.push(500, 429);
    await expect(desk.run(message)).rejects.toThrow('500');
    await expect(desk.run(message)).rejects.toThrow('429');
    expect((await desk.row(message)).state).toBe('waiting');
    await desk.run(message);
    expect((await desk.row(message)).state).toBe('sent');
  });

  it('gives up on a refusal, and keeps no address of the reason', async () => {
    const message = await desk.asked(await desk.invitation(HERS));
    notify.moods.push(400);
    await desk.run(message);
    expect(await desk.row(message)).toMatchObject({ state: 'failed', why: '400 BadRequestError' });
    expect((await desk.events(message)).at(-1)).toMatchObject({
      type: 'message-failed',
      detail: { reason: '400 BadRequestError', certain: true },
    });
    expect(desk.log.join('')).not.toContain('07700');
  });

  it('is not sent again when the line breaks after it was taken: the provider is asked first', async () => {
    const message = await desk.asked(await desk.invitation(HERS));
    notify.moods.push('cut');
    await expect(desk.run(message)).rejects.toThrow('Nobody knows');
    expect((await desk.row(message)).state).toBe('sending');
    const before = notify.taken.length;
    await expect(desk.run(message)).rejects.toThrow('Nobody knows');
    await desk.world.admin.query(
      `UPDATE lintel.message SET state_at = now() - interval '2 minutes' WHERE id = $1`,
      [message],
    );
    await desk.run(message);
    expect(notify.taken.length).toBe(before);
    expect((await desk.row(message)).state).toBe('sent');
  });

  it('is followed until it is delivered', async () => {
    const message = await desk.asked(await desk.invitation(HERS));
    await desk.run(message);
    await desk.followUp();
    expect((await desk.row(message)).state).toBe('sent');
    const taken = notify.taken.find(({ reference }) => reference === message);
    if (taken !== undefined) taken.status = 'delivered';
    await desk.followUp();
    expect((await desk.row(message)).state).toBe('delivered');
  });

  it('goes by email with its subject where that is the safe way', async () => {
    const message = await desk.asked(await desk.invitation({ channel: 'email', address: 'a@mail.example' }));
    await desk.run(message);
    expect(notify.taken.at(-1)).toMatchObject({ to: 'a@mail.example', subject: 'Your link' });
  });
});

describe('the gate of safe contact', () => {
  it.each([
    ['nobody may contact her', { doNotContact: true }, 'do-not-contact'],
    ['another way is the safe one', { channel: 'phone', address: '07700 900123' }, 'other-way'],
    ['what is recorded is no number', { channel: 'text', address: 'her sister' }, 'address'],
    ['no day is safe', { channel: 'text', address: '07700 900123', days: [] }, 'hours'],
  ])('refuses when %s', async (_when, safe, reason) => {
    const invitation = await desk.invitation(safe);
    expect((await desk.preview(invitation))['refusal']).toBe(reason);
    const answer = await desk.ask(invitation);
    expect([answer.status, answer.json()]).toEqual([409, expect.objectContaining({ facts: { reason } })]);
  });

  it('refuses what was looked at under an older record', async () => {
    const invitation = await desk.invitation(HERS);
    const { record } = await desk.preview(invitation);
    await desk.safe(invitation, { ...HERS, address: '07700 900 999' });
    const body = { kind: 'link', record, key: randomUUID() };
    const answer = await desk.client.call('POST', `/api/v1/invitations/${invitation}/messages`, body);
    expect([answer.status, answer.json()]).toEqual([
      409,
      expect.objectContaining({ facts: { reason: 'changed' } }),
    ]);
  });

  it.each([
    [
      'she must not be contacted any more',
      'do-not-contact',
      (id: string) => desk.safe(id, { doNotContact: true }),
    ],
    [
      'her number has changed',
      'changed',
      (id: string) => desk.safe(id, { ...HERS, address: '07700 900 999' }),
    ],
    [
      'a supervisor passed something on',
      'concern',
      (id: string) =>
        desk.world.admin.query(
          `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words, for_members)
           SELECT gen_random_uuid(), id, investigation_id, 'passed-on', 'x', true FROM lintel.invitation WHERE id = $1`,
          [id],
        ),
    ],
    [
      'her link was revoked',
      'ended',
      (id: string) => desk.client.call('POST', `/api/v1/invitations/${id}/revoke`),
    ],
  ])('holds a message back that was asked for before %s', async (_when, why, change) => {
    const invitation = await desk.invitation(HERS);
    const message = await desk.asked(invitation);
    const before = notify.asked;
    await change(invitation);
    await desk.run(message);
    expect(notify.asked).toBe(before);
    expect(await desk.row(message)).toMatchObject({ state: 'refused', why });
    expect((await desk.events(message)).at(-1)).toMatchObject({
      type: 'message-refused',
      detail: { reason: why },
    });
  });

  it('stands in PostgreSQL too: nothing can be asked for, or leave, beside the newest record', async () => {
    const invitation = await desk.invitation({ doNotContact: true });
    await expect(
      desk.query(
        `INSERT INTO lintel.message (id, invitation_id, investigation_id, kind, channel, address, safe_contact_id, requested_by, key)
         SELECT gen_random_uuid(), i.id, i.investigation_id, 'link', 'text', '07700900123', s.id, s.officer_id, gen_random_uuid()
           FROM lintel.invitation i JOIN lintel.safe_contact s ON s.invitation_id = i.id WHERE i.id = $1`,
        [invitation],
      ),
    ).rejects.toThrow('does not allow this message');
    const other = await desk.invitation(HERS);
    const message = await desk.asked(other);
    await desk.safe(other, { doNotContact: true });
    const worker = new Client({ connectionString: desk.world.database.urls.worker });
    await worker.connect();
    await expect(
      worker.query(`UPDATE lintel.message SET state = 'sending' WHERE id = $1`, [message]),
    ).rejects.toThrow('does not allow this message');
    await worker.end();
  });
});

describe('the worker', () => {
  it('takes a message from the outbox to the provider by itself', async () => {
    const { config, database } = desk.world;
    const logger = createLogger({ process: 'worker', level: 'silent' });
    const worker = await createWorker({ config, databaseUrl: database.urls.worker, logger });
    try {
      const message = await desk.asked(await desk.invitation(HERS));
      await until('the message is sent', async () => (await desk.row(message)).state === 'sent');
      expect(notify.taken.filter(({ reference }) => reference === message)).toHaveLength(1);
    } finally {
      await worker.close();
    }
  });
});
