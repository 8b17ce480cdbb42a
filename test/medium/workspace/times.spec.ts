import { clipWithFootage } from '../../../src/apps/workspace/areas/clip/footage.model';
import { timeCandidates } from '../../../src/features/footage';
import type { MediaFacts } from '../../../src/platform/media';
import { signedIn, type Answer, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, type World } from './world';

const NAME = 'RecM01_DST20250714_220305_220342_6D28808_1A468F9.mp4';

let world: World;
let client: OfficerClient;
let id: string;
beforeAll(async () => {
  world = await openWorld();
  const officer = await world.officer();
  client = await signedIn(world, officer);
  id = (await seedClip(world, await seedCase(world, officer.id), { name: NAME })).id;
  for (const time of timeCandidates(NAME, null, new Date(), {})) {
    await world.admin.query(
      'INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, $2, $3, $4)',
      [id, time.source, time.ofEvent, time],
    );
  }
});
afterAll(() => world.close());

const clip = async () => clipWithFootage.parse((await client.call('GET', `/api/v1/clips/${id}`)).json());
const choose = (body: object): Promise<Answer> =>
  client.call('POST', `/api/v1/clips/${id}/time-choices`, body);
const overlay = { wall: '2025-07-14 22:03:07', zone: 'Europe/London', frame: 51, seconds: 2 };

describe('the time to begin with', () => {
  it('is the one that most independent sources share, in the API, on the page and in the player', async () => {
    const officer = await world.officer();
    const reader = await signedIn(world, officer);
    const name = 'RingVideo_20260614_234107.mp4';
    const ring = (await seedClip(world, await seedCase(world, officer.id), { name })).id;
    const facts = { kind: 'media', container: 'mov,mp4', timeTags: {}, duration: 30, video: null };
    const media = { ...facts, creationTimeRaw: '2026-06-14T22:41:07.000000Z' } as unknown as MediaFacts;
    for (const time of timeCandidates(name, media, new Date('2026-06-20T12:00:00Z'), {})) {
      await world.admin.query(
        'INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, $2, $3, $4)',
        [ring, time.source, time.ofEvent, time],
      );
    }
    const found = clipWithFootage.parse((await reader.call('GET', `/api/v1/clips/${ring}`)).json());
    expect(found.likelyTime).toMatchObject({
      ...{ instant: '2026-06-14T22:41:07.000Z', as: 'Europe/London', independent: 2 },
      sources: ['file-name', 'container'],
    });
    const page = (await reader.page(`/clips/${ring}`)).text;
    expect(page).toMatch(/Most likely: [^<]*14 June 2026[^<]*23:41:07/);
    expect(page).toContain('These sources agree on it: File name and Inside the file.');
  });
});

