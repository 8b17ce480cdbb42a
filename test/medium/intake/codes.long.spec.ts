import { Client } from 'pg';
import { uuidV7 } from '../../../src/kernel/ids';
import { newToken, secretHash } from '../../../src/features/invitations/domain/secrets';
import { proofOf } from '../../../src/platform/secrets';
import { withAdmin } from '../../support/database';
import { BothSides, main, send, write, type Given } from '../diary/support';
import type { VisitorBrowser } from './support/visitor';

let sides: BothSides;
let stolen: Client;
beforeAll(async () => {
  sides = await BothSides.open({ LIMIT_CODE_ATTEMPTS: '3' });
  stolen = new Client({ connectionString: sides.hers.database.urls.intake });
  await stolen.connect();
});
afterAll(async () => {
  await stolen.end();
  await sides.close();
});

const UNSENT = 'written under the first code';

async function renew({ id }: Given): Promise<string> {
  const made = await sides.client.call('POST', `/api/v1/invitations/${id}/renew`, { days: 5 });
  return (made.json() as unknown as { code: string }).code;
}
const wrong = (code: string): string => (code === '00000000' ? '11111111' : '00000000');

async function enter({ link }: Given, code: string): Promise<VisitorBrowser> {
  const browser = sides.browser();
  const { status } = await browser.post(new URL(link).pathname, { code });
  if (status !== 303) throw new Error(`not let in: ${status}`);
  return browser;
}

describe('a draft from before the code was renewed', () => {
  async function renewed(): Promise<{ given: Given; withNew: VisitorBrowser; code: string }> {
    const given = await sides.invite();
    const own = await sides.inDiary(given);
    await write(own, UNSENT);
    await own.uploadByTus('before.mp4', Buffer.from('a clip'));
    const code = await renew(given);
    return { given, code, withNew: await enter(given, code) };
  }

  it('is not opened by the new code: whoever made it reads nothing, and sends nothing of it', async () => {
    const { withNew, given } = await renewed();
    expect(main(await withNew.get('/diary'))).not.toContain(UNSENT);
    expect(await withNew.files()).toEqual([]);
    await write(withNew, 'written under the new code');
    await send(withNew);
    expect(
      await sides.rows(
        `SELECT i.sent_at IS NOT NULL AS sent FROM lintel.incident i WHERE i.invitation_id = $1 ORDER BY i.created_at`,
        [given.id],
      ),
    ).toEqual([{ sent: false }, { sent: true }]);
  });

  it('comes back with the code of that time, beside what was added since', async () => {
    const { withNew, given } = await renewed();
    await write(withNew, 'written under the new code');
    expect((await withNew.get('/diary')).text).toContain('You added something before you got your new code');
    expect((await withNew.get('/earlier')).text).toContain('The code you had before');
    expect((await withNew.post('/earlier', { code: given.code })).headers.location).toBe('/diary');
    const diary = await withNew.get('/diary');
    expect([UNSENT, 'written under the new code'].map((words) => main(diary).includes(words))).toEqual([
      true,
      true,
    ]);
    expect((await withNew.files()).map(({ name }) => name)).toEqual(['before.mp4']);
    expect(diary.text).not.toContain('before you got your new code');
    expect((await withNew.get('/earlier')).headers.location).toBe('/diary');
  });

  it('cannot be had by guessing: the next code has to wait, and the link still opens', async () => {
    const { withNew, given, code } = await renewed();
    for (let count = 0; count < 3; count += 1)
      expect((await withNew.post('/earlier', { code: wrong(given.code) })).status).toBe(403);
    expect((await withNew.post('/earlier', { code: given.code })).status).toBe(403);
    const elsewhere = await enter(given, code);
    expect((await elsewhere.post('/earlier', { code: given.code })).status).toBe(403);
    expect(
      (
        await sides.rows(`SELECT 1 FROM lintel.invitation WHERE id = $1 AND guessed_at IS NOT NULL`, [
          given.id,
        ])
      ).length,
    ).toBe(1);
  });

  it('is erased, too, when the victim stops', async () => {
    const { withNew, given } = await renewed();
    await withNew.post('/stop');
    expect(
      await sides.rows(`SELECT state FROM lintel.submission WHERE invitation_id = $1`, [given.id]),
    ).toEqual([{ state: 'discarded' }]);
    for (const table of ['clip', 'incident'])
      expect(await sides.rows(`SELECT id FROM lintel.${table} WHERE invitation_id = $1`, [given.id])).toEqual(
        [],
      );
  });

  it('stays with the victim when only the time of the link was extended', async () => {
    const given = await sides.invite();
    await write(await sides.inDiary(given), UNSENT);
    await sides.client.call('POST', `/api/v1/invitations/${given.id}/extend`, {
      days: 60,
      reason: 'a trial',
    });
    expect(main(await (await enter(given, given.code)).get('/diary'))).toContain(UNSENT);
  });
});

