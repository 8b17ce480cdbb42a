import { randomBytes, randomUUID } from 'node:crypto';
import { timesProposed } from '../../../src/apps/workspace/areas/evidence/times-together.model';
import type { z } from 'zod';
import type { Officer } from '../../../src/features/identity';
import { seedTimedClips } from '../../factories/timed-clips';
import { signedIn, type Answer, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, type Case, type World } from './world';

let world: World;
let officer: Officer;
let client: OfficerClient;
let home: Case;
beforeAll(async () => {
  world = await openWorld({ LIMIT_CLIPS_TOGETHER: '15' });
  officer = await world.officer();
  client = await signedIn(world, officer);
});
afterAll(() => world.close());
beforeEach(async () => {
  home = await seedCase(world, officer.id);
});

type Proposed = z.infer<typeof timesProposed>;
const address = (): string => `/investigations/${home.investigation}/evidence`;
const propose = (clips: readonly string[], by = client): Promise<Answer> =>
  by.call('POST', `/api/v1${address()}/times/proposals`, { clips });
const groupsOf = async (clips: readonly string[]): Promise<Proposed> =>
  timesProposed.parse((await propose(clips)).json());
const choose = (body: object, by = client): Promise<Answer> =>
  by.call('POST', `/api/v1${address()}/times`, { reason: 'Both doorbells name their files so', ...body });

/** Every group with the reading that stands first. */
const likely = ({ groups }: Proposed) => ({
  clips: groups.flatMap(({ clips }) => clips.map(({ id, state }) => ({ id, state }))),
  choices: groups.map(({ group, readings }) => ({ group, reading: readings[0]?.reading })),
});

interface Chosen {
  readonly clip: string;
  readonly source: string;
  readonly instant: string;
  readonly reason: string;
}
/** What stands in the table and what the log holds of it, clip by clip. */
async function chosen(): Promise<Chosen[]> {
  const { rows } = await world.admin.query<Chosen>(
    `SELECT c.file_name AS clip, k.source, to_char(t.instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') AS instant, t.reason
       FROM lintel.time_choice t JOIN lintel.clip c ON c.id = t.clip_id JOIN lintel.time_candidate k ON k.id = t.candidate_id
      WHERE c.investigation_id = $1 ORDER BY t.id`,
    [home.investigation],
  );
  return rows;
}
async function events(): Promise<{ subject: string; source: string; at: string }[]> {
  const { rows } = await world.admin.query<{ subject: string; source: string; at: string }>(
    `SELECT r.subject, r.event::jsonb #>> '{detail,source}' AS source, r.event::jsonb ->> 'at' AS at
       FROM custody.record r JOIN lintel.clip c ON r.subject = 'clip:' || c.id
      WHERE c.investigation_id = $1 AND r.event::jsonb ->> 'type' = 'time-chosen' ORDER BY r.seq`,
    [home.investigation],
  );
  return rows;
}

/** Seven of one doorbell in summer, of which name and file agree; five of another whose names alone tell. */
const doorbells = async (): Promise<{ ring: string[]; eufy: string[] }> => ({
  ring: await seedTimedClips(world.admin, home, { make: 'ring', clips: 7 }),
  eufy: await seedTimedClips(world.admin, home, { make: 'eufy', clips: 5 }),
});

