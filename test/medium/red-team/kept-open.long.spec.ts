import { Client } from 'pg';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { officerSession, victimSession } from '../../factories/acting';
import type { Case } from '../../factories/rows';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { wholeCase } from './whole-case';

/** Longer than anything that a person asks for. */
const LONG_MS = 10_500;
const CASE = 'SELECT id FROM lintel.investigation';

/** Whoever has broken into a process need not end a transaction in which somebody acted. */
describe('a transaction that is kept open', () => {
  let database: TestDatabase;
  let admin: Client;
  let made: Case;
  const open: Client[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    admin = new Client({ connectionString: database.urls.admin });
    await admin.connect();
    made = await wholeCase(admin);
  });
  afterAll(async () => {
    await Promise.all([admin, ...open].map((client) => client.end()));
    await database.drop();
  });

  const begun = async (kind: 'officer' | 'victim', secret: string): Promise<Client> => {
    const client = new Client({
      connectionString: kind === 'officer' ? database.urls.workspace : database.urls.intake,
    });
    await client.connect();
    open.push(client);
    await client.query('BEGIN');
    await client.query('SELECT scope.open($1, $2)', [kind, secret]);
    return client;
  };
  const changed = (sql: string, values: unknown[]) => admin.query(sql, values);
  const looking = async (): Promise<{ secret: string; access: string }> => {
    const [officer, access] = [randomUUID(), randomUUID()];
    await changed(
      `INSERT INTO lintel.officer (id, email, display_name, initials, role, password_hash)
       VALUES ($1, $2, 'Sample Officer', 'SO', 'investigator', NULL)`,
      [officer, `${officer}@sample.invalid`],
    );
    await changed(
      `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, started_at, ends_at)
       VALUES ($1, $2, $3, 'sample', now() - interval '1 hour', now() + interval '5 s')`,
      [access, made.investigation, officer],
    );
    return { secret: await officerSession(admin, officer), access };
  };

  it('shows nothing, and lets nothing be said, once its person is not signed in any more', async () => {
    const secrets: string[] = [];
    for (let n = 0; n < 3; n += 1) secrets.push(await officerSession(admin, made.officer));
    const [stays, out, lapsed] = await Promise.all(secrets.map((secret) => begun('officer', secret)));
    const victim = await begun('victim', await victimSession(admin, made.invitation));
    const { secret } = await looking();
    const emergency = await begun('officer', secret);
    const late = await begun('officer', 'nobody yet');
    const hash = `id_hash = sha256(convert_to($1, 'UTF8'))`;
    expect((await out?.query(CASE))?.rows).toHaveLength(1);
    expect((await emergency.query(CASE)).rows).toHaveLength(1);
    const draft = 'SELECT id FROM lintel.invitation';
    expect((await victim.query(draft)).rows).toHaveLength(1);

    await changed(`DELETE FROM lintel.officer_session WHERE ${hash}`, [secrets[1]]);
    await changed(`UPDATE lintel.officer_session SET confirmed_until = now() WHERE ${hash}`, [secrets[2]]);
    await changed('UPDATE lintel.intake_session SET expires_at = now() WHERE invitation_id = $1', [
      made.invitation,
    ]);
    await sleep(LONG_MS);

    // Who still is signed in goes on, however long it takes.
    expect((await stays?.query(CASE))?.rows).toHaveLength(1);
    const confirmed = `SELECT scope.confirmed_officer() IS NOT NULL AS confirmed, scope.officer() IS NOT NULL AS there`;
    expect((await stays?.query(confirmed))?.rows).toEqual([{ confirmed: true, there: true }]);
    expect((await lapsed?.query(confirmed))?.rows).toEqual([{ confirmed: false, there: true }]);
    expect((await emergency.query(CASE)).rows).toEqual([]);
    await expect(out?.query(CASE)).rejects.toMatchObject({ code: 'LN033' });
    await expect(victim.query(draft)).rejects.toMatchObject({ code: 'LN033' });
    // Nor is a session of before opened in a transaction that is older than its end.
    await changed(`UPDATE lintel.officer_session SET expires_at = clock_timestamp() WHERE ${hash}`, [
      secrets[0],
    ]);
    const { rows } = await late.query('SELECT scope.open($1, $2) AS opened', ['officer', secrets[0]]);
    expect(rows).toEqual([{ opened: false }]);
  });
});
