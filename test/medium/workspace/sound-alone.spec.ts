import { signedIn } from './client';
import { openWorld, seedCase, seedClip, seedRendition, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('a recording of sound alone says so, and is listened to', async () => {
  const officer = await world.officer();
  const client = await signedIn(world, officer);
  const home = await seedCase(world, officer.id);
  const media = { kind: 'film', duration: 4, audio: { codec: 'aac' }, video: null };
  const [memo, film] = [
    await seedClip(world, home, { name: 'memo.m4a', media }),
    await seedClip(world, home, {
      name: 'film.mp4',
      media: { ...media, video: { codec: 'h264', width: 640, height: 360 } },
    }),
  ];
  await seedRendition(world, memo, 'proxy', { bytes: Buffer.from('sound'), contentType: 'audio/mp4' });
  await seedRendition(world, film, 'proxy', { bytes: Buffer.from('film'), contentType: 'video/mp4' });

  const tiles = (await client.page(`/investigations/${home.investigation}/evidence`)).text;
  expect(tiles.split('Sound alone')).toHaveLength(2);
  for (const path of ['', '/triage']) {
    expect((await client.page(`/clips/${memo.id}${path}`)).text).toMatch(/>\s*Listen\s*</);
    expect((await client.page(`/clips/${film.id}${path}`)).text).toMatch(/>\s*Watch the clip\s*</);
  }
  const opened = await client.form(`/clips/${memo.id}/triage/open`, { go: 'film' });
  const page = (await client.page(opened.headers.get('location') ?? '')).text;
  expect(page).toMatch(/<audio [^>]*controls/);
  expect(page).not.toContain('<video');
});
