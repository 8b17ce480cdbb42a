import { NO_SECRET } from '../../factories/secrets';
import { Desk } from './support';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open({ LIMIT_INVITATION_TOTAL_DAYS: '200', LIMIT_INVITATION_DAYS: '120' });
});
afterAll(() => desk.close());

const DAY = 86_400_000;
const extend = (id: string, days: number, reason = 'The visits go on') =>
  desk.client.call('POST', `/api/v1/invitations/${id}/extend`, { days, reason });
const daysLeft = async (id: string): Promise<number> => {
  const { rows } = await desk.world.admin.query<{ at: Date }>(
    'SELECT expires_at AS at FROM lintel.invitation WHERE id = $1',
    [id],
  );
  return Math.round(((rows[0]?.at.getTime() ?? 0) - Date.now()) / DAY);
};

describe('more time for a private link', () => {
  it('keeps link and code, and says why in a commitment only', async () => {
    const id = await desk.invitation({ channel: 'in-person' });
    const before = await desk.world.admin.query(
      'SELECT token_hash, code_hash FROM lintel.invitation WHERE id = $1',
      [id],
    );
    expect((await extend(id, 100)).status).toBe(200);
    expect(await daysLeft(id)).toBe(100);
    const after = await desk.world.admin.query(
      'SELECT token_hash, code_hash FROM lintel.invitation WHERE id = $1',
      [id],
    );
    expect(after.rows).toEqual(before.rows);
    const [event] = (await desk.events(id)).filter(({ type }) => type === 'invitation-extended');
    expect(event).toMatchObject({
      detail: { invitation: id },
      commit: { reason: expect.any(String) as string },
    });
    expect(JSON.stringify(event)).not.toContain('visits');
  });

  it('needs a reason, and is more than there was', async () => {
    const id = await desk.invitation({ channel: 'in-person' });
    expect((await extend(id, 100, ' ')).status).toBe(400);
    const shorter = await extend(id, 5);
    expect([shorter.status, shorter.json().detail]).toEqual([400, 'It already works for that long.']);
  });

  it('ends where a link may not live longer', async () => {
    const id = await desk.invitation({ channel: 'in-person' });
    await desk.world.admin.query(
      `UPDATE lintel.invitation SET created_at = now() - interval '150 days', expires_at = now() + interval '1 day' WHERE id = $1`,
      [id],
    );
    expect((await extend(id, 120)).status).toBe(200);
    expect(await daysLeft(id)).toBe(50);
    const again = await extend(id, 120);
    expect([again.status, again.json().detail]).toEqual([
      400,
      'It cannot live longer. Make a new link instead.',
    ]);
  });

  it('does not bring a revoked link back', async () => {
    const id = await desk.invitation({ channel: 'in-person' });
    await desk.client.call('POST', `/api/v1/invitations/${id}/revoke`);
    expect((await extend(id, 100)).status).toBe(409);
  });
});

describe('safe contact first', () => {
  it('is held by PostgreSQL: no link is made without its record', async () => {
    const id = await desk.invitation({ channel: 'in-person' });
    const { rows } = await desk.world.admin.query<{ investigation_id: string; created_by: string }>(
      'SELECT investigation_id, created_by FROM lintel.invitation WHERE id = $1',
      [id],
    );
    await expect(
      desk.query(
        `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by)
         VALUES (gen_random_uuid(), $1, sha256('another'), $3, now() + interval '1 day', $2)`,
        [rows[0]?.investigation_id, rows[0]?.created_by, NO_SECRET],
      ),
    ).rejects.toThrow('safe contact is recorded first');
  });
});
