import { Client } from 'pg';
import { outcomeFor } from '../../factories/acting';
import { openWorld, seedCase, type Case, type World } from '../workspace/world';
import type { Officer } from '../../../src/features/identity';

let world: World;
let workspace: Client;
let oic: Officer;
let home: Case;
beforeAll(async () => {
  world = await openWorld();
  workspace = new Client({ connectionString: world.database.urls.workspace });
  await workspace.connect();
  oic = await world.officer();
  home = await seedCase(world, oic.id);
  await world.admin.query(
    `INSERT INTO lintel.safe_contact (invitation_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask, officer_id)
     VALUES ($1, false, 'text', '07700900123', '{1,2,3,4,5,6,7}', '00:00', '24:00', '', '', $2)`,
    [home.invitation, oic.id],
  );
  await world.admin.query(ASK, [home.invitation, oic.id]);
  await world.admin.query(`UPDATE lintel.message SET state = 'failed'`);
});
afterAll(async () => {
  await workspace.end();
  await world.close();
});

const DENIED = '42501';
const ASK = `INSERT INTO lintel.message (id, invitation_id, investigation_id, kind, channel, address, safe_contact_id, requested_by, key)
  SELECT gen_random_uuid(), i.id, i.investigation_id, 'link', 'text', '07700900123', s.id, $2, gen_random_uuid()
    FROM lintel.invitation i JOIN lintel.safe_contact s ON s.invitation_id = i.id WHERE i.id = $1`;
const SEEN = 'UPDATE lintel.message SET seen_by = $2, seen_at = now() WHERE invitation_id = $1';

const as = (officer: Officer, sql: string, name = officer): Promise<number | string> =>
  outcomeFor({ admin: world.admin, workspace }, officer.id, sql, [home.invitation, name.id]);
const READ = 'SELECT $2::uuid FROM lintel.message WHERE invitation_id = $1';

async function guest(): Promise<Officer> {
  const officer = await world.officer('supervisor');
  await world.admin.query(
    `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, ends_at)
     VALUES (gen_random_uuid(), $1, $2, 'A threat', now() + interval '1 hour')`,
    [home.investigation, officer.id],
  );
  return officer;
}

describe('messages, as PostgreSQL sees people', () => {
  it('are read, asked for and seen by members, in their own name', async () => {
    const colleague = await world.officer();
    expect(await as(oic, READ)).toBe(1);
    expect(await as(oic, ASK)).toBe(1);
    expect(await as(oic, ASK, colleague)).toBe(DENIED);
    expect(await as(oic, SEEN)).toBe(1);
    expect(await as(oic, SEEN, colleague)).toBe(DENIED);
  });

  it.each([
    ['in an emergency', guest],
    ['from outside', () => world.officer('supervisor')],
  ])('are neither read nor asked for %s', async (_, who) => {
    const officer = await who();
    for (const sql of [READ, ASK, SEEN]) expect(await as(officer, sql)).toBe(0);
  });

  it('say what became of them by the worker alone', async () => {
    expect(
      await as(
        oic,
        `UPDATE lintel.message SET state = 'sent' WHERE invitation_id = $1 AND $2::uuid IS NOT NULL`,
      ),
    ).toBe(DENIED);
  });
});
