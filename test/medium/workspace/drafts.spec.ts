import { OfficerClient, signedIn } from './client';
import { openWorld, seedCase, seedClip, type Case, type SeededClip, type World } from './world';

let world: World;
let member: OfficerClient;
let auditor: OfficerClient;
let home: Case;
let draft: SeededClip;
beforeAll(async () => {
  world = await openWorld();
  const officer = await world.officer('supervisor');
  member = await signedIn(world, officer);
  auditor = await signedIn(world, await world.officer('auditor'));
  home = await seedCase(world, officer.id, false);
  draft = await seedClip(world, home, { draft: true, name: 'not yet sent.mp4' });
  await world.sign();
});
afterAll(() => world.close());

describe('a draft', () => {
  it('is in no list, no count and no page of its investigation', async () => {
    const api = `/api/v1/investigations/${home.investigation}`;
    for (const path of [`${api}/clips`, `${api}/clips?untriaged=true`, `${api}/exhibits`]) {
      expect((await member.call('GET', path)).json()).toEqual({ items: [], next: null });
    }
    for (const path of [
      `/investigations/${home.investigation}`,
      `/investigations/${home.investigation}/clips`,
    ]) {
      const { status, text } = await member.page(path);
      expect(status).toBe(200);
      expect(text).not.toContain('not yet sent.mp4');
      expect(text).not.toContain(draft.id);
    }
    const all = await member.call('GET', `${api}/clips?after=${draft.id}`);
    expect(all.json().items).toEqual([]);
  });

  it.each(['member', 'auditor'])('is unknown to a %s who has its id, by every route', async (who) => {
    const client = who === 'member' ? member : auditor;
    const missing = await client.call('GET', '/api/v1/clips/00000000-0000-4000-8000-000000000000/custody');
    const answers = await Promise.all([
      client.call('GET', `/api/v1/clips/${draft.id}/custody`),
      client.page(`/clips/${draft.id}/custody`),
      ...(who === 'auditor'
        ? []
        : [
            client.call('GET', `/api/v1/clips/${draft.id}`),
            client.call('GET', `/api/v1/clips/${draft.id}/renditions`),
            client.call('POST', `/api/v1/clips/${draft.id}/viewings`, { content: 'original' }),
            client.call('POST', `/api/v1/clips/${draft.id}/downloads`, { content: 'original', reason: 'x' }),
            client.call('POST', `/api/v1/clips/${draft.id}/decline`, { reason: 'x' }),
            client.call('POST', `/api/v1/clips/${draft.id}/accept`, {
              initials: 'AB',
              producerName: 'Ann Bell',
              description: 'x',
            }),
            client.page(`/clips/${draft.id}`),
          ]),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(answers[0].json()['detail']).toBe(missing.json()['detail']);
  });

  it('has no proof that the police could fetch, though the log holds and has signed its events', async () => {
    const { rows } = await world.admin.query<{ id: string }>(
      'SELECT r.id FROM custody.record r JOIN custody.leaf l USING (subject, seq) WHERE r.subject = $1',
      [`clip:${draft.id}`],
    );
    expect(rows).toHaveLength(1);
    const unknown = await auditor.call(
      'GET',
      '/api/v1/custody/events/01900000-0000-7000-8000-000000000000/proof',
    );
    for (const client of [member, auditor]) {
      const answer = await client.call('GET', `/api/v1/custody/events/${rows[0]?.id ?? ''}/proof`);
      expect(answer.status).toBe(404);
      expect(answer.json()['detail']).toBe(unknown.json()['detail']);
    }
  });

  it('appears once it is sent', async () => {
    await world.admin.query(`UPDATE lintel.submission SET state = 'sent', sent_at = now() WHERE id = $1`, [
      home.submission,
    ]);
    await world.admin.query('UPDATE lintel.clip SET sent_at = now() WHERE id = $1', [draft.id]);
    const answer = await member.call('GET', `/api/v1/clips/${draft.id}`);
    expect(answer.json()).toMatchObject({ fileName: 'not yet sent.mp4', masterAt: null });
    const tooEarly = await member.call('POST', `/api/v1/clips/${draft.id}/viewings`, { content: 'original' });
    expect(tooEarly.json()).toMatchObject({ status: 409, code: 'not-yet-master' });
  });
});
