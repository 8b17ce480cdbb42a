import { seedTimedClips } from '../../factories/timed-clips';
import { signedIn } from './client';
import { likely, TimesWorld } from './times-together.world';
import { seedCase, seedClip } from './world';

let all: TimesWorld;
let on: TimesWorld;
beforeAll(async () => {
  all = await TimesWorld.open();
});
afterAll(() => all.world.close());
beforeEach(async () => {
  on = await all.anew();
});

describe('nothing is chosen', () => {
  /** As if nobody had acted: no choice, no proposal kept, no event. */
  const nothing = async (): Promise<void> => {
    expect([await on.chosen(), await on.events()]).toEqual([[], []]);
  };

  it('by a stranger, nor of a clip that is not in the investigation, even the officer’s own', async () => {
    const ring = await on.clips('ring', 2);
    const body = likely(await on.groupsOf(ring));
    const stranger = await signedIn(on.world, await on.world.officer());
    expect([(await on.propose(ring, stranger)).status, (await on.choose(body, stranger)).status]).toEqual([
      404, 404,
    ]);
    const foreigner = await on.world.officer();
    const others = [await seedCase(on.world, on.officer.id), await seedCase(on.world, foreigner.id)];
    for (const other of others) {
      const [foreign = ''] = await seedTimedClips(on.world.admin, other, { make: 'ring', clips: 1 });
      const mixed = { ...body, clips: [...body.clips, { id: foreign, state: body.clips[0]?.state }] };
      expect([(await on.propose([...ring, foreign])).status, (await on.choose(mixed)).status]).toEqual([
        404, 404,
      ]);
    }
    await nothing();
  });

  it('where one of the clips has changed meanwhile: it is named, and so is nothing of the others', async () => {
    const ring = await on.clips('ring', 4);
    const body = likely(await on.groupsOf(ring));
    const [, second = '', third] = ring;
    await on.world.admin.query(
      `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate)
       SELECT clip_id, 'file-date', of_event, jsonb_set(candidate, '{source}', '"file-date"') FROM lintel.time_candidate WHERE clip_id = $1 AND source = 'file-name'`,
      [third],
    );
    const found = await on.choose(body);
    expect(found.json()).toMatchObject({ status: 409, code: 'times-not-together' });
    expect(found.json().detail).toContain(
      'Changed since you looked, perhaps by a colleague a moment ago: RingVideo_20260703_224107.mp4.',
    );
    expect(found.json().detail).not.toContain('0701');
    await nothing();
    const next = likely(await on.groupsOf(ring));
    const overlay = { wall: '2026-07-02 22:43:00', zone: 'Europe/London', frame: 1, seconds: 0 };
    await on.client.call('POST', `/api/v1/clips/${second}/time-choices`, { overlay, reason: 'Read in it' });
    expect((await on.choose(next)).json().detail).toContain(': RingVideo_20260702_224107.mp4.');
    expect(await on.events()).toHaveLength(1);
  });

  it('twice, where two officers press at once', async () => {
    const colleague = await on.world.officer();
    await on.world.admin.query(
      'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
      [on.home.investigation, colleague.id],
    );
    const other = await signedIn(on.world, colleague);
    const ring = await on.clips('ring', 12);
    const body = likely(await on.groupsOf(ring));
    const answers = await Promise.all([
      on.choose(body),
      on.choose(body, other),
      on.choose(body),
      on.choose(body, other),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect([(await on.chosen()).length, (await on.events()).length]).toEqual([12, 12]);
  });

  it('of what is written, erased, not looked into or without a time: each is named with its reason', async () => {
    const ring = await on.clips('ring', 3);
    const [, gone = '', words = ''] = ring;
    const fresh = (await seedClip(on.world, on.home, { name: 'fresh.mp4' })).id;
    const plain = (await seedClip(on.world, on.home, { name: 'plain.mp4' })).id;
    const source = { kind: 'unknown', make: null, confidence: 'low', because: [], original: 'unknown' };
    await on.world.admin.query('UPDATE lintel.clip SET source = $2 WHERE id = $1', [
      plain,
      JSON.stringify(source),
    ]);
    const body = likely(await on.groupsOf(ring));
    await on.world.admin.query('UPDATE lintel.clip SET erased_at = now() WHERE id = $1', [gone]);
    expect((await on.choose(body)).json().detail).toBe(
      'No time was chosen. Erased: RingVideo_20260702_224107.mp4.',
    );
    await on.world.admin.query('UPDATE lintel.clip SET written = true WHERE id = $1', [words]);
    const { groups, without } = await on.groupsOf([...ring, fresh, plain]);
    expect(groups.map(({ clips }) => clips.length)).toEqual([1]);
    expect(new Map(without.map(({ id, why }) => [id, why]))).toEqual(
      new Map([
        [gone, 'erased'],
        [words, 'written'],
        [fresh, 'not-looked-into'],
        [plain, 'no-reading'],
      ]),
    );
    await nothing();
  });

  it('of too many, of none, without a reason, with a reading that the clips do not have, or where all is left out', async () => {
    const many = await on.clips('ring', 16);
    const refused = (await on.propose(many)).json();
    expect(refused).toMatchObject({ status: 400, code: 'too-many-for-times' });
    expect(refused.detail).toBe('Choose the times of at most 15 clips together.');
    expect((await on.propose([])).json()).toMatchObject({ code: 'no-clips-for-times' });
    const body = likely(await on.groupsOf(many.slice(0, 15)));
    const [first] = body.choices;
    const sixteen = [...body.clips, { id: many[15], state: body.clips[0]?.state }];
    const codes = await Promise.all(
      [
        { ...body, clips: sixteen },
        { ...body, reason: ' ' },
        { ...body, choices: [{ ...first, reading: 'upload.upload.UTC' }] },
        { ...body, choices: [{ ...first, group: '0000' }] },
        { ...body, choices: [] },
        { ...body, choices: [first, first] },
      ].map(async (each) => (await on.choose(each)).json().code),
    );
    expect(codes).toEqual([
      ...[
        'too-many-for-times',
        'invalid-input',
        'no-such-reading',
        'no-such-reading',
        'no-time-picked',
        'invalid-input',
      ],
    ]);
    await nothing();
  });
});
