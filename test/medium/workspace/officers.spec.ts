import { randomBytes, randomUUID } from 'node:crypto';
import { IdentityService, type Officer } from '../../../src/features/identity';
import { asOfficer, officerSession } from '../../factories/acting';
import { OfficerClient, signedIn, type Answer } from './client';
import { openWorld, PASSWORD, seedCase, seedClip, seedRendition, type World } from './world';

let world: World;
let supervisor: Officer;
let client: OfficerClient;
beforeAll(async () => {
  world = await openWorld({ STEP_UP_MINUTES: '600' });
  supervisor = await world.officer('supervisor');
  client = await signedIn(world, supervisor);
});
afterAll(() => world.close());

interface Account {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly active: boolean;
  readonly lockedUntil: string | null;
  readonly secondStep: boolean;
  readonly ofProvider: boolean;
  readonly signedInOn: string | null;
}

const itemsOf = (answer: Answer): readonly Account[] =>
  (JSON.parse(answer.text) as { items: readonly Account[] }).items;
const find = async (query: string): Promise<readonly Account[]> =>
  itemsOf(await client.call('GET', `/api/v1/officers?${query}`));
const account = async ({ id }: { id: string }): Promise<Account> =>
  JSON.parse((await client.call('GET', `/api/v1/officers/${id}`)).text) as Account;
const act = (id: string, what: string, body: object = {}): Promise<Answer> =>
  client.call('POST', `/api/v1/officers/${id}/${what}`, body);
const status = async (of: OfficerClient): Promise<number> => (await of.call('GET', '/api/v1/session')).status;

/** What the log says of changes to an account, oldest first. */
async function changesOf({ id }: Officer): Promise<object[]> {
  const { rows } = await world.admin.query<{ actor: object; detail: object }>(
    `SELECT r.event::jsonb -> 'actor' AS actor, r.event::jsonb -> 'detail' AS detail FROM custody.record r
      WHERE r.event::jsonb ->> 'type' = 'officer-changed' AND r.event::jsonb #>> '{detail,officer}' = $1 ORDER BY r.id`,
    [id],
  );
  return rows.map(({ actor, detail }) => ({ ...detail, ...actor }));
}

describe('the list of officers', () => {
  it('finds by part of a name or an address, by role and by state', async () => {
    const [ann, ben] = [await world.officer('auditor'), await world.officer('auditor')];
    await act(ben.id, 'deactivate');
    expect(await find(`q=${ann.email.toUpperCase()}`)).toMatchObject([{ id: ann.id, role: 'auditor' }]);
    const auditors = (await find('role=auditor&state=all')).map(({ id }) => id);
    expect(new Set(auditors)).toEqual(new Set([ann.id, ben.id]));
    expect((await find('role=auditor&state=active')).map(({ id }) => id)).toEqual([ann.id]);
    expect((await find('role=auditor&state=inactive')).map(({ id }) => id)).toEqual([ben.id]);
    expect(await find(`q=${encodeURIComponent("'%_")}`)).toEqual([]);
  });

  it('says who is locked, who has a second step, and on which day each signed in last', async () => {
    const officer = await world.officer();
    expect(await account(officer)).toMatchObject({ lockedUntil: null, secondStep: false, signedInOn: null });
    await signedIn(world, officer);
    const { rows } = await world.admin.query<{ today: string }>(
      `SELECT to_char(signed_in_on, 'YYYY-MM-DD') AS today FROM lintel.officer WHERE id = $1`,
      [officer.id],
    );
    expect((await account(officer)).signedInOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect((await account(officer)).signedInOn).toBe(rows[0]?.today);

    await world.admin.query(
      `INSERT INTO lintel.officer_totp (officer_id, sealed_secret, confirmed_at) VALUES ($1, $2, now())`,
      [officer.id, randomBytes(48)],
    );
    await world.admin.query(
      `UPDATE lintel.officer SET locked_until = now() + interval '1 day' WHERE id = $1`,
      [officer.id],
    );
    expect((await find('state=locked')).map(({ id }) => id)).toEqual([officer.id]);
    expect((await find('secondStep=set')).map(({ id }) => id)).toEqual([officer.id]);
    expect((await find('secondStep=missing')).map(({ id }) => id)).not.toContain(officer.id);
    const page = await client.page('/officers?state=locked');
    expect(page.text).toContain(officer.email);
    expect(page.text).toContain('Locked');
  });

  it('has each officer on exactly one page, in the order of names, whoever has the same name', async () => {
    await world.admin.query(
      `INSERT INTO lintel.officer (id, email, display_name, initials, role, password_hash)
       SELECT gen_random_uuid(), 'many' || n || '@force.example', CASE WHEN n % 3 = 0 THEN 'Mia Many' ELSE 'mia many ' || n % 5 END,
              'MM', 'investigator', 'x' FROM generate_series(1, 120) n`,
    );
    const seen: string[] = [];
    for (let after = ''; ; after = `&after=${seen.at(-1) ?? ''}`) {
      const answer = await client.call('GET', `/api/v1/officers?limit=50&q=mia${after}`);
      seen.push(...itemsOf(answer).map(({ id }) => id));
      if (answer.json().next === null) break;
    }
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
    const first = await client.page('/officers?q=mia');
    const next = /rel="next"/.test(first.text)
      ? /href="([^"]+)" rel="next"/.exec(first.text)?.[1]
      : undefined;
    expect(first.text).not.toContain('First page');
    const second = await client.page((next ?? '').replaceAll('&amp;', '&'));
    expect(second.text).toContain('First page');
    expect(second.text).toContain(`/officers/${seen[50] ?? 'none'}"`);
    expect(second.text).not.toContain(`/officers/${seen[49] ?? 'none'}"`);
  });
});

