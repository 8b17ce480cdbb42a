import type { Officer } from '../../../src/features/identity';
import { OfficerClient, signedIn } from '../workspace/client';
import { openWorld, seedCase, seedClip, type Case, type SeededClip, type World } from '../workspace/world';

interface Found {
  readonly items: readonly {
    readonly id: string;
    readonly type: string;
    readonly urn: string | null;
    readonly clipId: string | null;
    readonly exhibit: string | null;
    readonly reason: string | null;
    readonly officerName: string | null;
    readonly detail: Readonly<Record<string, string>>;
  }[];
  readonly next: string | null;
}

let world: World;
let ann: Officer;
let ben: Officer;
let annAt: OfficerClient;
let auditor: OfficerClient;
let first: Case;
let second: Case;
let clip: SeededClip;
beforeAll(async () => {
  world = await openWorld();
  ann = await world.officer();
  ben = await world.officer('supervisor');
  annAt = await signedIn(world, ann);
  auditor = await signedIn(world, await world.officer('auditor'));
  [first, second] = [await seedCase(world, ann.id), await seedCase(world, ben.id)];
  clip = await seedClip(world, first, { name: 'Her own words.mp4' });
  const other = await seedClip(world, second, { name: 'Another.mp4' });
  await annAt.call('POST', `/api/v1/clips/${clip.id}/accept`, {
    initials: 'AB',
    producerName: 'Ann Bell',
    description: 'Man at the gate',
  });
  await annAt.call('POST', `/api/v1/clips/${clip.id}/downloads`, {
    content: 'original',
    reason: 'For the file',
  });
  const benAt = await signedIn(world, ben);
  await benAt.call('POST', `/api/v1/clips/${other.id}/viewings`, { content: 'original' });
});
afterAll(() => world.close());

async function search(query: Record<string, string>): Promise<Found> {
  const answer = await auditor.call('GET', `/api/v1/audit/events?${new URLSearchParams(query).toString()}`);
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text) as Found;
}
const typesOf = ({ items }: Found): string[] => items.map(({ type }) => type);