describe('the time of the event', () => {
  it('is nobody’s choice at first', async () => {
    expect(await clip()).toMatchObject({ chosenTime: null, timeChoices: [] });
  });

  it('is what an officer chose, with a reason that the log commits to', async () => {
    const [named] = (await clip()).times;
    const answer = await choose({
      candidate: named?.id,
      instant: named?.readings[0]?.instant,
      reason: 'The doorbell names its files so',
    });
    expect(answer.status).toBe(204);
    expect((await clip()).chosenTime).toMatchObject({
      source: 'file-name',
      of: 'start',
      instant: '2025-07-14T21:03:05.000Z',
      london: '2025-07-14T22:03:05.000+01:00',
      reason: 'The doorbell names its files so',
    });
    const last = (await client.call('GET', `/api/v1/clips/${id}/custody`)).json().items.at(-1);
    expect(last).toMatchObject({
      event: { type: 'time-chosen', detail: { candidate: named?.id, source: 'file-name' } },
      openings: {
        reason: { value: 'The doorbell names its files so' },
        instant: { value: '2025-07-14T21:03:05.000Z' },
      },
    });
    expect(JSON.stringify(last?.event)).not.toContain('2025-07-14');
  });

  it('may be read in the picture: reckoned back to the start, kept beside the others, and first', async () => {
    expect((await choose({ overlay, reason: 'Clear to read' })).status).toBe(204);
    const now = await clip();
    expect(now.chosenTime).toMatchObject({ source: 'overlay', instant: '2025-07-14T21:03:05.000Z' });
    expect(now.timeChoices.map(({ source }) => source)).toEqual(['overlay', 'file-name']);
    expect(now.times.find(({ source }) => source === 'overlay')).toMatchObject({
      wall: '2025-07-14T22:03:07',
      seen: { frame: 51, seconds: 2 },
    });
  });

  it('is never the upload, nor a reading that the clip does not have', async () => {
    const { times } = await clip();
    const upload = times.find(({ source }) => source === 'upload');
    const refused = await choose({
      candidate: upload?.id,
      instant: upload?.readings[0]?.instant ?? '2026-01-01T00:00:00Z',
      reason: 'Nearest',
    });
    expect(refused.json()).toMatchObject({ status: 400, code: 'not-of-the-event' });
    const other = await choose({ candidate: times[0]?.id, instant: '2025-07-14T21:03:06Z', reason: 'x' });
    expect(other.json()).toMatchObject({ code: 'no-such-reading' });
    const without = await choose({ candidate: times[0]?.id, instant: '2025-07-14T21:03:05Z', reason: ' ' });
    expect(without.status).toBe(400);
    await expect(
      world.admin.query(
        `INSERT INTO lintel.time_choice (clip_id, candidate_id, instant, reason, officer_id)
         SELECT $1, $2, now(), 'x', id FROM lintel.officer LIMIT 1`,
        [id, upload?.id],
      ),
    ).rejects.toThrow('foreign key');
  });

  it.each([
    ['9999-12-31 23:59:59', 'after-it-came'],
    ['2099-01-01 12:00:00', 'after-it-came'],
    ['0202-11-22 22:41:08', 'before-cameras'],
    ['1970-01-01 00:00:05', 'before-cameras'],
  ])(
    'is never after the recording came, nor before there were cameras, and nothing is kept of it: %s',
    async (wall, code) => {
      const before = await clip();
      const refused = await choose({
        overlay: { ...overlay, wall },
        reason: 'To have it elsewhere in the order',
      });
      expect(refused.json()).toMatchObject({ status: 400, code });
      expect(await clip()).toEqual(before);
    },
  );

  it.each(["now() + interval '1 day'", "'1989-12-31 23:59:59Z'::timestamptz", "'-infinity'::timestamptz"])(
    'is no other in PostgreSQL, whoever writes it: %s',
    async (instant) => {
      await expect(
        world.admin.query(
          `INSERT INTO lintel.time_choice (clip_id, candidate_id, instant, reason, officer_id)
           SELECT $1, t.id, ${instant}, 'x', o.id FROM lintel.officer o, lintel.time_candidate t
           WHERE t.clip_id = $1 AND t.of_event LIMIT 1`,
          [id],
        ),
      ).rejects.toMatchObject({ code: 'LN032' });
    },
  );

  it('says so on the page, at what was typed', async () => {
    const form = { ...overlay, wall: '2099-01-01 12:00:00', frame: '51', seconds: '2', reason: 'x' };
    const answer = await client.form(`/clips/${id}/overlay-times`, form);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('The recording was here before this time');
  });

  it('asks which, in the hour that comes twice, and refuses the hour that never was', async () => {
    const twice = { ...overlay, wall: '2025-10-26 01:30:00', seconds: 0 };
    expect((await choose({ overlay: twice, reason: 'x' })).json()).toMatchObject({ code: 'hour-twice' });
    expect((await choose({ overlay: twice, occurrence: 'second', reason: 'x' })).status).toBe(204);
    expect((await clip()).chosenTime?.instant).toBe('2025-10-26T01:30:00.000Z');
    const missing = { ...overlay, wall: '2026-03-29 01:30:00' };
    expect((await choose({ overlay: missing, reason: 'x' })).json()).toMatchObject({ code: 'hour-missing' });
  });

  describe('chosen on a page of before another choice', () => {
    const KNOWN =
      /\/(time-choices|overlay-times)"[^>]*>(?:<input[^>]*name="_officer"[^>]*>)?<input type="hidden" name="known" value="(\d*)">/g;
    const known = (text: string): string[] => [...text.matchAll(KNOWN)].map(([, , value = '']) => value);
    const newest = async () => (await clip()).chosenTime;
    const ofPage = (of: string, fields: Record<string, string>): Promise<Answer> =>
      client.form(`/clips/${id}/${of}`, fields);
    const seen = { ...overlay, frame: '51', seconds: '2', reason: 'As I read it' };

    it('is not chosen, and the page that says so knows of the other', async () => {
      const before = (await newest())?.id;
      const page = (await client.page(`/clips/${id}`)).text;
      expect(known(page)).toEqual([String(before), String(before)]);
      const [named] = (await clip()).times;
      const colleague = { candidate: named?.id, instant: named?.readings[0]?.instant, reason: 'By its name' };
      expect((await choose(colleague)).status).toBe(204);

      const refused = await ofPage('overlay-times', { ...seen, known: String(before) });
      expect(refused.status).toBe(409);
      expect(refused.text).toContain('another was chosen since this page was made');
      expect(refused.text).toContain('As I read it');
      const reading = `${String(colleague.candidate)}|${String(colleague.instant)}`;
      const again = await ofPage('time-choices', { reading, reason: 'So it is', known: String(before) });
      expect(again.status).toBe(409);
      expect(await newest()).toMatchObject({ reason: 'By its name' });
      const [now = ''] = known(refused.text);
      expect(now).toBe(String((await newest())?.id));
      expect((await ofPage('overlay-times', { ...seen, known: now })).status).toBe(303);
      expect(await newest()).toMatchObject({ source: 'overlay', reason: 'As I read it' });
    });

    it('is chosen once where several choose at one moment, and nothing is kept of the others', async () => {
      const before = await clip();
      const body = { overlay, reason: 'At once', known: before.chosenTime?.id };
      const answers = await Promise.all([1, 2, 3].map(() => choose(body)));
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
      const after = await clip();
      expect(after.timeChoices.length).toBe(before.timeChoices.length + 1);
      expect(after.times.length).toBe(before.times.length + 1);
    });
  });
});