describe('an account that is deactivated', () => {
  it('ends every session at once, and what is half signed in, and the log says by whom', async () => {
    const officer = await world.officer();
    const [here, elsewhere] = [await signedIn(world, officer), await signedIn(world, officer)];
    await world.admin.query(
      `INSERT INTO lintel.sign_in_ticket (ticket_hash, officer_id, proved, code_needed) VALUES ($1, $2, 'password', true)`,
      [randomBytes(32), officer.id],
    );
    expect((await act(officer.id, 'deactivate')).status).toBe(204);
    expect([await status(here), await status(elsewhere)]).toEqual([401, 401]);
    const { rows } = await world.admin.query(
      `SELECT FROM lintel.officer_session WHERE officer_id = $1
       UNION ALL SELECT FROM lintel.sign_in_ticket WHERE officer_id = $1`,
      [officer.id],
    );
    expect(rows).toEqual([]);
    expect((await new OfficerClient(world.base).signIn(officer.email)).json()).toMatchObject({
      status: 401,
      code: 'sign-in-refused',
    });
    expect(await changesOf(officer)).toEqual([
      { officer: officer.id, active: false, kind: 'officer', id: supervisor.id },
    ]);
  });

  it('loses the stream that is playing within moments', async () => {
    const officer = await world.officer();
    const watcher = await signedIn(world, officer);
    const clip = await seedClip(world, await seedCase(world, officer.id));
    const long = randomBytes(64 * 1024 * 1024);
    await seedRendition(world, clip, 'proxy', { bytes: long, contentType: 'video/mp4' });
    const { contentUrl } = (
      await watcher.call('POST', `/api/v1/clips/${clip.id}/viewings`, { content: 'proxy' })
    ).json();
    const stream = await watcher.send('GET', contentUrl);
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    let got = (await reader.read()).value?.length ?? 0;
    expect((await act(officer.id, 'deactivate')).status).toBe(204);
    const drain = async (): Promise<void> => {
      // Slowly, so that only its end, and not the reader, can stop it.
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        got += value.length;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await expect(drain()).rejects.toThrow();
    expect(got).toBeLessThan(long.length);
  });

  it('ends what is open in an emergency, stated for its investigation, and stands marked where members are listed', async () => {
    const officer = await world.officer();
    const lead = await world.officer();
    const { investigation } = await seedCase(world, lead.id);
    const [access, past] = [randomUUID(), randomUUID()];
    await world.admin.query(
      `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, started_at, ends_at)
       VALUES ($1, $3, $4, 'A threat', now(), now() + interval '1 hour'),
              ($2, $3, $4, 'A threat before', now() - interval '3 hours', now() - interval '2 hours')`,
      [access, past, investigation, officer.id],
    );
    await world.admin.query(
      'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
      [investigation, officer.id, lead.id],
    );
    expect((await act(officer.id, 'deactivate')).status).toBe(204);
    const { rows } = await world.admin.query(
      'SELECT id, ended_at <= now() AS ended, ended_by FROM lintel.emergency_access WHERE officer_id = $1 ORDER BY started_at',
      [officer.id],
    );
    expect(rows).toEqual([
      { id: past, ended: null, ended_by: null },
      { id: access, ended: true, ended_by: supervisor.id },
    ]);
    const said = await world.admin.query<{ event: string }>(
      `SELECT event FROM custody.record WHERE event LIKE '%"broken-glass-ended"%' AND subject = 'investigation:' || $1`,
      [investigation],
    );
    expect(said.rows).toHaveLength(1);
    expect(said.rows[0]?.event).toContain(access);
    const member = await signedIn(world, lead);
    const { items: members } = JSON.parse(
      (await member.call('GET', `/api/v1/investigations/${investigation}/members`)).text,
    ) as {
      items: readonly { officerId: string; active: boolean }[];
    };
    expect(Object.fromEntries(members.map(({ officerId, active }) => [officerId, active]))).toEqual({
      [lead.id]: true,
      [officer.id]: false,
    });
    const { text } = await member.page(`/investigations/${investigation}`);
    expect(text.match(/Account closed/g)).toHaveLength(1);
    expect((await member.page(`/investigations/${investigation}/details`)).text).toContain(
      `${officer.displayName} (account closed)`,
    );
  });

  it('opens again with its teams, never with a session of before; again changes nothing', async () => {
    const officer = await world.officer();
    const before = await signedIn(world, officer);
    const { investigation } = await seedCase(world, officer.id);
    await act(officer.id, 'deactivate');
    await act(officer.id, 'deactivate');
    // As if it had been begun by a sign-in that was checked a moment earlier.
    const late = await officerSession(world.admin, officer.id);
    expect((await act(officer.id, 'activate')).status).toBe(204);
    await act(officer.id, 'activate');
    expect(await status(before)).toBe(401);
    const acting = world.http.app.get(IdentityService, { strict: false });
    expect(await asOfficer(late, () => acting.acting())).toBeUndefined();
    const again = await signedIn(world, officer);
    expect((await again.call('GET', `/api/v1/investigations/${investigation}`)).status).toBe(200);
    expect((await changesOf(officer)).map((change) => 'active' in change && change.active)).toEqual([
      false,
      true,
    ]);
  });
});

describe('a role', () => {
  it('counts at once, and signs out whoever was signed in under the old one', async () => {
    const officer = await world.officer('supervisor');
    const theirs = await signedIn(world, officer);
    expect((await act(officer.id, 'role', { role: 'auditor' })).status).toBe(204);
    expect(await status(theirs)).toBe(401);
    expect((await account(officer)).role).toBe('auditor');
    expect(await changesOf(officer)).toMatchObject([{ from: 'supervisor', role: 'auditor' }]);
    expect((await act(officer.id, 'role', { role: 'chief' })).status).toBe(400);
  });

  it('of an officer of the force’s provider is left to the provider', async () => {
    const officer = await world.officer();
    await world.admin.query(
      `INSERT INTO lintel.officer_identity (issuer, subject, officer_id) VALUES ('https://login.example', 'eve', $1)`,
      [officer.id],
    );
    expect((await act(officer.id, 'role', { role: 'auditor' })).json()).toMatchObject({
      status: 409,
      code: 'role-of-provider',
    });
    expect(await account(officer)).toMatchObject({ role: 'investigator', ofProvider: true });
  });
});

describe('nobody', () => {
  it('changes the own account, also not the last supervisor', async () => {
    for (const [what, body] of [
      ['deactivate', {}],
      ['activate', {}],
      ['role', { role: 'auditor' }],
    ] as const) {
      expect((await act(supervisor.id, what, body)).json()).toMatchObject({
        status: 409,
        code: 'own-account',
      });
    }
    expect((await client.page(`/officers/${supervisor.id}`)).text).not.toContain('/deactivate"');
    expect(await status(client)).toBe(200);
  });

  it('is without a supervisor when two close each other’s account at the same moment', async () => {
    const pair = [await world.officer('supervisor'), await world.officer('supervisor')] as const;
    const [one, other] = [await signedIn(world, pair[0]), await signedIn(world, pair[1])];
    const [first, second] = await Promise.all([
      one.call('POST', `/api/v1/officers/${pair[1].id}/deactivate`, {}),
      other.call('POST', `/api/v1/officers/${pair[0].id}/deactivate`, {}),
    ]);
    expect([first.status, second.status].filter((code) => code === 204)).toHaveLength(1);
    const { rows } = await world.admin.query(
      'SELECT id FROM lintel.officer WHERE disabled_at IS NULL AND id = ANY ($1::uuid[])',
      [pair.map(({ id }) => id)],
    );
    expect(rows).toHaveLength(1);
  });

  it('gives rights by a form that was left open: who adds, lifts or opens confirms who they are first', async () => {
    const officer = await world.officer();
    const unconfirmed = new OfficerClient(world.base);
    await unconfirmed.signIn(supervisor.email, PASSWORD);
    const lifted = await unconfirmed.form(`/officers/${officer.id}/role`, { role: 'supervisor' });
    expect([lifted.status, lifted.headers.get('location')]).toEqual([303, '/confirm']);
    expect((await account(officer)).role).toBe('investigator');
    // To take access away waits for nothing.
    const closed = await unconfirmed.form(`/officers/${officer.id}/deactivate`, {});
    expect([closed.status, closed.headers.get('location')]).toEqual([303, `/officers/${officer.id}`]);
    expect((await account(officer)).active).toBe(false);
  });
});
