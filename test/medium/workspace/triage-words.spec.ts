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
  expect(page).toMatch(/Incident 1 of [A-Z0-9-]+</);
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

describe('of two who decide at once, the one who is late', () => {
  const acceptance = { description: 'A man in "red"', producerName: 'Ann Bell', initials: 'AB' };
  const late = { description: 'He kicks the door & runs', producerName: 'Carol Dean', initials: 'CD' };

  it.each(['/triage', ''])(
    'finds what was typed on the page of the clip%s, and the way to correct it',
    async (at) => {
      const officer = await world.officer();
      const client = await signedIn(world, officer);
      const home = await seedCase(world, officer.id);
      const clip = await seedClip(world, home, {});
      await client.call('POST', `/api/v1/clips/${clip.id}/accept`, acceptance);
      const refused = await client.form(`/clips/${clip.id}${at}/accept`, late);
      expect(refused.status).toBe(409);
      for (const words of [
        'This clip has been accepted or declined already.',
        'It was decided a moment ago',
        '>AB/1</a>',
        'He kicks the door &amp; runs',
        'Carol Dean',
      ])
        expect(refused.text).toContain(words);
      expect(refused.text).toMatch(new RegExp(`href="/clips/${clip.id}/corrections">Correct it<`));
      const reason = await client.form(`/clips/${clip.id}${at}/decline`, {
        reason: 'Only <him>',
        note: 'none',
      });
      expect(reason.status).toBe(409);
      expect(reason.text).toContain('Only &lt;him&gt;');
      // Whoever only looks is told of nobody.
      expect((await client.page(`/clips/${clip.id}${at}`)).text).not.toContain('decided a moment ago');

      const other = await seedClip(world, home, { name: 'other.mp4' });
      await client.call('POST', `/api/v1/clips/${other.id}/decline`, { reason: 'The street', note: 'none' });
      const declined = await client.form(`/clips/${other.id}${at}/accept`, late);
      expect(declined.text).toContain('The clip is declined.');
      expect(declined.text).toContain('He kicks the door &amp; runs');
      expect(declined.text).toMatch(/\/corrections">Undo the decline</);
    },
  );

  it('keeps the form where only a field was wrong', async () => {
    const officer = await world.officer();
    const client = await signedIn(world, officer);
    const clip = await seedClip(world, await seedCase(world, officer.id), {});
    const refused = await client.form(`/clips/${clip.id}/triage/accept`, { ...late, description: '' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('value="Carol Dean"');
    expect(refused.text).not.toContain('decided a moment ago');
  });
});
