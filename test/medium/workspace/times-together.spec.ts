import { randomBytes, randomUUID } from 'node:crypto';
import { likely, TimesWorld } from './times-together.world';

let all: TimesWorld;
let on: TimesWorld;
beforeAll(async () => {
  all = await TimesWorld.open();
});
afterAll(() => all.world.close());
beforeEach(async () => {
  on = await all.anew();
});

describe('the times of several clips', () => {
  it('are grouped by doorbell and by what the clips carry, with what each reading gives and how they differ', async () => {
    const { ring, eufy } = await on.doorbells();
    const { groups, without } = await on.groupsOf([...eufy, ...ring]);
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
    const { ring, eufy } = await on.doorbells();
    const { groups } = await on.groupsOf([...ring, ...eufy]);
    const answer = await on.choose({
      clips: groups.flatMap(({ clips }) => clips.map(({ id, state }) => ({ id, state }))),
      choices: [
        { group: groups[0]?.group, reading: 'container.start.UTC' },
        { group: groups[1]?.group, reading: 'file-name.start.Europe/London' },
      ],
    });
    expect([answer.status, answer.text]).toEqual([200, '{"chosen":12}']);
    const rows = await on.chosen();
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
    const log = await on.events();
    expect(log.map(({ subject }) => subject).sort()).toEqual(
      [...ring, ...eufy].map((id) => `clip:${id}`).sort(),
    );
    expect(log.filter(({ source }) => source === 'container')).toHaveLength(7);
    expect(new Set(log.map(({ at }) => at)).size).toBe(1);
    // Nothing of the times or the reason stands in an event; the history of a clip opens them.
    const history = (await on.client.call('GET', `/api/v1/clips/${ring[0] ?? ''}/custody`))
      .json()
      .items.at(-1);
    expect(JSON.stringify(history?.event)).not.toContain('2026-07-01');
    expect(history?.openings).toMatchObject({
      instant: { value: '2026-07-01T21:41:07.000Z' },
      reason: { value: 'Both doorbells name their files so' },
    });
    const { rows: placed } = await on.world.admin.query(
      `SELECT event_by, count(*)::int AS n FROM lintel.clip WHERE investigation_id = $1 GROUP BY 1`,
      [on.home.investigation],
    );
    expect(placed).toEqual([{ event_by: 'chosen', n: 12 }]);
  });

  it('can be put right one by one, and chosen anew: earlier choices stay, and such clips are a group of their own', async () => {
    const ring = await on.clips('ring', 3);
    expect((await on.choose(likely(await on.groupsOf(ring)))).status).toBe(200);
    const [, second = ''] = ring;
    const overlay = { wall: '2026-07-02 22:43:00', zone: 'Europe/London', frame: 1, seconds: 0 };
    const single = { overlay, reason: 'Burned into the picture' };
    expect((await on.client.call('POST', `/api/v1/clips/${second}/time-choices`, single)).status).toBe(204);
    const more = await on.clips('ring', 1, 9);
    const found = await on.groupsOf([...ring, ...more]);
    expect(found.groups.map(({ chosen: before, clips }) => [before, clips.length])).toEqual([
      [false, 1],
      [true, 2],
      [true, 1],
    ]);
    const again = likely(found);
    expect((await on.choose({ ...again, choices: again.choices.slice(0, 2) })).text).toBe('{"chosen":3}');
    const rows = await on.chosen();
    expect(rows).toHaveLength(7);
    expect(rows.filter(({ clip }) => clip.includes('0702')).at(-1)).toMatchObject({ source: 'overlay' });
  });

  it('keep a clip of which a source says something else apart from the others', async () => {
    const ring = await on.clips('ring', 4);
    await on.world.admin.query(
      `UPDATE lintel.time_candidate SET candidate = jsonb_set(candidate, '{readings,0,instant}', '"2026-07-03T05:00:00.000Z"')
        WHERE clip_id = $1 AND source = 'container'`,
      [ring[2]],
    );
    const { groups } = await on.groupsOf(ring);
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
    const eufy = await on.clips('eufy', 4);
    const [compared, ...others] = eufy;
    await on.world.admin.query(
      `INSERT INTO lintel.clock_answer (clip_id, shown, offset_seconds, plus_minus_seconds, answered_at) VALUES ($1, '22:10', 420, 90, '2026-07-04T09:00:00Z')`,
      [compared],
    );
    const { groups } = await on.groupsOf(others);
    const proposed = groups[0]?.readings.find(({ kept }) => !kept);
    expect(proposed).toMatchObject({ source: 'learned-offset', apart: { least: -420, most: -420 } });
    const [group] = groups;
    const answer = await on.choose({
      clips: group?.clips.map(({ id, state }) => ({ id, state })),
      choices: [{ group: group?.group, reading: proposed?.reading }],
    });
    expect(answer.text).toBe('{"chosen":3}');
    expect((await on.chosen()).map(({ source, instant }) => [source, instant]).sort()).toEqual(
      ['02', '03', '04'].map((day) => ['learned-offset', `2026-07-${day}T21:34:07`]),
    );
    const { rows } = await on.world.admin.query(
      `SELECT count(*)::int AS n FROM lintel.time_candidate k JOIN lintel.clip c ON c.id = k.clip_id
        WHERE c.investigation_id = $1 AND k.source = 'learned-offset'`,
      [on.home.investigation],
    );
    expect(rows).toEqual([{ n: 3 }]);
  });

  it('do not mix the cameras of two people', async () => {
    const victims = await on.clips('ring', 2);
    const neighbours = await on.clips('ring', 2);
    const link = randomUUID();
    await on.world.admin.query(
      `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by, holder)
       SELECT $1, investigation_id, $2, code_hash, expires_at, created_by, 'neighbour' FROM lintel.invitation WHERE id = $3`,
      [link, randomBytes(32), on.home.invitation],
    );
    await on.world.admin.query('UPDATE lintel.clip SET invitation_id = $2 WHERE id = ANY ($1)', [
      neighbours,
      link,
    ]);
    const { groups } = await on.groupsOf([...victims, ...neighbours]);
    expect(groups.map(({ sentBy, clips }) => [sentBy, clips.map(({ id }) => id)]).sort()).toEqual([
      ['neighbour', neighbours],
      ['victim', victims],
    ]);
  });
});
