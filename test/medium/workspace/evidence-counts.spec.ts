import type { Officer } from '../../../src/features/identity';
import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, type Case, type World } from './world';

let world: World;
let officer: Officer;
let client: OfficerClient;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.officer();
  client = await signedIn(world, officer);
});
afterAll(() => world.close());

const acceptance = { producerName: 'Ann Bell', initials: 'AB', description: 'A man at the door' };
const of = ({ investigation }: Case): string => `/investigations/${investigation}/evidence`;

describe('the counts over the evidence', () => {
  it('counts what was decided, whichever way it came to be and after a change of mind', async () => {
    const home = await seedCase(world, officer.id);
    const [taken, left, again] = [
      await seedClip(world, home, { name: 'taken.mp4' }),
      await seedClip(world, home, { name: 'left.mp4' }),
      await seedClip(world, home, { name: 'again.mp4' }),
    ];
    await seedClip(world, home, { name: 'waits.mp4' });
    const counted = async (state = ''): Promise<(string | undefined)[]> => {
      const { text } = await client.page(`${of(home)}${state === '' ? '' : `?state=${state}`}`);
      const numbers = [...text.matchAll(/<b>(\d+)<\/b> (?:all|to decide|accepted|declined|match)/g)];
      return numbers.map(([, number]) => number);
    };
    await client.call('POST', `/api/v1/clips/${taken.id}/accept`, acceptance);
    for (const { id } of [left, again])
      await client.call('POST', `/api/v1/clips/${id}/decline`, { reason: 'Nobody', note: 'none' });
    expect(await counted()).toEqual(['4', '1', '1', '2']);
    await client.call('POST', `/api/v1/clips/${again.id}/decline/undo`, { reason: 'He is there' });
    expect(await counted('waiting')).toEqual(['4', '2', '1', '1', '2']);

    // What an officer adds is an exhibit that nobody decided about.
    await world.admin.query(
      `WITH added AS (INSERT INTO lintel.clip (id, investigation_id, state, file_name, size, incoming_key, sent_at)
         VALUES (gen_random_uuid(), $1, 'received', 'photograph.jpg', 1, gen_random_uuid(), now()) RETURNING id)
       INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
         SELECT gen_random_uuid(), $1, id, 'AB/9', 'Ann Bell', 'A lock', $2 FROM added`,
      [home.investigation, officer.id],
    );
    expect(await counted('accepted')).toEqual(['5', '2', '2', '1', '2']);
    expect(await counted('declined')).toEqual(['5', '2', '2', '1', '1']);
    const waiting = await client.call('GET', `/api/v1${of(home)}?state=waiting`);
    expect(waiting.text.match(/"fileName":"[^"]+"/g)).toEqual([
      ...['"fileName":"again.mp4"', '"fileName":"waits.mp4"'],
    ]);
    // What is asked for beside the state is counted by itself.
    expect(await counted('waiting&q=again')).toEqual(['5', '2', '2', '1', '1']);
  });
});
