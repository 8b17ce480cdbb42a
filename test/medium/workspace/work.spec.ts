import type { Officer } from '../../../src/features/identity';
import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, seedRendition, type Case, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Line {
  readonly id: string;
  readonly matter: string;
  readonly count: number | null;
}
interface Page {
  readonly items: readonly Line[];
  readonly next: string | null;
}
type AtHand = Readonly<Record<'submissions' | 'failing' | 'deletions' | 'checks', Page>> & {
  readonly flags: readonly { readonly kind: string }[];
};

const atHand = async (client: OfficerClient): Promise<AtHand> =>
  JSON.parse((await client.call('GET', '/api/v1/work')).text) as AtHand;
const matters = ({ items }: Page): string[] => items.map(({ matter }) => matter);

const deletesIn = (id: string, from: string, until: string): Promise<unknown> =>
  world.admin.query(
    `UPDATE lintel.clip SET deletion_from = now() + $2::interval, deletion_until = now() + $3::interval WHERE id = $1`,
    [id, from, until],
  );
const trouble = (id: string, kind: string): Promise<unknown> =>
  world.admin.query('INSERT INTO lintel.clip_trouble (clip_id, kind) VALUES ($1, $2)', [id, kind]);

/** An officer with one case in which everything there is wants a look. */
async function busy(): Promise<{ officer: Officer; client: OfficerClient; home: Case; clips: string[] }> {
  const officer = await world.officer();
  const home = await seedCase(world, officer.id);
  const clips: string[] = [];
  for (const name of ['lost.mp4', 'copy.mp4', 'accepted.mp4'])
    clips.push((await seedClip(world, home, { name, bytes: Buffer.from(name) })).id);
  const [lost = '', copy = '', accepted = ''] = clips;
  await trouble(lost, 'object-missing');
  const film = await seedClip(world, home, { name: 'dark.mp4', bytes: Buffer.from('x') });
  await seedRendition(world, film, 'proxy', { why: 'No picture' });
  await deletesIn(copy, '2 days', '90 days');
  const client = await signedIn(world, officer);
  const details = { initials: 'AB', producerName: 'Ann Bell', description: 'A man' };
  await client.call('POST', `/api/v1/clips/${accepted}/accept`, details);
  await world.admin.query(
    `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words, for_members) VALUES (gen_random_uuid(), $1, $2, 'passed-on', 'x', true)`,
    [home.invitation, home.investigation],
  );
  await world.admin.query('UPDATE lintel.invitation SET locked_at = now() WHERE id = $1', [home.invitation]);
  return { officer, client, home, clips };
}

