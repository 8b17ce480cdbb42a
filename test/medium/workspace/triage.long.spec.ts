import type { Officer } from '../../../src/features/identity';
import { OfficerClient, signedIn } from './client';
import { openWorld, seedCase, seedClip, seedRendition, type Case, type World } from './world';

let world: World;
let officer: Officer;
let client: OfficerClient;
beforeAll(async () => {
  // Two hundred officers, who all sit at this address.
  world = await openWorld({ LIMIT_ADDRESS_BODIES: '200' });
  officer = await world.officer();
  client = await signedIn(world, officer);
});
afterAll(() => world.close());

const acceptance = { initials: 'ab', producerName: 'Ann Bell', description: 'A man at the door' };
const accept = (id: string, details: object = acceptance) =>
  client.call('POST', `/api/v1/clips/${id}/accept`, details);

async function clips(into: Case, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    ids.push((await seedClip(world, into, { bytes: Buffer.from(`clip ${made}`) })).id);
  }
  return ids;
}

describe('accepting', () => {
  it('gives references that are never the same, however many officers accept at once', async () => {
    const home = await seedCase(world, officer.id);
    const ids = await clips(home, 200);
    const answers = await Promise.all(ids.map((id) => accept(id)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const references = answers.map((answer) => answer.json().reference);
    expect(new Set(references).size).toBe(200);
    expect(references.map((reference) => Number(reference.split('/')[1])).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, place) => place + 1),
    );
  });

  it('counts per producer and investigation', async () => {
    const [here, there] = [await seedCase(world, officer.id), await seedCase(world, officer.id)];
    const [first = '', second = '', third = ''] = await clips(here, 3);
    const [other = ''] = await clips(there, 1);
    const references: string[] = [];
    for (const [id, initials] of [
      [first, 'AB'],
      [second, 'CD'],
      [third, 'AB'],
      [other, 'AB'],
    ] as const) {
      references.push((await accept(id, { ...acceptance, initials })).json().reference);
    }
    expect(references).toEqual(['AB/1', 'CD/1', 'AB/2', 'AB/1']);
  });

  it('happens once, even when two officers do it at the same moment', async () => {
    const home = await seedCase(world, officer.id);
    const [id = ''] = await clips(home, 1);
    const words = (description: string) => accept(id, { ...acceptance, description });
    const answers = await Promise.all([words('A man'), words('A woman'), words('A child')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    // One that is sent again, word for word by the same officer, is the one that was made.
    const taken = answers.findIndex(({ status }) => status === 201);
    const again = await words(['A man', 'A woman', 'A child'][taken] ?? '');
    expect([again.status, again.json().reference]).toEqual([201, answers[taken]?.json().reference]);
    const list = await client.call('GET', `/api/v1/investigations/${home.investigation}/exhibits`);
    expect(list.json().items).toHaveLength(1);
  });

  it('closes the submission with its last clip, and the log says so', async () => {
    const home = await seedCase(world, officer.id);
    const [first = '', second = ''] = await clips(home, 2);
    await accept(first);
    await client.call('POST', `/api/v1/clips/${second}/decline`, { reason: 'Shows the street only' });
    const { rows } = await world.admin.query<{ state: string }>(
      'SELECT state FROM lintel.submission WHERE id = $1',
      [home.submission],
    );
    expect(rows[0]?.state).toBe('triaged');
    const untriaged = await client.call(
      'GET',
      `/api/v1/investigations/${home.investigation}/clips?untriaged=true`,
    );
    expect(untriaged.json().items).toEqual([]);
    const log = await client.call('GET', `/api/v1/clips/${second}/custody`);
    expect(log.json().items.at(-1)).toMatchObject({
      event: { type: 'clip-declined', actor: { kind: 'officer', id: officer.id } },
      openings: { reason: { value: 'Shows the street only' } },
    });
  });

  it('names the fields that need another look', async () => {
    const home = await seedCase(world, officer.id);
    const [id = ''] = await clips(home, 1);
    const answer = await accept(id, { initials: 'A1', producerName: '', description: '' });
    expect(answer.status).toBe(400);
    expect(answer.json().errors.map(({ field }) => field)).toEqual([
      'initials',
      'producerName',
      'description',
    ]);
  });
});

describe('lists', () => {
  it('come in pages that neither lose nor repeat a clip', async () => {
    const home = await seedCase(world, officer.id);
    const ids = await clips(home, 7);
    const seen: string[] = [];
    let after = '';
    do {
      const answer = await client.call(
        'GET',
        `/api/v1/investigations/${home.investigation}/clips?limit=3${after === '' ? '' : `&after=${after}`}`,
      );
      const page = answer.json();
      seen.push(...page.items.map(({ id }) => id));
      after = page.next ?? '';
    } while (after !== '');
    expect(seen.sort()).toEqual(ids.sort());
  });
});

describe('a file that cannot be decoded', () => {
  it('says why, stays evidence and can become an exhibit', async () => {
    const home = await seedCase(world, officer.id);
    const clip = await seedClip(world, home, { bytes: Buffer.from('no video at all'), kind: 'text/plain' });
    const why = 'This file holds text, not a picture.';
    await seedRendition(world, clip, 'proxy', { why });
    const list = await client.call('GET', `/api/v1/clips/${clip.id}/renditions`);
    expect(list.json()).toMatchObject({ items: [{ kind: 'proxy', state: 'failed', why }] });
    const view = await client.call('POST', `/api/v1/clips/${clip.id}/viewings`, { content: 'proxy' });
    expect(view.json()).toMatchObject({ status: 404, code: 'no-rendition', detail: why });
    expect((await client.page(`/clips/${clip.id}`)).text).toContain(why);
    expect((await accept(clip.id)).status).toBe(201);
  });
});

describe('an auditor', () => {
  it('reads who did what and why in the log of any clip, but no name, description or reference', async () => {
    const home = await seedCase(world, officer.id);
    const [id = ''] = await clips(home, 1);
    await client.call('POST', `/api/v1/clips/${id}/downloads`, {
      content: 'original',
      reason: 'For the file',
    });
    await accept(id);
    const auditor = await signedIn(world, await world.officer('auditor'));
    const { items } = (await auditor.call('GET', `/api/v1/clips/${id}/custody`)).json();
    expect(items.map(({ event, openings }) => [event.type, openings])).toEqual([
      ['clip-verified', {}],
      ['master-defined', {}],
      [
        'downloaded',
        { reason: { salt: expect.stringMatching(/^[0-9a-f]{32}$/) as string, value: 'For the file' } },
      ],
      ['exhibit-registered', {}],
    ]);
    const page = await auditor.page(`/clips/${id}/custody`);
    expect(page.text).toContain('For the file');
    expect(page.text).not.toContain('Ann Bell');
  });
});
