import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { actingAs, openDatabase } from '../../../src/platform/database';
import { newToken, secretHash } from '../../../src/features/invitations/domain/secrets';
import { officerSession, victimSession } from '../../factories/acting';
import { assistanceOffered, say } from '../../factories/saying';
import { withAdmin } from '../../support/database';
import { BothSides, main, send, write, type Given } from '../diary/support';
import { FIRST_STEPS, type VisitorBrowser } from './support/visitor';

let sides: BothSides;
beforeAll(async () => {
  sides = await BothSides.open({ LIMIT_CODE_ATTEMPTS: '3' });
});
afterAll(() => sides.close());

const UNSENT = 'the words that nobody has sent';
const FILE = 'unsent-at-the-door.mp4';

/** Somebody with a draft: words in the diary and a file. */
async function withDraft(): Promise<{ given: Given; own: VisitorBrowser; entry: string; clip: string }> {
  const given = await sides.invite();
  const own = await sides.inDiary(given);
  const entry = await write(own, UNSENT);
  const clip = await own.uploadByTus(FILE, Buffer.from('a clip'));
  return { given, own, entry, clip };
}

/** What an officer gets who offers to help on their own device, and stays alone with it. */
async function assisted({ id }: Given, officer = sides.client): Promise<VisitorBrowser> {
  const made = await officer.call('POST', `/api/v1/invitations/${id}/assisted`, { place: 'home' });
  if (made.status !== 201) throw new Error(`not offered: ${made.status}`);
  const device = sides.browser();
  await device.post(new URL((made.json() as unknown as { link: string }).link).pathname);
  return device;
}

async function throughFirstSteps(device: VisitorBrowser): Promise<VisitorBrowser> {
  for (const [path, fields] of FIRST_STEPS) await device.post(path, fields);
  return device;
}

const draftsOf = (invitation: string) =>
  sides.rows<{ state: string }>(`SELECT state FROM lintel.submission WHERE invitation_id = $1`, [invitation]);
const wrongCode = ({ code }: Given): string => (code === '00000000' ? '11111111' : '00000000');

describe('an assisted session without the victim’s code', () => {
  it('shows nothing that was there before: no words, no file, no receipt, no note', async () => {
    const { given, own, entry, clip } = await withDraft();
    await send(own);
    await write(own, UNSENT);
    await own.uploadByTus(FILE, Buffer.from('another clip'));
    const device = await throughFirstSteps(await assisted(given));
    for (const path of ['/diary', '/files', '/files.json', '/receipts', '/send', `/diary/${entry}`]) {
      const page = await device.get(path, {
        Accept: path.endsWith('json') ? 'application/json' : 'text/html',
      });
      expect([
        path,
        page.text.includes(UNSENT),
        page.text.includes(FILE),
        page.text.includes('Entry 1'),
      ]).toEqual([path, false, false, false]);
    }
    expect((await device.get(`/diary/${entry}`)).status).toBe(404);
    expect((await device.get(`/files/${clip}/about`)).status).toBe(404);
  });

  it('removes, sends, stops and ends nothing of the victim’s', async () => {
    const { given, own, entry, clip } = await withDraft();
    const device = await throughFirstSteps(await assisted(given));
    expect((await device.post(`/diary/${entry}/remove`)).status).toBe(404);
    expect((await device.post(`/files/${clip}/remove`)).status).toBe(404);
    expect((await device.terminate(`/upload/${clip}`)).status).toBe(404);
    expect((await device.post('/send')).headers.location).toBe('/own-code?to=send');
    expect((await device.get('/stop')).headers.location).toBe('/own-code?to=stop');
    expect((await device.post('/stop')).headers.location).toBe('/own-code');
    expect(await draftsOf(given.id)).toEqual([{ state: 'draft' }]);
    expect(main(await own.get('/diary'))).toContain(UNSENT);
    expect(await own.files()).toHaveLength(1);
    expect(await sides.events(given.investigation, 'stopped')).toEqual([]);
  });

  it('keeps and removes what is made in it, for the victim to find afterwards', async () => {
    const { given, own } = await withDraft();
    const device = await throughFirstSteps(await assisted(given));
    const kept = await write(device, 'told at the kitchen table');
    const removed = await write(device, 'said by mistake');
    expect((await device.post(`/diary/${removed}/remove`)).headers.location).toBe('/diary');
    const file = await device.uploadByTus('together.mp4', Buffer.from('clip'));
    const mistaken = await device.uploadByTus('mistaken.mp4', Buffer.from('clip'));
    expect((await device.terminate(`/upload/${mistaken}`)).status).toBe(204);
    expect((await device.files()).map(({ id }) => id)).toEqual([file]);
    expect(main(await device.get(`/diary/${kept}`))).toContain('told at the kitchen table');
    const diary = main(await own.get('/diary'));
    expect([diary.includes(UNSENT), diary.includes('told at the kitchen table')]).toEqual([true, true]);
    expect((await own.files()).map(({ name }) => name)).toEqual([FILE, 'together.mp4']);
  });

  it('reaches nothing of another assisted session either', async () => {
    const { given } = await withDraft();
    await write(await throughFirstSteps(await assisted(given)), 'told at the kitchen table');
    const second = await assisted(given);
    expect((await second.get('/next')).headers.location).toBe('/diary');
    expect(main(await second.get('/diary'))).not.toContain('told at the kitchen table');
  });

  it('does not learn how the questions about the account were answered, nor changes the answers', async () => {
    const given = await sides.invite();
    const own = await sides.letIn(given);
    await own.post('/start/questions', { setUp: 'someone-else', others: 'someone' });
    const device = await assisted(given);
    expect((await device.get('/next')).headers.location).toBe('/notice');
    expect(main(await device.get('/start/questions'))).not.toMatch(/checked|set up your doorbell/);
    await device.post('/start/questions', { setUp: 'me', others: 'nobody', decides: 'self' });
    const [row] = await sides.rows(
      `SELECT set_up_by, others FROM lintel.account_answer WHERE invitation_id = $1`,
      [given.id],
    );
    expect(row).toEqual({ set_up_by: 'someone-else', others: 'someone' });
  });
});

