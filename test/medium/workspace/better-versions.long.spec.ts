import { signedIn } from './client';
import { openWorld, seedCase, seedClip, type World } from './world';

interface Versions {
  readonly replaces: string | null;
  readonly betterVersions: readonly string[];
}

/** The sender may name a clip as a better version of another, as when the original of the doorbell is sent later. */
describe('a better version of a clip (real PostgreSQL)', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it('is said on the pages of both before anybody decides, and a draft on neither', async () => {
    const officer = await world.officer();
    const home = await seedCase(world, officer.id);
    const client = await signedIn(world, officer);
    const named = async (name: string, replaces: string | null, draft = false): Promise<string> => {
      const { id } = await seedClip(world, home, { name, draft });
      await world.admin.query('UPDATE lintel.clip SET replaces = $2 WHERE id = $1', [id, replaces]);
      return id;
    };
    const versionsOf = async (id: string): Promise<Versions> => {
      const { replaces, betterVersions } = (
        await client.call('GET', `/api/v1/clips/${id}`)
      ).json() as unknown as Versions;
      return { replaces, betterVersions };
    };
    const copy = await named('message.mp4', null);
    const better = await named('original.mp4', copy);
    const draft = await named('unsent.mp4', copy, true);
    const ofDraft = await named('lonely.mp4', draft);

    expect(await versionsOf(copy)).toEqual({ replaces: null, betterVersions: [better] });
    expect(await versionsOf(better)).toEqual({ replaces: copy, betterVersions: [] });
    // What was not sent is counted nowhere.
    expect(await versionsOf(ofDraft)).toEqual({ replaces: null, betterVersions: [] });
    for (const part of ['', '/triage']) {
      const page = async (id: string): Promise<string> =>
        (await client.page(`/clips/${id}${part}`)).text.replaceAll(/\s+/g, ' ');
      expect(await page(copy)).toMatch(
        new RegExp(`A better version of this recording was sent: <a[^>]*href="/clips/${better}"`),
      );
      expect(await page(better)).toMatch(
        new RegExp(`The sender names this as a better version of <a[^>]*href="/clips/${copy}"`),
      );
      expect(await page(ofDraft)).not.toContain('better version');
    }
    // The same file under another name.
    const twice = [
      await named('one.mp4', null),
      await named('two.mp4', null),
      await named('three.mp4', null, true),
    ];
    await world.admin.query(`UPDATE lintel.clip SET stored_sha256 = repeat('ab', 32) WHERE id = ANY ($1)`, [
      twice,
    ]);
    const ofFirst = (await client.page(`/clips/${twice[0]}/triage`)).text;
    expect(ofFirst).toContain('The same file, byte for byte, was sent also as');
    expect([ofFirst.includes('two.mp4'), ofFirst.includes('three.mp4')]).toEqual([true, false]);
    // By its reference, once it has one.
    const words = { initials: 'AB', producerName: 'Ann Bell', description: 'The street' };
    await client.call('POST', `/api/v1/clips/${copy}/accept`, words);
    expect((await client.page(`/clips/${better}`)).text).toContain('>AB/1</a>. Both show the same event');
  });
});
