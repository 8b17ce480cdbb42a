import { Client } from 'pg';
import { waitForLocks } from '../../support/waiting';
import { BothSides, type Given } from './support';

let sides: BothSides;
let admin: Client;
beforeAll(async () => {
  sides = await BothSides.open();
  admin = new Client({ connectionString: sides.hers.database.urls.admin });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await sides.close();
});

const kept = async (given: Given): Promise<object> => {
  const { text } = await sides.client.call('GET', `/api/v1/invitations/${given.id}/care`);
  return (JSON.parse(text) as { safeContact: object }).safeContact;
};
const pathOf = ({ id }: Given): string => `/invitations/${id}/safe-contact`;
const seenIn = (page: string): string => /name="seen" value="([^"]*)"/.exec(page)?.[1] ?? 'no field';

const OLD = {
  channel: 'email',
  address: 'victim@home.example',
  days: '1',
  from: '09:00',
  until: '17:00',
  never: '',
};
const SAFER = { channel: 'none', from: '09:00', until: '17:00', never: 'No e-mail: it is read by others' };

describe('two officers who record safe contact', () => {
  it('each see what the other recorded before it is written over', async () => {
    const given = await sides.invite();
    await sides.client.form(pathOf(given), OLD);
    const seen = seenIn((await sides.client.page(pathOf(given))).text);
    expect((await sides.client.form(pathOf(given), { ...SAFER, seen })).status).toBe(303);

    const late = await sides.client.form(pathOf(given), { ...OLD, ask: 'Ask Sam', seen });
    expect(late.status).toBe(409);
    expect(late.text).toContain('A colleague recorded something else after you opened this page');
    expect(late.text).toContain('No e-mail: it is read by others</dd>');
    expect(late.text).toContain('value="Ask Sam"');
    expect(await kept(given)).toMatchObject({ channel: 'none', never: SAFER.never });

    const again = { ...SAFER, ask: 'Ask Sam', seen: seenIn(late.text) };
    expect((await sides.client.form(pathOf(given), again)).status).toBe(303);
    expect(await kept(given)).toMatchObject({ ...SAFER, ask: 'Ask Sam' });
  });

  it('are told so also where nothing was recorded when they looked', async () => {
    const given = await sides.invite();
    await admin.query('DELETE FROM lintel.safe_contact WHERE invitation_id = $1', [given.id]);
    const seen = seenIn((await sides.client.page(pathOf(given))).text);
    expect(seen).toBe('');
    expect((await sides.client.form(pathOf(given), { ...SAFER, seen })).status).toBe(303);
    const late = await sides.client.form(pathOf(given), { ...OLD, seen });
    expect([late.status, late.text]).toEqual([
      409,
      expect.stringContaining('No e-mail: it is read by others</dd>'),
    ]);
  });

  it('always may say “do not contact”, whatever they saw', async () => {
    const given = await sides.invite();
    const seen = seenIn((await sides.client.page(pathOf(given))).text);
    await sides.client.form(pathOf(given), { ...OLD, seen });
    const never = await sides.client.form(pathOf(given), {
      doNotContact: 'yes',
      from: '09:00',
      until: '17:00',
      seen,
    });
    expect(never.status).toBe(303);
    expect(await kept(given)).toMatchObject({ doNotContact: true });
  });

  it('do not undo “do not contact”, recorded at the same moment', async () => {
    const given = await sides.invite();
    const record = (body: object) => sides.client.call('POST', `/api/v1${pathOf(given)}`, body);
    // Both have begun before either can end.
    await admin.query('BEGIN');
    await admin.query('SELECT FROM lintel.invitation WHERE id = $1 FOR UPDATE', [given.id]);
    const never = record({ doNotContact: true });
    await waitForLocks(admin, 1);
    const other = record({ channel: 'phone', address: '01632 960123' });
    await waitForLocks(admin, 2);
    await admin.query('COMMIT');
    expect([(await never).status, (await other).status]).toEqual([204, 409]);
    expect(await kept(given)).toMatchObject({ doNotContact: true });
  });

  it('are held to it by PostgreSQL itself', async () => {
    const given = await sides.invite();
    const second = new Client({ connectionString: sides.hers.database.urls.admin });
    await second.connect();
    const insert = (client: Client, never: boolean) =>
      client.query(
        `INSERT INTO lintel.safe_contact (invitation_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask, officer_id)
         VALUES ($1, $2, 'none', '', '{}', '09:00', '17:00', '', '', $3)`,
        [given.id, never, sides.officer.id],
      );
    try {
      await admin.query('BEGIN');
      await insert(admin, true);
      const other = insert(second, false).then(
        () => 'taken',
        (error: unknown) => (error as { code: string }).code,
      );
      await waitForLocks(admin, 1);
      await admin.query('COMMIT');
      expect(await other).toBe('LN003');
    } finally {
      await second.end();
    }
  });
});