describe('the victim’s own code', () => {
  it('opens all that is theirs in an assisted session, and the log says that it was entered', async () => {
    const { given } = await withDraft();
    const device = await throughFirstSteps(await assisted(given));
    const offer = main(await device.get('/own-code'));
    expect(offer).toContain('Enter your own code');
    expect((await device.get('/diary')).text).toContain('Enter your code to see everything and to send.');
    expect((await device.post('/own-code', { code: given.code })).headers.location).toBe('/diary');
    expect(main(await device.get('/diary'))).toContain(UNSENT);
    expect((await device.get('/diary')).text).not.toContain('Enter your code to see everything');
    expect(await send(device)).toMatch(/^\/receipts\//);
    const [entered] = await sides.events(given.investigation, 'code-entered');
    expect(entered).toMatchObject({
      actor: { kind: 'victim', id: given.id },
      detail: { invitation: given.id },
    });
  });

  it('cannot be guessed there: the next has to wait, the log says so, and the victim’s own phone is not kept out', async () => {
    const { given } = await withDraft();
    const device = await assisted(given);
    for (let count = 0; count < 3; count += 1)
      expect((await device.post('/own-code', { code: wrongCode(given) })).status).toBe(403);
    expect((await device.post('/own-code', { code: given.code })).status).toBe(403);
    // Nor on another device of an officer's.
    expect((await (await assisted(given)).post('/own-code', { code: given.code })).status).toBe(403);
    expect((await sides.browser().post(new URL(given.link).pathname, { code: given.code })).status).toBe(303);
    const [guessed] = await sides.events(given.investigation, 'invitation-guessed');
    expect(guessed).toMatchObject({
      actor: { kind: 'service', id: 'intake' },
      detail: { invitation: given.id, attempts: 3 },
    });
  });
});

describe('afterwards', () => {
  it('the victim sees that an assisted session happened, where and when, in the diary and with the receipts', async () => {
    const { given, own } = await withDraft();
    expect(main(await own.get('/diary'))).not.toContain('officer’s device');
    await assisted(given);
    for (const path of ['/diary', '/receipts']) {
      const page = main(await own.get(path));
      expect(page).toMatch(/\d{4}[^<]*: on an officer’s device, at your home/);
      expect(page).toContain('Were you not there?');
    }
  });
});

describe('who may begin one', () => {
  const pass = (invitation: string, officer: string) => [
    secretHash(newToken()),
    invitation,
    officer,
    new Date(Date.now() + 60_000),
  ];
  const INSERT = `INSERT INTO lintel.assisted_pass (token_hash, invitation_id, officer_id, place, expires_at)
    VALUES ($1, $2, $3, 'home', $4)`;

  it('not an officer who looks in an emergency, nor one who is no member', async () => {
    const { given } = await withDraft();
    const stranger = await sides.stranger();
    const offer = () => stranger.call('POST', `/api/v1/invitations/${given.id}/assisted`, { place: 'home' });
    expect((await offer()).status).toBe(404);
    const [{ urn } = { urn: '' }] = await sides.rows<{ urn: string }>(
      `SELECT urn FROM lintel.investigation WHERE id = $1`,
      [given.investigation],
    );
    const glass = await stranger.call('POST', '/api/v1/emergency-accesses', {
      urn,
      reason: 'a life is in danger at this moment',
    });
    expect(glass.status).toBeLessThan(300);
    expect((await offer()).status).toBeGreaterThanOrEqual(403);
    expect((await offer()).status).toBeLessThan(500);
  });

  it('not a member who has not confirmed, nor in another’s name, whatever the workspace is made to say', async () => {
    const { given } = await withDraft();
    const database = await openDatabase(sides.hers.database.urls.workspace, 1);
    const { id } = sides.officer;
    const other = randomUUID();
    const session = (confirmed: boolean) =>
      withAdmin((admin) => officerSession(admin, id, { confirmed }), sides.hers.database.name);
    const insert = async (secret: string, officer: string) =>
      actingAs({ kind: 'officer', secret }, () =>
        database.transaction(async (tx) => {
          await tx.query(INSERT, pass(given.id, officer));
          await say((sql, values) => tx.query(sql, values), assistanceOffered(given));
        }),
      );
    try {
      await expect(insert(await session(false), id)).rejects.toThrow();
      await expect(insert(await session(true), other)).rejects.toThrow();
      await expect(insert(await session(true), id)).resolves.toBeUndefined();
    } finally {
      await database.close();
    }
  });

  it('not one who was taken off the team before the pass was used', async () => {
    const { given } = await withDraft();
    const made = await sides.client.call('POST', `/api/v1/invitations/${given.id}/assisted`, {
      place: 'home',
    });
    await sides.rows(
      `UPDATE lintel.investigation_member SET removed_at = now() WHERE investigation_id = $1`,
      [given.investigation],
    );
    const path = new URL((made.json() as unknown as { link: string }).link).pathname;
    expect((await sides.browser().post(path)).status).toBe(403);
  });
});

describe('a break-in at intake, with the secret of an assisted session', () => {
  /** As whoever can send any statement as lintel_intake. */
  async function stolen<T>(secret: string, work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: sides.hers.database.urls.intake });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT scope.open($1, $2)', ['victim', secret]);
      return await work(client);
    } finally {
      await client.query('ROLLBACK');
      await client.end();
    }
  }
  const besides = (invitation: string): Promise<string> =>
    withAdmin(
      (admin) => victimSession(admin, invitation, { assistedBy: sides.officer.id }),
      sides.hers.database.name,
    );

  it.each([
    ['lintel.clip', 'id, file_name'],
    ['lintel.incident', 'id, answers'],
    ['lintel.submission', 'id, reference'],
    ['lintel.receipt', 'reference, clips'],
    ['lintel.note', 'id, kind'],
    ['lintel.incident_clip', 'clip_id'],
    ['lintel.account_answer', 'set_up_by'],
    ['lintel.assisted_pass', 'place'],
  ])('reads no row of %s', async (table, columns) => {
    const { given, own } = await withDraft();
    await send(own);
    await write(own, UNSENT);
    await own.uploadByTus(FILE, Buffer.from('another clip'));
    const rows = await stolen(
      await besides(given.id),
      async (client) => (await client.query<object>(`SELECT ${columns} FROM ${table}`)).rows,
    );
    expect(rows).toEqual([]);
  });

  it('sends, discards, removes and links nothing, ends no other session, and stops nothing', async () => {
    const { given, clip, own } = await withDraft();
    const [draft] = await sides.rows<{ id: string }>(
      `SELECT id FROM lintel.submission WHERE invitation_id = $1`,
      [given.id],
    );
    const secret = await besides(given.id);
    const one = async (sql: string, values: readonly unknown[]): Promise<unknown> => {
      const { rows } = await stolen(secret, (client) => client.query<{ it: unknown }>(sql, [...values]));
      return rows[0]?.it;
    };
    expect(await one('SELECT lintel.send_submission($1) AS it', [draft?.id])).toBeNull();
    expect(await one('SELECT lintel.remove_draft_clip($1) AS it', [clip])).toBeNull();
    expect(await one('SELECT lintel.link_original($1, NULL) AS it', [clip])).toBe(false);
    expect(await one('SELECT lintel.earlier_code_parameters() AS it', [])).toBeNull();
    await one('SELECT lintel.send_incidents($1)', [draft?.id]);
    await one('SELECT lintel.end_own_sessions()', []);
    await expect(
      one(
        `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words) VALUES ($1, $2, $3, 'stopped', '')`,
        [randomUUID(), given.id, given.investigation],
      ),
    ).rejects.toThrow('row-level security');
    await expect(
      one(
        `INSERT INTO lintel.receipt (submission_id, invitation_id, reference, sent_at, clips) VALUES ($1, $2, 'X', now(), '[]')`,
        [draft?.id, given.id],
      ),
    ).rejects.toThrow('row-level security');
    await expect(one('SELECT 1 FROM lintel.intake_session', [])).rejects.toThrow('permission denied');
    await expect(one(`UPDATE lintel.submission SET state = 'sent'`, [])).rejects.toThrow('permission denied');
    expect((await own.get('/diary')).status).toBe(200);
    expect(await draftsOf(given.id)).toEqual([{ state: 'draft' }]);
  });

  it('makes of a scope that it wrote itself nothing', async () => {
    const { given } = await withDraft();
    const rows = await stolen('no such secret', async (client) => {
      await client.query(`SELECT set_config('lintel.scope', $1, true)`, [
        `${'0'.repeat(64)}(victim,${given.id},,${given.investigation},,,t)`,
      ]);
      return (await client.query<object>('SELECT id FROM lintel.clip')).rows;
    });
    expect(rows).toEqual([]);
  });
});
