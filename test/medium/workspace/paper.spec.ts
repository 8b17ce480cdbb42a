import { signedIn } from './client';
import { openWorld, seedCase, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const FOOT =
  /<footer class="lintel-paper">Lintel: ([^<]*)\. Shown to ([^<,]*), \d+ \w+ \d{4} at [^<]*\.<\/footer>/;

describe('a page on paper', () => {
  it('says at its foot what it is, to whom it was shown, and when', async () => {
    const officer = await world.officer();
    const { investigation } = await seedCase(world, officer.id);
    const client = await signedIn(world, officer);
    const { text } = await client.page(`/investigations/${investigation}/conduct`);
    expect(FOOT.exec(text)?.slice(1)).toEqual(['Course of conduct', officer.displayName]);
  });

  it('names nothing on the card that she takes home', async () => {
    const officer = await world.officer();
    const { investigation } = await seedCase(world, officer.id);
    const client = await signedIn(world, officer);
    const made = await client.form(`/investigations/${investigation}/invitations`, {
      valid: '20',
      channel: 'none',
    });
    expect(made.status).toBe(201);
    expect(made.text).toContain('QR code of the link');
    expect(made.text).not.toContain('lintel-paper');
  });

  it('is not needed to show a page of refusal to whoever is signed in', async () => {
    const client = await signedIn(world, await world.officer());
    const answer = await client.page('/audit');
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Go to the start');
  });
});