describe('what needs doing', () => {
  it('is there, each with its kind, and leads to the place to act', async () => {
    const { client, home, clips } = await busy();
    const found = await atHand(client);
    expect(found.submissions.items).toMatchObject([{ id: home.submission, matter: 'to-decide', count: 3 }]);
    expect(matters(found.failing)).toEqual(['object-missing', 'undecodable']);
    expect(found.deletions.items).toMatchObject([{ id: clips[1], matter: 'deletion' }]);
    expect(matters(found.checks).sort()).toEqual(['safe-contact', 'time']);
    expect(found.flags.map(({ kind }) => kind).sort()).toEqual(['locked-out', 'passed-on']);
    const { text } = await client.page('/');
    // One press to the oldest clip.
    expect(text).toContain(`action="/investigations/${home.investigation}/triage"`);
    for (const place of [
      `/submissions/${home.submission}`,
      `/clips/${clips[0]}/custody`,
      `/clips/${clips[1]}/triage#ask`,
      `/invitations/${home.invitation}/safe-contact`,
      `/clips/${clips[2]}#times`,
      `/invitations/${home.invitation}`,
    ]) {
      expect(text).toContain(`href="${place}"`);
      expect((await client.page(place)).status).toBe(200);
    }
  });

  it('is nobody’s but the members’, and nothing of a closed investigation', async () => {
    const { officer, client, home } = await busy();
    const stranger = await atHand(await signedIn(world, await world.officer()));
    const { flags, ...pages } = stranger;
    expect([...flags, ...Object.values(pages).flatMap(({ items }) => items)]).toEqual([]);
    const details = { offence: 'Stalking', team: '', oicId: officer.id, state: 'closed' };
    await client.call('POST', `/api/v1/investigations/${home.investigation}/details`, details);
    const { submissions, failing, deletions, checks } = await atHand(client);
    expect([submissions, failing, deletions, checks].flatMap(({ items }) => items)).toEqual([]);
  });

  it('goes away when it is done', async () => {
    const { client, home, clips } = await busy();
    await client.call('POST', `/api/v1/clips/${clips[1]}/ask-original`, {});
    expect((await atHand(client)).deletions.items).toEqual([]);
    const { items } = (await client.call('GET', `/api/v1/submissions/${home.submission}/clips`)).json();
    for (const { id } of items)
      await client.call('POST', `/api/v1/clips/${id}/decline`, { reason: 'The street only' });
    const found = await atHand(client);
    expect(found.submissions.items).toEqual([]);
    // A missing object is no matter of deciding: it stays until it is there again.
    expect(matters(found.failing)).toEqual(['object-missing']);
    await world.admin.query('DELETE FROM lintel.clip_trouble WHERE clip_id = $1', [clips[0]]);
    expect((await atHand(client)).failing.items).toEqual([]);
  });

  it('does not show a copy that is safe for long, gone, declined, or better already', async () => {
    const officer = await world.officer();
    const home = await seedCase(world, officer.id);
    const client = await signedIn(world, officer);
    const clip = async (name: string): Promise<string> => (await seedClip(world, home, { name })).id;
    const [far, gone, declined, better, soon] = [
      await clip('far'),
      await clip('gone'),
      await clip('declined'),
      await clip('better'),
      await clip('soon'),
    ];
    await deletesIn(far, '20 days', '40 days');
    await deletesIn(gone, '-20 days', '-1 hours');
    await deletesIn(declined, '1 days', '40 days');
    await client.call('POST', `/api/v1/clips/${declined}/decline`, { reason: 'The street only' });
    await deletesIn(better, '1 days', '40 days');
    await world.admin.query('UPDATE lintel.clip SET replaces = $2 WHERE id = $1', [far, better]);
    await deletesIn(soon, '-1 days', '40 days');
    expect((await atHand(client)).deletions.items.map(({ id }) => id)).toEqual([soon]);
  });

  it('comes in pages that neither lose nor repeat a line', async () => {
    const officer = await world.officer();
    const client = await signedIn(world, officer);
    const wanted: Record<string, string[]> = { submissions: [], failing: [], checks: [] };
    for (let n = 0; n < 5; n += 1) {
      const home = await seedCase(world, officer.id);
      const { id } = await seedClip(world, home);
      await trouble(id, 'not-locked');
      wanted['submissions']?.push(home.submission);
      wanted['failing']?.push(id);
      wanted['checks']?.push(home.invitation);
    }
    for (const [kind, expected] of Object.entries(wanted)) {
      const seen: string[] = [];
      let after: string | null = '';
      while (after !== null) {
        const address: string = `/api/v1/work/${kind}?limit=2${after === '' ? '' : `&after=${after}`}`;
        const page: Page = JSON.parse((await client.call('GET', address)).text) as Page;
        seen.push(...page.items.map(({ id }) => id));
        after = page.next;
      }
      expect([...seen].sort()).toEqual([...expected].sort());
    }
  });

  it('shows a clip with several problems once, where its first puts it, with the gravest', async () => {
    const officer = await world.officer();
    const client = await signedIn(world, officer);
    const home = await seedCase(world, officer.id);
    const day = (n: number): string => new Date(Date.now() - (20 - n) * 86_400_000).toISOString();
    const clip = async (
      problems: readonly (readonly [string, number])[],
      failed?: number,
    ): Promise<string> => {
      const { id } = await seedClip(world, home);
      for (const [kind, n] of problems)
        await world.admin.query(
          'INSERT INTO lintel.clip_trouble (clip_id, kind, since) VALUES ($1, $2, $3)',
          [id, kind, day(n)],
        );
      if (failed !== undefined)
        await world.admin.query(
          `INSERT INTO lintel.rendition (id, clip_id, kind, state, input_sha256, recipe, facts, why, made_at)
           VALUES (gen_random_uuid(), $1, 'proxy', 'failed', repeat('a', 64), '{}', '{}', 'No picture', $2)`,
          [id, day(failed)],
        );
      return id;
    };
    const fifth = await clip([['not-locked', 9]], 5);
    const first = await clip([
      ['no-copies', 1],
      ['damaged', 8],
    ]);
    const third = await clip([], 3);
    const second = await clip([['no-copies', 2]], 7);
    const fourth = await clip([
      ['no-copies', 6],
      ['not-locked', 4],
    ]);
    const seen: (readonly string[])[] = [];
    let after: string | null = '';
    while (after !== null) {
      const address: string = `/api/v1/work/failing?limit=1${after === '' ? '' : `&after=${after}`}`;
      const page: Page = JSON.parse((await client.call('GET', address)).text) as Page;
      seen.push(...page.items.map(({ id, matter }) => [id, matter]));
      after = page.next;
    }
    expect(seen).toEqual([
      [first, 'damaged'],
      [second, 'no-copies'],
      [third, 'undecodable'],
      [fourth, 'not-locked'],
      [fifth, 'not-locked'],
    ]);
  });
});
