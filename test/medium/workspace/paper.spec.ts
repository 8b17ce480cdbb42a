import { signedIn } from './client';
import { openWorld, seedCase, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const FOOT =
  /<p class="lintel-paper">Lintel: ([^<]*)\. Shown to <bdi>([^<,]*)<\/bdi>, \d+ \w+ \d{4} at [^<]*\.<\/p>/;

describe('a page on paper', () => {
  it('says at its foot what it is, to whom it was shown, and when', async () => {
    const officer = await world.officer();
    const { investigation } = await seedCase(world, officer.id);
    const client = await signedIn(world, officer);
    const { text } = await client.page(`/investigations/${investigation}/conduct`);
    const { rows } = await world.admin.query<{ urn: string }>(
      'SELECT urn FROM lintel.investigation WHERE id = $1',
      [investigation],
    );
    const urn = rows[0]?.urn ?? '';
    expect(FOOT.exec(text)?.slice(1)).toEqual([`Course of conduct, ${urn}`, officer.displayName]);
    // Once is enough where the page is called by it.
    const overview = await client.page(`/investigations/${investigation}`);
    expect(FOOT.exec(overview.text)?.[1]).toBe(urn);
  });

  it('of what an auditor found says what was looked for, and that it is not all', async () => {
    const officer = await world.officer();
    const client = await signedIn(world, officer);
    for (let times = 0; times < 51; times += 1) await client.confirm();
    const auditor = await signedIn(world, await world.officer('auditor'));
    const { text } = await auditor.page(`/audit?officer=${officer.id}&type=officer-confirmed`);
    const line = /<p class="govuk-body lintel-on-paper">Looked for: ([^<]*)<\/p>/.exec(text)?.[1];
    expect(line).toBe(`officer ${officer.email}; officer confirmed who they are.`);
    expect(text).toContain('This is one page of a longer list.');
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
