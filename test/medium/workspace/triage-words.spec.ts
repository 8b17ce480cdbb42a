import { timeCandidates } from '../../../src/features/footage';
import { signedIn } from './client';
import { seedIncident } from './evidence.world';
import { openWorld, seedCase, seedClip, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('beside the picture stand what the victim wrote of the incident and every time that the clip carries', async () => {
  const officer = await world.officer();
  const client = await signedIn(world, officer);
  const home = await seedCase(world, officer.id);
  const name = 'RecM01_DST20250714_220305_220342_6D28808_1A468F9.mp4';
  const [clip, other] = [
    await seedClip(world, home, { name }),
    await seedClip(world, home, { name: 'other.mp4' }),
  ];
  for (const time of timeCandidates(name, null, new Date(), {}))
    await world.admin.query(
      'INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, $2, $3, $4)',
      [clip.id, time.source, time.ofEvent, time],
    );
  const when = { kind: 'exact', day: '14', month: '7', year: '2025', time: '22:03', words: 'after the news' };
  const who = { words: 'Not him, his brother', unknown: false };
  await seedIncident(world, home, { what: { words: 'He <shouted>', unknown: false }, who, when }, [clip]);

  const page = (await client.page(`/clips/${clip.id}/triage`)).text;
  for (const words of [
    'What the victim wrote',
    'He &lt;shouted&gt;',
    'Not him, his brother',
    'after the news',
  ])
    expect(page).toContain(words);
  expect(page).toMatch(/Incident 1</);
  expect(page).toMatch(/Most likely: [^<]*14 July 2025[^<]*22:03:05/);
  expect(page.replaceAll(/\s+/g, ' ')).toMatch(/>File name<\/dt><dd[^>]*>[^<]*14 July 2025/);
  // The page of the clip says the same.
  const whole = (await client.page(`/clips/${clip.id}`)).text;
  for (const words of ['He &lt;shouted&gt;', 'Not him, his brother', 'after the news'])
    expect(whole).toContain(words);
  const without = (await client.page(`/clips/${other.id}/triage`)).text;
  expect(without).toContain('The clip belongs to no incident.');
  expect(without).not.toContain('Not him');
});
