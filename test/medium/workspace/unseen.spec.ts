import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, type World } from './world';

/** Seen by nobody: a space without width, Hangul and Braille without a stroke, directions. */
const UNSEEN = ['\u200b\u200b', '\u3164', '\u2800 \u2800', '\u202e\u2066', '\u00ad', '\ufe0f'];

let world: World;
let client: OfficerClient;
let clip: string;
beforeAll(async () => {
  world = await openWorld({ STEP_UP_MINUTES: '600' });
  const officer = await world.officer();
  client = await signedIn(world, officer);
  clip = (await seedClip(world, await seedCase(world, officer.id), {})).id;
});
afterAll(() => world.close());

const holds = async (): Promise<unknown> =>
  (await client.call('GET', `/api/v1/clips/${clip}/holds`)).json().items;

describe('an officer who gives a reason that nobody can see', () => {
  it.each(UNSEEN)('has given none, by the API or on the page: %j', async (reason) => {
    expect((await client.call('POST', `/api/v1/clips/${clip}/holds`, { reason })).status).toBe(400);
    expect((await client.call('POST', `/api/v1/clips/${clip}/markers`, { text: reason })).status).toBe(400);
    const copy = await client.call('POST', `/api/v1/clips/${clip}/downloads`, {
      content: 'original',
      reason,
    });
    expect(copy.status).toBe(400);
    expect((await client.form(`/clips/${clip}/markers`, { text: reason })).status).toBe(400);
    expect(await holds()).toEqual([]);
  });

  it('is told of half a character that it cannot be kept, and it is no fault of ours', async () => {
    const answer = await client.call('POST', `/api/v1/clips/${clip}/holds`, { reason: '\ud800 seen' });
    expect(answer.json()).toMatchObject({ status: 400, code: 'unstorable-text' });
  });

  it('may use signs of direction and joined emoji among words', async () => {
    const reason = '\u2067\u0634\u0627\u0647\u062f\u2069 \u{1f469}\u200d\u{1f527}';
    expect((await client.call('POST', `/api/v1/clips/${clip}/holds`, { reason })).status).toBe(201);
    expect(await holds()).toMatchObject([{ reason }]);
  });
});

it('a body that is nested deeply is answered', async () => {
  const deep = JSON.parse('['.repeat(2_000) + ']'.repeat(2_000)) as unknown;
  expect((await client.call('POST', `/api/v1/clips/${clip}/holds`, { reason: 'x', deep })).status).toBe(400);
});
