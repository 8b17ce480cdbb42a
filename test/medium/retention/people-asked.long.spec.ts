import { londonDay } from '../../../src/kernel/london-day';
import { openDatabase } from '../../../src/platform/database';
import { AGREED, STREET, TESTED } from '../../factories/person-request';
import { Bench, LONG_AGO, read, WHY } from './bench';

describe('what was recorded of another person who was asked (real PostgreSQL)', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open();
    await bench.record('oic');
  });
  afterAll(() => bench.close());

  it('takes with the last item of another person’s link what was recorded of that person', async () => {
    const name = 'Zenobia Ferriby';
    const made = await bench.clients.oic.call('POST', `${bench.of}/requests`, {
      ...{ ...STREET, personName: name, holder: 'neighbour', test: null },
    });
    const invitation: string = made.json().id;
    const corrected = { ...STREET, personName: name, reason: `${name} saw a car`, test: null };
    await bench.clients.oic.call('POST', `/api/v1/invitations/${invitation}/requests`, {
      ...{ ...corrected, correction: `${name} asked for less` },
    });
    const items = [await bench.item(), await bench.item()];
    await bench.world.admin.query('UPDATE lintel.clip SET invitation_id = $2 WHERE id = ANY ($1)', [
      items.map(({ id }) => id),
      invitation,
    ]);
    for (const { id } of items) {
      await bench.approved(id);
      expect(await bench.tablesWith(name)).toEqual(['lintel.opening', 'lintel.person_request']);
      await bench.eraser.run();
      expect(await bench.stateOf(id)).toBe('erased');
    }
    expect(await bench.tablesWith(name)).toEqual([]);
    expect(await bench.tablesWith(STREET.asked)).toEqual([]);
    const { rows } = await bench.world.admin.query(
      `SELECT i.expires_at <= now() AS ended, (SELECT count(*)::int FROM lintel.person_request r WHERE r.invitation_id = i.id) AS records,
              (SELECT count(*)::int FROM custody.record r WHERE r.type = 'person-asked') AS events
         FROM lintel.invitation i WHERE i.id = $1`,
      [invitation],
    );
    expect(rows).toEqual([{ ended: true, records: 2, events: 2 }]);
  });

  it('takes what was recorded of a person who sent nothing, some days after the link ended, unless something keeps it', async () => {
    const name = 'Quentin Thirlwall';
    const made = await bench.clients.oic.call('POST', `${bench.of}/requests`, {
      ...{ ...STREET, personName: name, holder: 'neighbour', test: { ...TESTED, told: 'later' } },
      agreesFor: { ...AGREED, nobodyCloser: `${name} alone knew it`, parentWords: `${name} calls` },
    });
    const invitation: string = made.json().id;
    const { admin } = bench.world;
    const of = (sql: string) => admin.query(sql, [invitation]);
    const shown = async (): Promise<unknown> => {
      const { people } = read(await bench.clients.oic.call('GET', `${bench.of}/retention`));
      const row = people.find(({ invitationId }) => invitationId === invitation);
      return [row?.rules[0]?.id, row?.erased];
    };
    const still = async (why: string): Promise<void> => {
      await bench.eraser.forget();
      expect([why, await bench.tablesWith(name)]).toEqual([why, ['lintel.opening', 'lintel.person_request']]);
    };
    await still('the link works');
    await of(`UPDATE lintel.invitation SET expires_at = now() - interval '89 days' WHERE id = $1`);
    await still('it ended not long ago');
    await of(`UPDATE lintel.invitation SET expires_at = now() - interval '91 days' WHERE id = $1`);
    await still('the victim is not told');
    expect(await shown()).toEqual(['notice-owed', false]);
    const requests = await bench.clients.oic.call('GET', `/api/v1/invitations/${invitation}/requests`);
    const request = requests.json().items[0]?.id;
    const telling = { request, givenOn: londonDay(new Date()), words: `In a letter that names ${name}` };
    const notices = `/api/v1/invitations/${invitation}/victim-notices`;
    expect((await bench.clients.oic.call('POST', notices, telling)).status).toBe(204);
    await bench.eraser.forget();
    expect(await shown()).toEqual(['notice-owed', false]);
    const parents = `/api/v1/invitations/${invitation}/parent-notices`;
    expect((await bench.clients.oic.call('POST', parents, telling)).status).toBe(204);
    await of(
      `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words)
       SELECT gen_random_uuid(), id, investigation_id, 'pressured', 'Words of Quentin Thirlwall' FROM lintel.invitation WHERE id = $1`,
    );
    await bench.eraser.forget();
    expect(await bench.tablesWith(name)).toContain('lintel.person_request');
    await of(
      `INSERT INTO lintel.concern_step (id, concern_id, step, words, officer_id)
       SELECT gen_random_uuid(), c.id, 'closed', 'Done', i.created_by FROM lintel.concern c JOIN lintel.invitation i ON i.id = c.invitation_id
        WHERE i.id = $1`,
    );
    // On the disclosure officer's list, and not decided about: its words are kept a second time, and go with the first.
    await bench.clients.discloser.call('GET', `${bench.of}/items?limit=200`);
    expect(await bench.tablesWith(TESTED.enquiry)).toContain('lintel.written_item');
    // Held once, and not any more: only an empty row stays for that.
    const { rows: listed } = await admin.query<{ id: string }>(
      `SELECT clip_id AS id FROM lintel.written_item WHERE kind = 'request' AND source = $1`,
      [request],
    );
    const once = await bench.clients.oic.call('POST', `/api/v1/clips/${listed[0]?.id ?? ''}/holds`, WHY);
    expect(once.status).toBe(201);
    await bench.clients.first.call('POST', `/api/v1/holds/${once.json().id}/lifting`, WHY);
    const held = await bench.clients.oic.call('POST', `${bench.of}/holds`, WHY);
    await bench.eraser.forget();
    expect(await shown()).toEqual(['hold-on-investigation', false]);
    await bench.clients.first.call('POST', `/api/v1/holds/${held.json().id}/lifting`, WHY);
    await bench.record('oic', { ...LONG_AGO, outcome: 'open', decidedOn: null });
    await bench.eraser.forget();
    expect(await shown()).toEqual(['investigation-open', false]);
    await bench.record('oic');
    expect(await shown()).toEqual(['link-ended', false]);
    await bench.eraser.forget();
    expect(await bench.tablesWith(name)).toEqual([]);
    expect(await bench.tablesWith(TESTED.enquiry)).toEqual([]);
    expect(await bench.tablesWith(AGREED.ownViewsWords)).toEqual([]);
    await bench.clients.discloser.call('GET', `${bench.of}/items?limit=200`);
    const { rows: left } = await admin.query(
      `SELECT w.content, c.file_name AS name FROM lintel.written_item w JOIN lintel.clip c ON c.id = w.clip_id WHERE w.kind = 'request'`,
    );
    expect(left).toEqual([{ content: {}, name: '(erased)' }]);
    expect((await shown()) as unknown[]).toContain(true);
    const page = await bench.clients.oic.page(`/investigations/${bench.home.investigation}/retention`);
    expect(page.text).toContain('Other people who were asked');
    const link = await bench.clients.oic.page(`/invitations/${invitation}`);
    expect([link.status, link.text.includes('Revoked')]).toEqual([200, false]);
    const renewed = await bench.clients.oic.call('POST', `/api/v1/invitations/${invitation}/renew`, {
      days: 5,
    });
    expect([renewed.status, renewed.json().code]).toEqual([409, 'invitation-ended']);
    const { rows } = await of(
      `SELECT count(*)::int AS said FROM custody.record WHERE type = 'person-erased' AND event::jsonb #>> '{detail,invitation}' = $1`,
    );
    await bench.eraser.forget();
    expect(rows).toEqual([{ said: 1 }]);
  });

  it('lets no worker name a link of which something is still here, or that ended just now', async () => {
    const made = await bench.clients.oic.call('POST', `${bench.of}/requests`, {
      ...{ ...STREET, personName: 'Orla Wetherby', holder: 'neighbour', test: null },
    });
    const invitation: string = made.json().id;
    const database = await openDatabase(bench.world.database.urls.worker, 1);
    const forced = async (link: string): Promise<unknown> =>
      (
        await database.transaction((tx) =>
          tx.query<{ done: boolean }>('SELECT lintel.forget_silent_person($1, -9999) AS done', [link]),
        )
      )[0]?.done;
    const { id } = await bench.item();
    expect(await forced(invitation)).toBe(false);
    await bench.world.admin.query(
      `UPDATE lintel.invitation SET revoked_at = now() - interval '9 years' WHERE id = $1`,
      [invitation],
    );
    await bench.world.admin.query('UPDATE lintel.clip SET invitation_id = $2 WHERE id = $1', [
      id,
      invitation,
    ]);
    expect(await forced(invitation)).toBe(false);
    expect(await forced(bench.home.invitation)).toBe(false);
    await bench.world.admin.query('UPDATE lintel.clip SET invitation_id = $2 WHERE id = $1', [
      id,
      bench.home.invitation,
    ]);
    await expect(forced(invitation)).rejects.toMatchObject({ code: 'LN028' });
    await database.close();
  });

  it('keeps the duty to tell the victim when the person’s last item has gone', async () => {
    const made = await bench.clients.oic.call('POST', `${bench.of}/requests`, {
      ...{ ...STREET, personName: 'Una Barlow', holder: 'employer', test: { ...TESTED, told: 'later' } },
    });
    const invitation: string = made.json().id;
    const { id } = await bench.item();
    await bench.world.admin.query('UPDATE lintel.clip SET invitation_id = $2 WHERE id = $1', [
      id,
      invitation,
    ]);
    await bench.approved(id);
    await bench.eraser.run();
    expect(await bench.stateOf(id)).toBe('erased');
    expect(await bench.tablesWith('Una Barlow')).toEqual([]);
    const notices = await bench.clients.oic.call('GET', '/api/v1/work/notices');
    expect(notices.text).toContain(invitation);
  });

  it('erases the next person where one cannot be, and says that one could not', async () => {
    const ended = async (personName: string): Promise<string> => {
      const made = await bench.clients.oic.call('POST', `${bench.of}/requests`, {
        ...{ ...STREET, personName, holder: 'neighbour', test: null },
      });
      const id: string = made.json().id;
      await bench.world.admin.query(
        `UPDATE lintel.invitation SET expires_at = now() - interval '91 days' WHERE id = $1`,
        [id],
      );
      return id;
    };
    const people = [
      { id: await ended('Ida Norris'), name: 'Ida Norris' },
      { id: await ended('Odo Norris'), name: 'Odo Norris' },
    ].sort((a, b) => (a.id < b.id ? -1 : 1));
    const { admin } = bench.world;
    await admin.query(
      `CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`,
    );
    await admin.query(
      `CREATE TRIGGER refuse BEFORE UPDATE ON lintel.person_request FOR EACH ROW
         WHEN (OLD.invitation_id = '${people[0]?.id ?? ''}') EXECUTE FUNCTION public.refuse()`,
    );
    await expect(bench.eraser.forget()).rejects.toThrow('a person could not be erased');
    expect(await bench.tablesWith(people[1]?.name ?? '')).toEqual([]);
    await admin.query('DROP TRIGGER refuse ON lintel.person_request');
    await bench.eraser.forget();
    expect(await bench.tablesWith(people[0]?.name ?? '')).toEqual([]);
  });
});
