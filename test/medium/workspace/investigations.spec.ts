import type { Officer } from '../../../src/features/identity';
import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, type Case, type World } from './world';

let world: World;
let officer: Officer;
let colleague: Officer;
let client: OfficerClient;
let other: OfficerClient;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.officer();
  colleague = await world.officer();
  client = await signedIn(world, officer);
  other = await signedIn(world, colleague);
});
afterAll(() => world.close());

interface Row {
  readonly id: string;
  readonly urn: string;
  readonly investigationId: string;
}
interface Page {
  readonly items: readonly Row[];
  readonly next: string | null;
}

const list = async (query: string, by = client): Promise<Page> =>
  JSON.parse((await by.call('GET', `/api/v1/investigations?${query}`)).text) as Page;
const urns = async (query: string, by = client): Promise<string[]> =>
  (await list(query, by)).items.map(({ urn }) => urn);
const open = async (body: object, by = client): Promise<string> =>
  (await by.call('POST', '/api/v1/investigations', body)).json().id;

async function urnOf({ investigation }: Case): Promise<string> {
  const { rows } = await world.admin.query<{ urn: string }>(
    'SELECT urn FROM lintel.investigation WHERE id = $1',
    [investigation],
  );
  return rows[0]?.urn ?? '';
}

describe('searching', () => {
  beforeAll(async () => {
    await open({ urn: 'SRCH/1/26', offence: 'Stalking involving fear of violence', team: 'North' });
    await open({ urn: 'SRCH/2/26', offence: 'Harassment', team: 'Safeguarding South' });
    await open({ urn: 'SRCH/3/26', offence: 'Stalking', team: 'North' }, other);
  });

  it.each([
    ['q=srch%2F1', ['SRCH/1/26']],
    ['q=fear%20stalk', ['SRCH/1/26']],
    ['q=south', ['SRCH/2/26']],
    ['q=no%20such%20thing', []],
    ['q=srch&team=north', ['SRCH/1/26']],
    ['q=srch&mine=true', ['SRCH/1/26', 'SRCH/2/26']],
  ])('%s finds %j of the officer’s own, and nothing of others', async (query, expected) =>
    expect(await urns(query)).toEqual(expected),
  );

  it('goes by the name of the officer in the case, also of a colleague’s investigation that she joined', async () => {
    const id = await open({ urn: 'SRCH/4/26', offence: 'Harassment' }, other);
    await other.call('POST', `/api/v1/investigations/${id}/members`, { email: officer.email });
    const name = encodeURIComponent(colleague.displayName.toLowerCase());
    expect(await urns(`q=${name}`)).toEqual(['SRCH/4/26']);
    expect(await urns(`q=${name}&mine=true`)).toEqual([]);
  });

  it('finds an investigation by an exhibit and by a submission, whatever the case of the letters', async () => {
    const home = await seedCase(world, officer.id);
    const clip = await seedClip(world, home);
    const { submission } = JSON.parse((await client.call('GET', `/api/v1/clips/${clip.id}`)).text) as {
      submission: string;
    };
    const details = { initials: 'XQ', producerName: 'Xenia Quinn', description: 'The gate' };
    await client.call('POST', `/api/v1/clips/${clip.id}/accept`, details);
    const urn = await urnOf(home);
    expect(await urns('q=xq%2F1')).toEqual([urn]);
    expect(await urns('q=XQ-1')).toEqual([urn]);
    expect(await urns(`q=${submission.toLowerCase()}`)).toEqual([urn]);
    expect(await urns('q=XQ%2F2')).toEqual([]);
    expect(await urns('q=XQ%2F1', other)).toEqual([]);
  });

  it('takes signs as signs', async () => {
    for (const typed of ["'", '%', '& | !', '\\', ':*', '<-> (']) {
      expect((await client.call('GET', `/api/v1/investigations?q=${encodeURIComponent(typed)}`)).status).toBe(
        200,
      );
    }
  });

  it('keeps what was typed on the page, and in the address of the next one', async () => {
    const { text } = await client.page('/investigations?q=srch&team=North');
    expect(text).toContain('value="srch"');
    expect(text).toContain('SRCH/1/26');
    expect(text).not.toContain('SRCH/2/26');
  });
});