describe('the times of several clips', () => {
  it('are grouped by doorbell and by what the clips carry, with what each reading gives and how they differ', async () => {
    const { ring, eufy } = await doorbells();
    const { groups, without } = await groupsOf([...eufy, ...ring]);
    expect(without).toEqual([]);
    expect(
      groups.map(({ make, clips, agree, chosen: before }) => [make, clips.length, agree, before]),
    ).toEqual([
      ['ring', 7, ['file-name', 'container'], false],
      ['eufy', 5, ['file-name'], false],
    ]);
    const gives = (place: number) =>
      groups[place]?.readings.map(({ reading, first, last, apart }) => [
        reading,
        first,
        last,
        apart.least,
        apart.most,
      ]);
    const [early, late] = ['2026-07-01T', '2026-07-07T'];
    expect(gives(0)).toEqual([
      ['file-name.start.Europe/London', `${early}21:41:07.000Z`, `${late}21:41:07.000Z`, 0, 0],
      ['file-name.start.UTC', `${early}22:41:07.000Z`, `${late}22:41:07.000Z`, 3_600, 3_600],
      ['container.start.UTC', `${early}21:41:07.000Z`, `${late}21:41:07.000Z`, 0, 0],
      ['container.start.Europe/London', `${early}20:41:07.000Z`, `${late}20:41:07.000Z`, -3_600, -3_600],
    ]);
    expect(gives(1)).toEqual([
      ['file-name.start.Europe/London', `${early}21:41:07.000Z`, '2026-07-05T21:41:07.000Z', 0, 0],
    ]);
  });

  it('are chosen in one act: 12 clips of two doorbells in two readings, each with its own event and the one reason', async () => {
    const { ring, eufy } = await doorbells();
    const { groups } = await groupsOf([...ring, ...eufy]);
    const answer = await choose({
      clips: groups.flatMap(({ clips }) => clips.map(({ id, state }) => ({ id, state }))),
      choices: [
        { group: groups[0]?.group, reading: 'container.start.UTC' },
        { group: groups[1]?.group, reading: 'file-name.start.Europe/London' },
      ],
    });
    expect([answer.status, answer.text]).toEqual([200, '{"chosen":12}']);
    const rows = await chosen();
    expect(new Set(rows.map(({ reason }) => reason))).toEqual(
      new Set(['Both doorbells name their files so']),
    );
    const day = (name: string): string => /202607(\d\d)/.exec(name)?.[1] ?? '';
    expect(rows.map(({ clip, source, instant }) => [clip, source, instant]).sort()).toEqual(
      [...rows]
        .map(({ clip }) => [
          clip,
          clip.startsWith('Ring') ? 'container' : 'file-name',
          `2026-07-${day(clip)}T21:41:07`,
        ])
        .sort(),
    );
    const log = await events();
    expect(log.map(({ subject }) => subject).sort()).toEqual(
      [...ring, ...eufy].map((id) => `clip:${id}`).sort(),
    );
    expect(log.filter(({ source }) => source === 'container')).toHaveLength(7);
    expect(new Set(log.map(({ at }) => at)).size).toBe(1);
    // Nothing of the times or the reason stands in an event; the history of a clip opens them.
    const history = (await client.call('GET', `/api/v1/clips/${ring[0] ?? ''}/custody`)).json().items.at(-1);
    expect(JSON.stringify(history?.event)).not.toContain('2026-07-01');
    expect(history?.openings).toMatchObject({
      instant: { value: '2026-07-01T21:41:07.000Z' },
      reason: { value: 'Both doorbells name their files so' },
    });
    const { rows: placed } = await world.admin.query(
      `SELECT event_by, count(*)::int AS n FROM lintel.clip WHERE investigation_id = $1 GROUP BY 1`,
      [home.investigation],
    );
    expect(placed).toEqual([{ event_by: 'chosen', n: 12 }]);
  });

  it('can be put right one by one, and chosen anew: earlier choices stay, and such clips are a group of their own', async () => {
    const ring = await seedTimedClips(world.admin, home, { make: 'ring', clips: 3 });
    expect((await choose(likely(await groupsOf(ring)))).status).toBe(200);
    const [, second = ''] = ring;
    const overlay = { wall: '2026-07-02 22:43:00', zone: 'Europe/London', frame: 1, seconds: 0 };
    const single = { overlay, reason: 'Burned into the picture' };
    expect((await client.call('POST', `/api/v1/clips/${second}/time-choices`, single)).status).toBe(204);
    const more = await seedTimedClips(world.admin, home, { make: 'ring', clips: 1, from: 9 });
    const found = await groupsOf([...ring, ...more]);
    expect(found.groups.map(({ chosen: before, clips }) => [before, clips.length])).toEqual([
      [false, 1],
      [true, 2],
      [true, 1],
    ]);
    const again = likely(found);
    expect((await choose({ ...again, choices: again.choices.slice(0, 2) })).text).toBe('{"chosen":3}');
    const rows = await chosen();
    expect(rows).toHaveLength(7);
    expect(rows.filter(({ clip }) => clip.includes('0702')).at(-1)).toMatchObject({ source: 'overlay' });
  });

  it('keep a clip of which a source says something else apart from the others', async () => {
    const ring = await seedTimedClips(world.admin, home, { make: 'ring', clips: 4 });
    await world.admin.query(
      `UPDATE lintel.time_candidate SET candidate = jsonb_set(candidate, '{readings,0,instant}', '"2026-07-03T05:00:00.000Z"')
        WHERE clip_id = $1 AND source = 'container'`,
      [ring[2]],
    );
    const { groups } = await groupsOf(ring);
    expect(groups.map(({ clips, agree }) => [clips.map(({ id }) => id), agree])).toEqual([
      [
        [ring[0], ring[1], ring[3]],
        ['file-name', 'container'],
      ],
      [[ring[2]], expect.anything()],
    ]);
    expect(groups[1]?.agree).not.toEqual(groups[0]?.agree);
  });

  it('may be what a comparison of the clock for another clip proposes, which is kept with each', async () => {
    const eufy = await seedTimedClips(world.admin, home, { make: 'eufy', clips: 4 });
    const [compared, ...others] = eufy;
    await world.admin.query(
      `INSERT INTO lintel.clock_answer (clip_id, shown, offset_seconds, plus_minus_seconds, answered_at) VALUES ($1, '22:10', 420, 90, '2026-07-04T09:00:00Z')`,
      [compared],
    );
    const { groups } = await groupsOf(others);
    const proposed = groups[0]?.readings.find(({ kept }) => !kept);
    expect(proposed).toMatchObject({ source: 'learned-offset', apart: { least: -420, most: -420 } });
    const [group] = groups;
    const answer = await choose({
      clips: group?.clips.map(({ id, state }) => ({ id, state })),
      choices: [{ group: group?.group, reading: proposed?.reading }],
    });
    expect(answer.text).toBe('{"chosen":3}');
    expect((await chosen()).map(({ source, instant }) => [source, instant]).sort()).toEqual(
      ['02', '03', '04'].map((day) => ['learned-offset', `2026-07-${day}T21:34:07`]),
    );
    const { rows } = await world.admin.query(
      `SELECT count(*)::int AS n FROM lintel.time_candidate k JOIN lintel.clip c ON c.id = k.clip_id
        WHERE c.investigation_id = $1 AND k.source = 'learned-offset'`,
      [home.investigation],
    );
    expect(rows).toEqual([{ n: 3 }]);
  });

  it('do not mix the cameras of two people', async () => {
    const victims = await seedTimedClips(world.admin, home, { make: 'ring', clips: 2 });
    const neighbours = await seedTimedClips(world.admin, home, { make: 'ring', clips: 2 });
    const link = randomUUID();
    await world.admin.query(
      `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by, holder)
       SELECT $1, investigation_id, $2, code_hash, expires_at, created_by, 'neighbour' FROM lintel.invitation WHERE id = $3`,
      [link, randomBytes(32), home.invitation],
    );
    await world.admin.query('UPDATE lintel.clip SET invitation_id = $2 WHERE id = ANY ($1)', [
      neighbours,
      link,
    ]);
    const { groups } = await groupsOf([...victims, ...neighbours]);
    expect(groups.map(({ sentBy, clips }) => [sentBy, clips.map(({ id }) => id)]).sort()).toEqual([
      ['neighbour', neighbours],
      ['victim', victims],
    ]);
  });
});