describe('a session that gives no scope', () => {
  const refusals = () =>
    sides.rows<{ event: { actor: object; detail: object } }>(
      `SELECT event::json AS event FROM custody.record WHERE event::jsonb->>'type' = 'scope-refused'`,
    );

  it('meets the page that it always met, and one event an hour for each address', async () => {
    const browser = sides.browser();
    browser.cookie = `session=${newToken()}`;
    for (let count = 0; count < 3; count += 1) {
      const page = await browser.get('/diary');
      expect([page.status, page.text.includes('You are signed out')]).toEqual([401, true]);
    }
    expect((await refusals()).map(({ event: { actor, detail } }) => ({ actor, detail }))).toEqual([
      { actor: { kind: 'service', id: 'intake' }, detail: { kind: 'victim', why: 'unknown' } },
    ]);
  });
});

describe('whoever is in by a code that is replaced', () => {
  it('is signed out on every device, gets back what was just written, and reads nothing that is written under the new code', async () => {
    const given = await sides.invite();
    const [own, elsewhere] = [await sides.inDiary(given), await sides.letIn(given)];
    const entry = await write(own, UNSENT);
    const withNew = await enter(given, await renew(given));
    await write(withNew, 'written under the new code');
    for (const browser of [own, elsewhere]) {
      const page = await browser.get('/diary');
      expect([page.status, page.text.includes('written under the new code')]).toEqual([401, false]);
    }
    const late = await own.post(`/diary/${entry}/what`, { words: 'the last words', go: 'on' });
    expect([late.status, late.text.includes('the last words')]).toEqual([401, true]);
  });

  it('is not let in again by a request that was on its way when the code was replaced', async () => {
    const given = await sides.invite();
    const own = await sides.inDiary(given);
    const request = new Client({ connectionString: sides.hers.database.urls.intake });
    await request.connect();
    await request.query('BEGIN');
    const opened = await request.query<{ open: boolean }>(`SELECT scope.open('victim', $1) AS open`, [
      own.cookie.slice('session='.length),
    ]);
    await renew(given);
    await request.query('SELECT lintel.keep_session(60)');
    await request.query('COMMIT');
    await request.end();
    expect([opened.rows[0]?.open, (await own.get('/diary')).status]).toEqual([true, 401]);
  });

  it('stays in where only the time of the link was extended', async () => {
    const given = await sides.invite();
    const own = await sides.inDiary(given);
    await sides.client.call('POST', `/api/v1/invitations/${given.id}/extend`, {
      days: 60,
      reason: 'a trial',
    });
    expect((await own.get('/diary')).status).toBe(200);
  });

  it('stays in beside an officer without a code, and is asked for the new one where the old one was typed', async () => {
    const given = await sides.invite();
    const beside = async (): Promise<VisitorBrowser> => {
      const path = `/api/v1/invitations/${given.id}/assisted`;
      const made = await sides.client.call('POST', path, { place: 'home' });
      const device = sides.browser();
      await device.post(new URL((made.json() as unknown as { link: string }).link).pathname);
      return device;
    };
    const [without, typed] = [await beside(), await beside()];
    expect((await typed.post('/own-code', { code: given.code })).status).toBe(303);
    await renew(given);
    const states = await Promise.all(
      [without, typed].map(async (device) => (await device.get('/ask')).status),
    );
    expect(states).toEqual([200, 401]);
  });
});