describe('an auditor’s search', () => {
  it('finds what one officer did, in all investigations, newest first', async () => {
    const [newest, ...others] = typesOf(await search({ officer: ann.id })).slice(0, 3);
    expect(newest).toBe('downloaded');
    // Of one act, perhaps within one millisecond.
    expect(others.sort()).toEqual(['exhibit-registered', 'submission-accepted']);
    expect(typesOf(await search({ officer: ben.id }))).toContain('viewed');
  });

  it('finds what was done in one investigation, to one exhibit, of one kind, on some days', async () => {
    const inFirst = await search({ investigation: first.investigation });
    expect(new Set(inFirst.items.map(({ clipId }) => clipId))).toEqual(new Set([clip.id, null]));
    expect(new Set(inFirst.items.map(({ urn }) => urn)).size).toBe(1);
    expect(typesOf(await search({ clip: clip.id, type: 'downloaded' }))).toEqual(['downloaded']);
    const today = new Date().toISOString().slice(0, 10);
    expect((await search({ clip: clip.id, from: today })).items).toHaveLength(4);
    expect((await search({ clip: clip.id, until: '2001-01-01' })).items).toEqual([]);
  });

  it('tells who, where and why, and nothing of what the footage is called or shows', async () => {
    const { items } = await search({ clip: clip.id, type: 'downloaded' });
    expect(items[0]).toMatchObject({ officerName: ann.displayName, exhibit: 'AB/1', reason: 'For the file' });
    const text = JSON.stringify(await search({ investigation: first.investigation }));
    expect(text).not.toContain('Her own words');
    expect(text).not.toContain('Man at the gate');
    expect(
      (await auditor.call('POST', `/api/v1/clips/${clip.id}/viewings`, { content: 'original' })).status,
    ).toBe(403);
  });

  it('goes on page by page without losing or repeating an event', async () => {
    const whole = (await search({ limit: '200' })).items.map(({ id }) => id);
    const known = whole.slice(0, 7);
    const found: string[] = [];
    let after: string | null = known[0] ?? '';
    while (found.length < 6 && after !== null) {
      const page: Found = await search({ limit: '2', after });
      found.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    expect(found.slice(0, 6)).toEqual(known.slice(1));
  });

  it('is logged itself: who looked for what', async () => {
    await search({ officer: ann.id, type: 'viewed' });
    const { items } = await search({ type: 'audit-searched', limit: '1' });
    expect(items[0]?.detail).toEqual({ use: 'page', officer: ann.id, type: 'viewed' });
  });

  it('is logged also where the history of one item is read', async () => {
    await auditor.call('GET', `/api/v1/clips/${clip.id}/custody`);
    const { items } = await search({ type: 'audit-searched', limit: '1' });
    expect(items[0]?.detail).toEqual({ use: 'history', clip: clip.id });
    await annAt.call('GET', `/api/v1/clips/${clip.id}/custody`);
    expect((await search({ type: 'audit-searched', officer: ann.id })).items).toEqual([]);
  });

  it('shows that somebody without an account was refused', async () => {
    await new OfficerClient(world.base).signIn('nobody@force.example');
    const { items } = await search({ type: 'officer-refused', limit: '1' });
    expect(items[0]).toMatchObject({ type: 'officer-refused', officerName: null });
    expect((await search({ limit: '200' })).items.length).toBeGreaterThan(1);
    const page = await auditor.page('/audit?type=officer-refused');
    expect([page.status, page.text.includes('Somebody without an account')]).toEqual([200, true]);
    expect(page.text).not.toContain('/audit/officers/unknown');
  });

  it('shows no event of a draft: that is still hers', async () => {
    const draft = await seedClip(world, first, { draft: true });
    expect((await search({ clip: draft.id })).items).toEqual([]);
  });

  it('refuses bad input in clear words', async () => {
    const answer = await auditor.call('GET', '/api/v1/audit/events?type=nonsense');
    expect([answer.status, answer.json().errors[0]?.field]).toEqual([400, 'type']);
  });
});

describe('the search page', () => {
  it('takes names and keeps them out of addresses', async () => {
    const { urn } = (await search({ clip: clip.id, type: 'downloaded' })).items[0] ?? { urn: '' };
    const fields = { email: ann.email, urn: urn ?? '', exhibit: 'ab/1', type: '', from: '', until: '' };
    const answer = await auditor.form('/audit/search', fields);
    expect(answer.status).toBe(303);
    const address = answer.headers.get('location') ?? '';
    expect(address).not.toContain('force.example');
    const page = await auditor.page(address);
    expect(page.text).toContain('Copy taken');
    expect(page.text).toContain(`value="${ann.email}"`);
    expect(page.text).toContain('value="AB/1"');
  });

  it.each([
    [{ email: 'nobody@force.example' }, '#audit-email'],
    [{ urn: 'no/such/thing' }, '#audit-urn'],
    [{ exhibit: 'AB/1' }, '#audit-urn'],
    [{ from: '1 March' }, '#audit-from'],
  ])('says what is wrong with %j and keeps what was typed', async (fields, href) => {
    const answer = await auditor.form('/audit/search', fields);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(`href="${href}"`);
    for (const typed of Object.values(fields)) expect(answer.text).toContain(`value="${typed}"`);
  });
});

describe('the trail of a person', () => {
  it('counts what she did and lists all of it', async () => {
    const answer = await auditor.call('GET', `/api/v1/audit/officers/${ann.id}`);
    const trail = JSON.parse(answer.text) as { events: number; kinds: { type: string; times: number }[] };
    const listed = (await search({ officer: ann.id, limit: '200' })).items;
    expect(trail.events).toBe(listed.length);
    expect(trail.kinds).toContainEqual(expect.objectContaining({ type: 'downloaded', times: 1 }));
    const page = await auditor.page(`/audit/officers/${ann.id}`);
    expect(page.text).toContain('Copy taken');
    expect(page.text).toContain(ann.displayName);
  });
});

it('gives the same as a table in which no cell runs as a formula', async () => {
  const reason = '=HYPERLINK("http://x")';
  await annAt.call('POST', `/api/v1/clips/${clip.id}/downloads`, { content: 'original', reason });
  const answer = await auditor.call('GET', `/api/v1/audit/events/csv?clip=${clip.id}`);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const lines = answer.text.trimEnd().split('\r\n');
  expect(lines).toHaveLength(1 + (await search({ clip: clip.id })).items.length);
  expect(answer.text).toContain(`'=HYPERLINK`);
  expect(answer.text).not.toContain('Man at the gate');
});
