import { OfficerClient } from '../workspace/client';
import { openWorld, PASSWORD, seedCase, seedClip, type World } from '../workspace/world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const ACCEPT = { initials: '', producerName: 'Ann Bell', description: 'A man at the door' };
const DECLINE = { reason: 'Only the street', note: 'not-needed' };

async function open() {
  const [officer, colleague] = [await world.officer(), await world.officer()];
  const home = await seedCase(world, officer.id);
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
    [home.investigation, colleague.id, officer.id],
  );
  const clients = [];
  for (const { email } of [officer, colleague]) {
    const client = new OfficerClient(world.base);
    await client.signIn(email, PASSWORD);
    clients.push(client);
  }
  const clip = await seedClip(world, home, {
    name: 'gate.mp4',
    bytes: Buffer.from(`gate ${home.submission}`),
  });
  const next = await seedClip(world, home, {
    name: 'next.mp4',
    bytes: Buffer.from(`next ${home.submission}`),
  });
  const [own, other] = clients as [OfficerClient, OfficerClient];
  return { own, other, clip: clip.id, next: next.id };
}
const events = async (clip: string, type: string): Promise<number> => {
  const { rows } = await world.admin.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM custody.record WHERE subject = $1 AND event::jsonb ->> 'type' = $2`,
    [`clip:${clip}`, type],
  );
  return rows[0]?.count ?? 0;
};

describe('a decision whose answer was lost on its way, and is sent again', () => {
  it('is done once, and its officer is not told that nothing of theirs is recorded', async () => {
    const { own, other, clip } = await open();
    const first = await own.call('POST', `/api/v1/clips/${clip}/accept`, ACCEPT);
    const again = await own.call('POST', `/api/v1/clips/${clip}/accept`, ACCEPT);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.json()).toEqual(first.json());
    const page = await own.form(`/clips/${clip}/triage/accept`, ACCEPT);
    expect([page.status, page.text.includes('Of yours nothing is recorded')]).toEqual([303, false]);
    // Other words, or another officer's, are another decision.
    for (const [client, words] of [
      [own, { ...ACCEPT, description: 'A woman at the door' }],
      [own, { ...ACCEPT, initials: 'XY' }],
      [other, ACCEPT],
    ] as const)
      expect((await client.call('POST', `/api/v1/clips/${clip}/accept`, words)).status).toBe(409);
    expect(await events(clip, 'exhibit-registered')).toBe(1);
  });

  it('a decline likewise, with its note alone', async () => {
    const { own, other, next } = await open();
    for (const expected of [303, 303])
      expect((await own.form(`/clips/${next}/triage/decline`, DECLINE)).status).toBe(expected);
    for (const [client, words] of [
      [own, { ...DECLINE, reason: 'Nobody' }],
      [own, { ...DECLINE, note: 'none' }],
      [own, { ...DECLINE, note: 'cannot-use' }],
      [other, DECLINE],
    ] as const)
      expect((await client.call('POST', `/api/v1/clips/${next}/decline`, words)).status).toBe(409);
    expect(await own.call('POST', `/api/v1/clips/${next}/accept`, ACCEPT)).toMatchObject({ status: 409 });
    expect(await events(next, 'clip-declined')).toBe(1);
  });
});