describe('a break-in at intake', () => {
  const ENTER = 'SELECT invitation_id FROM lintel.enter($1, $2, $3, $4, $5, $6)';
  const PLACE = secretHash('somewhere');
  const tokenOf = ({ link }: Given): string => new URL(link).pathname.split('/').at(-1) ?? '';

  it('opens nothing with what the database keeps of a code', async () => {
    const given = await sides.invite();
    const [kept] = await sides.rows<{ hash: string }>(
      `SELECT code_hash AS hash FROM lintel.invitation WHERE id = $1`,
      [given.id],
    );
    const hash = Buffer.from(kept?.hash.split('$').at(-1) ?? '', 'base64');
    const entered = await stolen.query(ENTER, [
      secretHash(tokenOf(given)),
      hash,
      secretHash(newToken()),
      60,
      1000,
      PLACE,
    ]);
    expect(entered.rows).toEqual([]);
    await expect(stolen.query('SELECT code_hash FROM lintel.invitation')).rejects.toThrow(
      'permission denied',
    );
  });

  it('cannot guess without waiting, whatever limit and from wherever it says, nor unlock a link', async () => {
    const given = await sides.invite();
    const linkHash = secretHash(tokenOf(given));
    const right = await proofOf(
      given.code,
      (await stolen.query<{ p: string }>('SELECT lintel.link_parameters($1) AS p', [linkHash])).rows[0]?.p ??
        '',
    );
    const attempt = async (proof: Buffer, place: Buffer) =>
      (
        await stolen.query<{ invitation_id: string | null }>(ENTER, [
          linkHash,
          proof,
          secretHash(newToken()),
          60,
          1_000_000,
          place,
        ])
      ).rows.filter((row) => row.invitation_id !== null).length;
    for (let count = 0; count < 100; count += 1)
      await attempt(Buffer.from(String(count)), secretHash(`p${count}`));
    expect(await attempt(right, secretHash('p0'))).toBe(0);
    expect(await attempt(right, secretHash('a new place'))).toBe(0);
    // After a thousand no new place opens it any more, however long it waits; where its victim came in before, it does.
    await withAdmin(async (admin) => {
      await admin.query('UPDATE lintel.invitation SET failed_attempts = 999 WHERE id = $1', [given.id]);
      await admin.query('DELETE FROM lintel.code_attempt WHERE link_hash = $1', [linkHash]);
      await admin.query('INSERT INTO lintel.code_place (invitation_id, address_hash) VALUES ($1, $2)', [
        given.id,
        secretHash('home'),
      ]);
    }, sides.hers.database.name);
    expect(await attempt(Buffer.from('the thousandth'), secretHash('p101'))).toBe(0);
    expect(await attempt(right, secretHash('p102'))).toBe(0);
    await stolen.query('BEGIN');
    expect(await attempt(right, secretHash('home'))).toBe(1);
    await stolen.query('ROLLBACK');
    await expect(stolen.query('UPDATE lintel.invitation SET locked_at = NULL')).rejects.toThrow(
      'permission denied',
    );
  });

  it('gains no new guesses by what is right', async () => {
    const given = await sides.invite();
    const linkHash = secretHash(tokenOf(given));
    await stolen.query(ENTER, [
      linkHash,
      Buffer.from('wrong'),
      secretHash(newToken()),
      60,
      10,
      secretHash('q'),
    ]);
    await sides.inDiary(given);
    const counted = await withAdmin(
      (admin) => admin.query('SELECT failed_attempts AS n FROM lintel.invitation WHERE id = $1', [given.id]),
      sides.hers.database.name,
    );
    expect(counted.rows).toEqual([{ n: 1 }]);
  });

  it('does not make a file look checked', async () => {
    const given = await sides.invite();
    const own = await sides.inDiary(given);
    await own.uploadByTus('unchecked.mp4', Buffer.from('a clip'));
    await stolen.query('BEGIN');
    await stolen.query('SELECT scope.open($1, $2)', ['victim', own.cookie.slice('session='.length)]);
    await expect(stolen.query(`UPDATE lintel.clip SET state = 'verified'`)).rejects.toThrow(
      'row-level security',
    );
    await stolen.query('ROLLBACK');
  });

  it('says of no link that it was locked: that is for the function to say which counted', async () => {
    const given = await sides.invite();
    await expect(
      stolen.query(
        `SELECT custody.append('investigation:' || $1::text, 'invitation-locked', event_id, now(), $3, '{}', $1::uuid)
           FROM (SELECT $2::uuid AS event_id) x`,
        [given.investigation, uuidV7(Date.now()), { invitation: given.id, attempts: 3 }],
      ),
    ).rejects.toThrow('not for this person to state');
  });

  it('learns of no session, makes none, and ends none that is not its own', async () => {
    const own = await sides.inDiary(await sides.invite());
    for (const sql of [
      'SELECT id_hash FROM lintel.intake_session',
      `INSERT INTO lintel.intake_session (id_hash, invitation_id, expires_at) SELECT sha256('x'), id, now() FROM lintel.invitation`,
      'DELETE FROM lintel.intake_session',
    ])
      await expect(stolen.query(sql)).rejects.toThrow('permission denied');
    await stolen.query('SELECT lintel.end_session(), lintel.end_own_sessions()');
    expect((await own.get('/diary')).status).toBe(200);
  });
});