describe('nothing is chosen', () => {
  /** As if nobody had acted: no choice, no proposal kept, no event. */
  const nothing = async (): Promise<void> => {
    expect([await chosen(), await events()]).toEqual([[], []]);
  };

  it('by a stranger, nor of a clip that is not in the investigation, even the officer’s own', async () => {
    const ring = await seedTimedClips(world.admin, home, { make: 'ring', clips: 2 });
    const body = likely(await groupsOf(ring));
    const stranger = await signedIn(world, await world.officer());
    expect([(await propose(ring, stranger)).status, (await choose(body, stranger)).status]).toEqual([
      404, 404,
    ]);
    const [here, ...others] = [
      home,
      await seedCase(world, officer.id),
      await seedCase(world, (await world.officer()).id),
    ];
    for (const other of others) {
      const [foreign = ''] = await seedTimedClips(world.admin, other, { make: 'ring', clips: 1 });
      const mixed = { ...body, clips: [...body.clips, { id: foreign, state: body.clips[0]?.state }] };
      expect([(await propose([...ring, foreign])).status, (await choose(mixed)).status]).toEqual([404, 404]);
    }
    home = here;
    await nothing();
  });

  it('where one of the clips has changed meanwhile: it is named, and so is nothing of the others', async () => {
    const ring = await seedTimedClips(world.admin, home, { make: 'ring', clips: 4 });
    const body = likely(await groupsOf(ring));
    const [, second = '', third] = ring;
    await world.admin.query(
      `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate)
       SELECT clip_id, 'file-date', of_event, jsonb_set(candidate, '{source}', '"file-date"') FROM lintel.time_candidate WHERE clip_id = $1 AND source = 'file-name'`,
      [third],
    );
    const found = await choose(body);
    expect(found.json()).toMatchObject({ status: 409, code: 'times-not-together' });
    expect(found.json().detail).toContain(
      'Changed since you looked, perhaps by a colleague a moment ago: RingVideo_20260703_224107.mp4.',
    );
    expect(found.json().detail).not.toContain('0701');
    await nothing();
    const next = likely(await groupsOf(ring));
    const overlay = { wall: '2026-07-02 22:43:00', zone: 'Europe/London', frame: 1, seconds: 0 };
    await client.call('POST', `/api/v1/clips/${second}/time-choices`, { overlay, reason: 'Read in it' });
    expect((await choose(next)).json().detail).toContain(': RingVideo_20260702_224107.mp4.');
    expect(await events()).toHaveLength(1);
  });

  it('twice, where two officers press at once', async () => {
    const colleague = await world.officer();
    await world.admin.query(
      'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
      [home.investigation, colleague.id],
    );
    const other = await signedIn(world, colleague);
    const ring = await seedTimedClips(world.admin, home, { make: 'ring', clips: 12 });
    const body = likely(await groupsOf(ring));
    const answers = await Promise.all([choose(body), choose(body, other), choose(body), choose(body, other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect([(await chosen()).length, (await events()).length]).toEqual([12, 12]);
  });

  it('of what is written, erased, not looked into or without a time: each is named with its reason', async () => {
    const ring = await seedTimedClips(world.admin, home, { make: 'ring', clips: 3 });
    const [, gone = '', words = ''] = ring;
    const fresh = (await seedClip(world, home, { name: 'fresh.mp4' })).id;
    const plain = (await seedClip(world, home, { name: 'plain.mp4' })).id;
    const source = { kind: 'unknown', make: null, confidence: 'low', because: [], original: 'unknown' };
    await world.admin.query('UPDATE lintel.clip SET source = $2 WHERE id = $1', [
      plain,
      JSON.stringify(source),
    ]);
    const body = likely(await groupsOf(ring));
    await world.admin.query('UPDATE lintel.clip SET erased_at = now() WHERE id = $1', [gone]);
    expect((await choose(body)).json().detail).toBe(
      'No time was chosen. Erased: RingVideo_20260702_224107.mp4.',
    );
    await world.admin.query('UPDATE lintel.clip SET written = true WHERE id = $1', [words]);
    const { groups, without } = await groupsOf([...ring, fresh, plain]);
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
    const many = await seedTimedClips(world.admin, home, { make: 'ring', clips: 16 });
    const refused = (await propose(many)).json();
    expect(refused).toMatchObject({ status: 400, code: 'too-many-for-times' });
    expect(refused.detail).toBe('Choose the times of at most 15 clips together.');
    expect((await propose([])).json()).toMatchObject({ code: 'no-clips-for-times' });
    const body = likely(await groupsOf(many.slice(0, 15)));
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
      ].map(async (each) => (await choose(each)).json().code),
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

describe('the page', () => {
  const ask = (fields: [string, string][]): Promise<Answer> => client.form(`${address()}/decide`, fields);
  const hidden = (html: string, name: string): [string, string][] =>
    [...html.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, 'g'))].map(([, value = '']) => [
      name,
      value,
    ]);

  it('shows the groups of what is ticked or of all that match, and keeps what was answered where something is missing', async () => {
    const { eufy } = await doorbells();
    expect(
      (await ask([['verb', 'times'], ...eufy.map((id): [string, string] => ['clips', id])])).text,
    ).toContain('eufy: 5 clips');
    const page = await ask([
      ['verb', 'times'],
      ['all', 'yes'],
      ['address', 'make=ring'],
      ...hidden((await client.page(`${address()}?make=ring`)).text, 'shown'),
    ]);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Ring: 7 clips');
    expect(page.text).not.toContain('eufy');
    expect(page.text).toContain('These agree in each clip: File name, Inside the file.');
    expect(page.text).toContain('1 h 0 min 0 s later');
    const both = await ask([
      ['verb', 'times'],
      ['all', 'yes'],
      ...hidden((await client.page(address())).text, 'shown'),
    ]);
    const [clips, groups] = [hidden(both.text, 'clips'), hidden(both.text, 'groups')];
    const [[, one = ''] = ['', ''], [, other = ''] = ['', '']] = groups;
    const form: [string, string][] = [
      ...clips,
      ...groups,
      ['address', 'sort=name'],
      [`choice-${one}`, 'container.start.UTC'],
    ];
    const lacks = await client.form(`${address()}/times`, form);
    expect(lacks.status).toBe(400);
    expect(lacks.text).toContain('Choose one of the times, or leave these clips out.');
    expect(lacks.text).toContain('Say why.');
    expect(lacks.text).toMatch(/value="container\.start\.UTC" checked/);
    const reason: [string, string] = ['reason', 'As the maker writes them'];
    const without = await client.form(`${address()}/times`, [...form, reason]);
    expect(without.text).toContain('value="As the maker writes them"');
    const done = await client.form(`${address()}/times`, [...form, reason, [`choice-${other}`, 'none']]);
    expect(done.status).toBe(303);
    expect(done.headers.get('Location')).toBe(`${address()}?sort=name&done=times+of+7+clips+chosen`);
    expect((await client.page(done.headers.get('Location') ?? '')).text).toContain(
      'Done: times of 7 clips chosen.',
    );
    expect(await events()).toHaveLength(7);
    // Sent once more, as by going back: what was known of the clips has changed.
    const twice = await client.form(`${address()}/times`, [...form, reason, [`choice-${other}`, 'none']]);
    expect(twice.status).toBe(409);
    expect(twice.text).toContain('No time was chosen.');
    expect(await events()).toHaveLength(7);
  });

  it('refuses too many, and none, where they were ticked', async () => {
    await seedTimedClips(world.admin, home, { make: 'ring', clips: 16 });
    const all = await ask([
      ['verb', 'times'],
      ['all', 'yes'],
      ...hidden((await client.page(address())).text, 'shown'),
    ]);
    expect([all.status, all.text]).toEqual([400, expect.stringContaining('at most 15 clips together')]);
    const none = await ask([['verb', 'times']]);
    expect([none.status, none.text]).toEqual([400, expect.stringContaining('Tick the clips whose times')]);
  });
});
