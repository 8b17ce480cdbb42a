import { randomBytes, randomUUID } from 'node:crypto';
import type { Officer } from '../../../src/features/identity';
import { STREET, TESTED } from '../../factories/person-request';
import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, type Case, type SeededClip, type World } from './world';

let world: World;
let officer: Officer;
let client: OfficerClient;
let home: Case;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.officer();
  client = await signedIn(world, officer);
  home = await seedCase(world, officer.id);
});
afterAll(() => world.close());

const at = (): string => `/api/v1/investigations/${home.investigation}/requests`;
const make = async (body: object): Promise<string> => (await client.call('POST', at(), body)).json().id;
const events = async (): Promise<{ detail: unknown; text: string }[]> => {
  const { rows } = await world.admin.query<{ text: string; detail: unknown }>(
    `SELECT event AS text, event::jsonb -> 'detail' AS detail FROM custody.record
      WHERE type = 'person-asked' AND investigation = $1 ORDER BY seq`,
    [home.investigation],
  );
  return rows;
};

describe('what another person is asked (real HTTP and PostgreSQL)', () => {
  it('is made with a link by the API, and is an event without a word of anybody', async () => {
    const made = await client.call('POST', at(), { ...STREET, holder: 'advocate', test: TESTED });
    expect([made.status, Object.keys(made.json()).sort()]).toEqual([
      201,
      ['code', 'expiresAt', 'id', 'link'],
    ]);
    const id = made.json().id;
    const list = await client.call('GET', `/api/v1/invitations/${id}/requests`);
    expect(list.json().items).toEqual([
      expect.objectContaining({ ...STREET, test: TESTED, correction: '', madeBy: officer.displayName }),
    ]);
    const event = (await events()).at(-1);
    expect(event?.detail).toMatchObject({
      ...{ invitation: id, holder: 'advocate', basis: 'about-victim', victimTold: 'before', corrects: false },
    });
    // Not "reason": what officers looked for is an auditor's to read, what was written to a person is not.
    expect(event?.text).toContain('"whyAsked":');
    expect(event?.text).not.toContain('"reason":');
    for (const words of [STREET.personName, STREET.asked, TESTED.enquiry])
      expect(event?.text).not.toContain(words);
    const links = await client.call('GET', `/api/v1/investigations/${home.investigation}/invitations`);
    const { items } = JSON.parse(links.text) as { items: object[] };
    expect(items[0]).toMatchObject({ id, holder: 'advocate', person: STREET.personName, declinedAt: null });
  });

  it('is corrected by a new record, with a reason; the one before stays', async () => {
    const id = await make({ ...STREET, holder: 'neighbour', test: null });
    const corrected = { ...STREET, asked: 'Clips of 4 November.', test: null };
    const path = `/api/v1/invitations/${id}/requests`;
    expect((await client.call('POST', path, { ...corrected, correction: ' ' })).status).toBe(400);
    expect((await client.call('POST', path, { ...corrected, correction: 'The day was wrong' })).status).toBe(
      204,
    );
    // Nor by who gets past the form: what corrects something says why.
    const again = world.admin.query(
      `INSERT INTO lintel.person_request (id, invitation_id, person_name, organisation, asked, reason, ask, correction, officer_id)
       VALUES (gen_random_uuid(), $1, 'Nia Bour', '', 'All', 'A car', '', '', $2)`,
      [id, officer.id],
    );
    await expect(again).rejects.toMatchObject({ code: 'LN027' });
    const list = await client.call('GET', path);
    const { items } = JSON.parse(list.text) as { items: { asked: string }[] };
    expect(items.map(({ asked }) => asked)).toEqual(['Clips of 4 November.', STREET.asked]);
    expect((await events()).at(-1)?.detail).toMatchObject({ corrects: true, basis: 'voluntary' });
    const page = await client.page(`/invitations/${id}`);
    for (const words of [
      'Clips of 4 November.',
      STREET.asked,
      'The day was wrong',
      'Neighbour, a third person',
    ])
      expect(page.text).toContain(words);
  });

  it('leads from wrong codes to a new one, as a victim’s link does', async () => {
    const id = await make({ ...STREET, holder: 'neighbour', test: null });
    expect((await client.page(`/invitations/${id}`)).text).not.toContain('Give a new code');
    await world.admin.query('UPDATE lintel.invitation SET guessed_at = now() WHERE id = $1', [id]);
    const { text } = await client.page(`/invitations/${id}`);
    expect(text).toContain('Where the person came in before, the link still opens.');
    expect(text).toContain('Give a new code');
    expect((await client.renewed(`/invitations/${id}`, id)).status).toBe(200);
  });

  it('needs the whole test for information about the victim, and none for their own footage', async () => {
    const form = { ...STREET, holder: 'employer', agreesFor: 'self', valid: '20' };
    const post = (fields: Record<string, string>) =>
      client.form(`/investigations/${home.investigation}/requests`, { ...form, ...fields });
    const none = await post({});
    expect(none.status).toBe(400);
    expect(none.text).toContain('#request-basis');
    const untested = await post({ basis: 'about-victim', enquiry: 'Messages at work' });
    expect(untested.status).toBe(400);
    for (const field of ['necessity', 'alternatives', 'views', 'viewsWords', 'told', 'toldWords'])
      expect(untested.text).toContain(`href="#request-${field}"`);
    expect(untested.text).not.toContain('href="#request-enquiry"');
    expect(untested.text).toContain('Messages at work');
    expect((await post({ basis: 'voluntary', enquiry: 'Messages at work' })).status).toBe(400);
    expect((await post({ basis: 'about-victim', ...TESTED })).status).toBe(201);
    expect((await post({ basis: 'voluntary', enquiry: '', views: '' })).status).toBe(201);
  });

  it('is no victim’s: nothing that is recorded of victims is recorded of that person', async () => {
    const id = await make({ ...STREET, holder: 'neighbour', test: null });
    const post = async (what: string, body: object) =>
      (await client.call('POST', `/api/v1/invitations/${id}/${what}`, body)).status;
    expect(await post('safe-contact', { channel: 'in-person' })).toBe(409);
    expect(await post('notice', { readAloud: true, decides: 'self' })).toBe(409);
    expect(await post('advocate', { acts: true, name: 'Ada' })).toBe(409);
    // What is to do about victims' links is not asked of this one.
    const work = await client.call('GET', '/api/v1/work');
    expect([work.text.includes(home.invitation), work.text.includes(id)]).toEqual([true, false]);
    expect((await client.call('GET', `/api/v1/invitations/${home.invitation}/requests`)).status).toBe(404);
    expect((await client.page(`/invitations/${home.invitation}/requests`)).status).toBe(404);
  });

  it('has no giver told of another: that we have it already is said only of what can have come by the same link', async () => {
    const street = Buffer.from('the same bytes');
    const invitation = await make({ ...STREET, holder: 'neighbour', test: null });
    const sent = async (bytes: Buffer): Promise<SeededClip> => {
      const clip = await seedClip(world, home, { bytes });
      await world.admin.query('UPDATE lintel.clip SET invitation_id = $2 WHERE id = $1', [
        clip.id,
        invitation,
      ]);
      return clip;
    };
    const hers = await seedClip(world, home, { bytes: street });
    const [other, theirs] = [await sent(Buffer.from('other bytes')), await sent(street)];
    const words = { reason: 'The same', note: 'have-it' };
    const refusal = async (...clips: SeededClip[]): Promise<string | undefined> => {
      const ids = clips.map(({ id }) => id);
      const path = ids.length === 1 ? `clips/${ids[0]}` : `submissions/${home.submission}`;
      const body = ids.length === 1 ? words : { ...words, clips: ids };
      const answer = await client.call('POST', `/api/v1/${path}/decline`, body);
      return answer.status === 204 ? undefined : answer.json().code;
    };
    for (const clips of [[hers], [theirs], [other, theirs]])
      expect(await refusal(...clips)).toBe('tells-of-another');
    for (const [path, fields] of [
      [`/clips/${theirs.id}/triage/decline`, words],
      [`/submissions/${home.submission}/decide`, { ...words, verb: 'decline', clips: theirs.id }],
      [
        `/investigations/${home.investigation}/evidence/decide`,
        { ...words, verb: 'decline', clips: theirs.id },
      ],
    ] as const) {
      const page = await client.form(path, fields);
      expect([path, page.status]).toEqual([path, 409]);
      expect(page.text).toContain('Choose other words, or none.');
    }
    // The same bytes again, by the same link; and where nothing came by any other, whatever it had sent before.
    expect(await refusal(await sent(street))).toBeUndefined();
    const alone = await seedCase(world, officer.id);
    const [first, second] = [await seedClip(world, alone), await seedClip(world, alone)];
    expect([await refusal(first), await refusal(second)]).toEqual(['tells-of-another', undefined]);
  });

  it('names whose a clip is: for officers, as its producer and for disclosure', async () => {
    const invitation = await make({ ...STREET, holder: 'neighbour', test: null });
    const clip = await seedClip(world, { ...home, invitation }, { name: 'street.mp4' });
    await world.admin.query('UPDATE lintel.clip SET invitation_id = $2 WHERE id = $1', [clip.id, invitation]);
    expect((await client.call('GET', `/api/v1/clips/${clip.id}`)).json()).toMatchObject({
      sentBy: 'neighbour',
    });
    const queue = await client.call('GET', `/api/v1/clips/${clip.id}/queue`);
    expect(JSON.parse(queue.text)).toMatchObject({
      producer: { producerName: STREET.personName, initials: '' },
    });
    const page = await client.page(`/clips/${clip.id}/triage`);
    expect(page.text).toContain('Neighbour');
    expect(page.text).toContain(`value="${STREET.personName}"`);
    expect(page.text).not.toContain('What the victim wrote');
    const accepted = await client.call('POST', `/api/v1/clips/${clip.id}/accept`, {
      ...{ producerName: STREET.personName, initials: '', description: 'A car in the street' },
    });
    expect(accepted.json().reference).toBe('NB/1');
  });

  it('may be made without notice to the victim, with a ground, of which the person reads nothing', async () => {
    const test = { ...TESTED, told: 'not-given', toldWords: 'He would hear of it at home' };
    const id = await make({ ...STREET, holder: 'other', test });
    expect((await events()).at(-1)?.detail).toMatchObject({ victimTold: 'not-given' });
    const { text } = await client.page(`/invitations/${id}`);
    expect(text).toContain('Not given, section 44B(5): He would hear of it at home');
    // Who is called nothing else is not called another person, a third person.
    expect(text).toContain('>A third person</span>');
  });

  it('shows a decline as what it was once something was sent after it', async () => {
    const invitation = await make({ ...STREET, holder: 'neighbour', test: null });
    const sentAt = (when: string) =>
      world.admin.query(
        `INSERT INTO lintel.submission (id, invitation_id, investigation_id, reference, state, sent_at)
         VALUES ($1, $2, $3, $4, 'sent', $5)`,
        [randomUUID(), invitation, home.investigation, `S-${randomBytes(4).toString('hex')}`, when],
      );
    const pages = async (): Promise<string> =>
      (await client.page(`/invitations/${invitation}`)).text +
      (await client.page(`/investigations/${home.investigation}`)).text;
    await world.admin.query(
      `UPDATE lintel.invitation SET declined_at = '2026-03-02T10:00:00Z' WHERE id = $1`,
      [invitation],
    );
    await sentAt('2026-03-01T10:00:00Z');
    expect(await pages()).toContain('do not ask for one');
    expect(await pages()).not.toContain('then sent on');
    await sentAt('2026-03-03T10:00:00Z');
    const after = await pages();
    expect(after).toMatch(
      /Declined 2 March 2026[^<]*, then sent on 3 March 2026[^<]*\. What they sent since/,
    );
    expect(after).toMatch(/Declined 2 March 2026, then sent on 3 March 2026</);
    expect(after).not.toContain('do not ask for one');
  });

  it('calls nobody the victim in what officers are to look at, nor in a report to a supervisor', async () => {
    const invitation = await make({ ...STREET, holder: 'neighbour', test: null });
    await world.admin.query('UPDATE lintel.invitation SET guessed_at = now() WHERE id = ANY ($1)', [
      [invitation, home.invitation],
    ]);
    const report = randomUUID();
    await world.admin.query(
      `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words, for_members)
       VALUES ($1, $2, $3, 'pressured', 'He came to my door', false), ($4, $2, $3, 'passed-on', 'Leave Nia alone', true)`,
      [report, invitation, home.investigation, randomUUID()],
    );
    const who = `${STREET.personName} (neighbour)`;
    for (const page of ['/', `/investigations/${home.investigation}`]) {
      const { text } = await client.page(page);
      for (const words of [
        `Many wrong codes for the link of ${who}`,
        `Ask ${who}, in a safe way`,
        `A supervisor passes something on about ${who}`,
        'Many wrong codes for the link of the victim',
      ])
        expect(text).toContain(words);
      expect(text).not.toContain('passes something on about the victim');
    }
    const flags = await client.call('GET', `/api/v1/investigations/${home.investigation}/flags`);
    const { items } = JSON.parse(flags.text) as { items: { invitationId: string }[] };
    expect(items.find(({ invitationId }) => invitationId === invitation)).toMatchObject({
      ...{ holder: 'neighbour', person: STREET.personName },
    });

    const apart = await signedIn(world, await world.officer('supervisor'));
    const look = async () => (await apart.page(`/reports/${report}`)).text;
    expect((await apart.page('/reports')).text).toContain('Neighbour');
    const before = await look();
    expect(before).toContain('By the link of another person, not the victim’s.');
    expect(before).not.toContain(STREET.personName);
    const taken = await apart.call('POST', `/api/v1/reports/${report}/steps`, { step: 'taken-up' });
    expect(taken.status).toBe(204);
    expect(await look()).toContain(`not the victim’s: <bdi>${STREET.personName}</bdi>.`);
    expect(JSON.parse((await apart.call('GET', `/api/v1/reports/${report}`)).text)).toMatchObject({
      ...{ holder: 'neighbour', person: STREET.personName, safeContact: null },
    });
  });

  it('is not taken for the victim’s in an emergency, where no link is read', async () => {
    const invitation = await make({ ...STREET, holder: 'neighbour', test: null });
    const clip = await seedClip(world, { ...home, invitation }, { name: 'street.mp4' });
    const { rows } = await world.admin.query<{ urn: string }>(
      'SELECT urn FROM lintel.investigation WHERE id = $1',
      [home.investigation],
    );
    const helper = await signedIn(world, await world.officer());
    const opened = await helper.call('POST', '/api/v1/emergency-accesses', {
      ...{ urn: rows[0]?.urn, reason: 'He is at the door' },
    });
    expect(opened.status).toBe(201);
    for (const page of [`/clips/${clip.id}`, `/clips/${clip.id}/triage`]) {
      const { status, text } = await helper.page(page);
      expect([page, status]).toEqual([page, 200]);
      expect(text).toContain('Whose link: not shown in an emergency');
      expect(text).not.toContain('What the victim wrote');
    }
  });
});