describe('details', () => {
  it('name a new officer in the case, a team and an end; the log says so without the words', async () => {
    const id = await open({ urn: 'DTL/1/26', offence: 'Stalking' });
    await client.call('POST', `/api/v1/investigations/${id}/members`, { email: colleague.email });
    const details = { offence: 'Harassment', team: 'West', oicId: colleague.id, state: 'closed' };
    expect((await client.call('POST', `/api/v1/investigations/${id}/details`, details)).status).toBe(204);
    expect(await urns('q=dtl%2F1&state=open')).toEqual([]);
    expect(await urns('q=dtl%2F1&state=closed')).toEqual(['DTL/1/26']);
    const { rows } = await world.admin.query<{ event: string }>(
      `SELECT event FROM custody.record WHERE subject = 'investigation:' || $1 ORDER BY seq DESC LIMIT 1`,
      [id],
    );
    expect(JSON.parse(rows[0]?.event ?? '')).toMatchObject({
      type: 'investigation-changed',
      actor: { id: officer.id },
      detail: { oic: colleague.id, state: 'closed' },
    });
    expect(rows[0]?.event).not.toMatch(/Harassment|West/);
  });

  it('refuse an officer in the case who is no member, and keep what was typed', async () => {
    const id = await open({ urn: 'DTL/2/26', offence: 'Stalking' });
    const answer = await client.typed(`/investigations/${id}/details`, {
      offence: 'Harassment by neighbour',
      team: '',
      oicId: colleague.id,
      state: 'open',
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Harassment by neighbour');
    expect(answer.text).toContain('Choose one of the members');
  });
});

describe('linked investigations', () => {
  const linked = async (id: string, by = client): Promise<string[]> =>
    (JSON.parse((await by.call('GET', `/api/v1/investigations/${id}/links`)).text) as Page).items.map(
      ({ urn }) => urn,
    );
  const reason = 'The same victim, by the same man';

  it('are seen from both sides by members of both, and by nobody else', async () => {
    const [one, two] = [
      await open({ urn: 'LNK/1/24', offence: 'Stalking' }),
      await open({ urn: 'LNK/2/26', offence: 'Stalking' }),
    ];
    await client.call('POST', `/api/v1/investigations/${one}/members`, { email: colleague.email });
    const made = await client.call('POST', `/api/v1/investigations/${one}/links`, {
      urn: 'LNK/2/26',
      reason,
    });
    expect(made.status).toBe(201);
    expect([await linked(one), await linked(two)]).toEqual([['LNK/2/26'], ['LNK/1/24']]);
    // A member of one side alone.
    expect(await linked(one, other)).toEqual([]);
    const page = await other.page(`/investigations/${one}`);
    expect(page.text).not.toMatch(/LNK\/2\/26|The same victim/);
    expect((await other.call('DELETE', `/api/v1/investigations/${one}/links/${made.json().id}`)).status).toBe(
      404,
    );
    const { rows } = await world.admin.query<{ event: string }>(
      `SELECT event FROM custody.record WHERE subject = 'investigation:' || $1`,
      [one],
    );
    expect(rows.some(({ event }) => event.includes('investigations-linked'))).toBe(true);
    expect(rows.some(({ event }) => event.includes(two))).toBe(false);
    // Whoever becomes a member of the other side sees it then.
    await client.call('POST', `/api/v1/investigations/${two}/members`, { email: colleague.email });
    expect(await linked(one, other)).toEqual(['LNK/2/26']);
    expect((await other.call('DELETE', `/api/v1/investigations/${two}/links/${made.json().id}`)).status).toBe(
      204,
    );
    expect(await linked(one)).toEqual([]);
  });

  it('cannot be linked twice, with themselves, or with one that is not the officer’s: that looks as if there were none', async () => {
    const one = await open({ urn: 'LNK/3/26', offence: 'Stalking' });
    const two = await open({ urn: 'LNK/4/26', offence: 'Stalking' });
    await open({ urn: 'LNK/5/26', offence: 'Stalking' }, other);
    const link = (id: string, urn: string) =>
      client.call('POST', `/api/v1/investigations/${id}/links`, { urn, reason });
    await link(one, 'LNK/4/26');
    const answers = [
      await link(two, 'LNK/3/26'),
      await link(one, 'LNK/3/26'),
      await link(one, 'LNK/5/26'),
      await link(one, 'LNK/404/26'),
    ];
    expect(answers.map((answer) => [answer.status, answer.json().code])).toEqual([
      [409, 'linked-already'],
      [400, 'nothing-to-link'],
      [400, 'nothing-to-link'],
      [400, 'nothing-to-link'],
    ]);
    expect(answers[2]?.json().detail).toBe(answers[3]?.json().detail);
  });
});

describe('pages of a list', () => {
  it('neither lose nor repeat an investigation or an invitation', async () => {
    const ids = new Set<string>();
    for (let n = 0; n < 7; n += 1) ids.add(await open({ urn: `PG/${n}/26`, offence: 'Stalking' }));
    const seen: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const page: Page = await list(`q=pg%2F&limit=3${after === '' ? '' : `&after=${after}`}`);
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    expect(seen).toHaveLength(7);
    expect(new Set(seen)).toEqual(ids);

    const [home = ''] = ids;
    const invitations: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const made = await client.call('POST', `/api/v1/investigations/${home}/invitations`, {
        days: 5,
        safeContact: { channel: 'in-person' },
      });
      invitations.unshift(made.json().id);
    }
    const found: string[] = [];
    let place: string | null = '';
    while (place !== null) {
      const answer = await client.call(
        'GET',
        `/api/v1/investigations/${home}/invitations?limit=2${place === '' ? '' : `&after=${place}`}`,
      );
      found.push(...answer.json().items.map(({ id }) => id));
      place = answer.json().next;
    }
    expect(found).toEqual(invitations);
  });

  it('lead from the page of an investigation to every clip to decide, and to none that is decided', async () => {
    const home = await seedCase(world, officer.id);
    const decided = await seedClip(world, home, { name: 'decided.mp4' });
    await world.admin.query(
      `INSERT INTO lintel.triage (clip_id, outcome, reason, officer_id) VALUES ($1, 'declined', 'Twice', $2)`,
      [decided.id, officer.id],
    );
    await world.admin.query(
      `INSERT INTO lintel.clip (id, submission_id, invitation_id, investigation_id, state, file_name, size, device_sha256,
         stored_sha256, kind, incoming_key, evidence_key, received_at, verified_at, sent_at, master_at)
       SELECT gen_random_uuid(), submission_id, invitation_id, investigation_id, state, 'waits ' || lpad(n::text, 2, '0') || '.mp4', size,
              device_sha256, stored_sha256, kind, 'in/' || n || id, 'masters/' || n || id, now(), now(),
              now() + n * interval '1 millisecond', now()
         FROM lintel.clip, generate_series(1, 60) n WHERE id = $1`,
      [decided.id],
    );
    const all = Array.from({ length: 60 }, (_, n) => `waits ${String(n + 1).padStart(2, '0')}.mp4`);
    const shown = (text: string): string[] => [...new Set(text.match(/(?:waits \d\d|decided)\.mp4/g))];
    const overview = (await client.page(`/investigations/${home.investigation}`)).text;
    expect(shown(overview)).toEqual(all.slice(0, 25));
    const link = /href="([^"]+)">All clips to decide</.exec(overview)?.[1] ?? '';
    const first = (await client.page(link)).text;
    const next = (/href="([^"]+)" rel="next"/.exec(first)?.[1] ?? '').replaceAll('&amp;', '&');
    const second = (await client.page(next)).text;
    expect([shown(first), shown(second)]).toEqual([all.slice(0, 50), all.slice(50)]);
    expect(shown((await client.page(`/investigations/${home.investigation}/clips`)).text)).toContain(
      'decided.mp4',
    );
  });
});
