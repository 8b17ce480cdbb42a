import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { readWhen, type WhenAnswer } from '../../../src/features/diary';
import { MONTH_LANGUAGES, monthNames } from '../../../src/features/diary/domain/month-names';
import { momentOfIncident } from '../../../src/features/conduct/domain/moment';
import type { Officer } from '../../../src/features/identity';
import { seedClips, seedTimes } from '../../factories/many-conduct';
import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, type Case, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Series {
  readonly from: string | null;
  readonly until: string | null;
  readonly steps: readonly {
    readonly from: string;
    readonly until: string;
    readonly clips: number;
    readonly incidents: number;
  }[];
  readonly occasions: readonly { readonly number: number; readonly counts: boolean | null }[];
  readonly orders: readonly object[];
  readonly items: readonly {
    readonly kind: string;
    readonly id: string;
    readonly name: string;
    readonly said: string | null;
    readonly occasion: number | null;
  }[];
  readonly more: boolean;
  readonly undatedClips: number;
  readonly undatedIncidents: number;
}

async function incident(
  of: Case,
  when: Partial<WhenAnswer> | undefined,
  number = 1,
  sentAt = new Date(),
): Promise<string> {
  const id = randomUUID();
  const whole = when && { kind: 'exact', day: '', month: '', year: '', time: '', words: '', ...when };
  await world.admin.query(
    `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, number, sent_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      of.invitation,
      of.investigation,
      of.submission,
      whole === undefined ? {} : { when: whole },
      number,
      sentAt,
    ],
  );
  return id;
}

async function seeded(clips: number): Promise<{ home: Case; client: OfficerClient; officer: Officer }> {
  const officer = await world.officer();
  const home = await seedCase(world, officer.id);
  await seedClips(world.admin, home, clips);
  await seedTimes(world.admin, officer.id, home.investigation);
  return { home, officer, client: await signedIn(world, officer) };
}

const of = ({ investigation }: Case): string => `/investigations/${investigation}/series`;
async function read(client: OfficerClient, home: Case, part = ''): Promise<Series> {
  const answer = await client.call('GET', `/api/v1${of(home)}${part}`);
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text) as Series;
}
const sum = (steps: Series['steps'], what: 'clips' | 'incidents'): number =>
  steps.reduce((all, step) => all + step[what], 0);

describe('the series on one axis', () => {
  it('counts all of it in at most sixty steps, and each part of it by itself down to its clips', async () => {
    const { home, client } = await seeded(400);
    await incident(home, { day: '2', month: 'March', year: '2020', time: '9:15 pm' });
    await incident(home, undefined, 2);
    await seedClip(world, home, { name: 'undated.mp4' });
    const all = await read(client, home);
    expect(all.steps.length).toBeLessThanOrEqual(60);
    expect([sum(all.steps, 'clips'), sum(all.steps, 'incidents')]).toEqual([400, 1]);
    expect([all.undatedClips, all.undatedIncidents]).toEqual([1, 1]);
    expect([all.items.length, all.more]).toEqual([50, true]);

    // Into the first step in which clips lie, until they are single.
    let part = all;
    for (let turn = 0; turn < 5; turn += 1) {
      const step = part.steps.find(({ clips }) => clips > 0);
      if (step === undefined) throw new Error('nothing lies in a part in which something lay');
      part = await read(client, home, `?from=${step.from}&until=${step.until}`);
      expect(sum(part.steps, 'clips')).toBe(step.clips);
    }
    expect(part.items).toHaveLength(sum(part.steps, 'clips') + sum(part.steps, 'incidents'));
    const evening = await read(client, home, '?from=2020-03-02T21:10:00.000Z&until=2020-03-02T21:20:00.000Z');
    expect(evening.items).toMatchObject([
      {
        kind: 'incident',
        name: expect.stringMatching(/^Incident 1 of [A-Z0-9-]+$/) as string,
        said: '2 March 2020, 21:15 GMT',
      },
    ]);
  });

  it('shows occasions and orders, and makes an occasion of what lies in a part', async () => {
    const { home, client, officer } = await seeded(6);
    await world.admin.query(
      `INSERT INTO lintel.protective_order (id, investigation_id, kind, made_on, terms, officer_id)
       VALUES (gen_random_uuid(), $1, 'restraining', '2020-01-03', 'Not to go near the house', $2)`,
      [home.investigation, officer.id],
    );
    const part = '?from=2020-01-02T00:00:00.000Z&until=2020-01-04T00:00:00.000Z';
    const before = await client.page(`${of(home)}${part}`);
    const boxes = [...before.text.matchAll(/name="items~[^"]+" value="([^"]+)" checked/g)].map(
      ([, value]) => value ?? '',
    );
    expect(boxes).toHaveLength(2);
    const answer = await client.send('POST', `/investigations/${home.investigation}/occasions`, {
      headers: { Origin: client.base, Accept: 'text/html' },
      body: new URLSearchParams(boxes.map((box) => ['items', box])),
    });
    expect(answer.status).toBe(303);
    const after = await read(client, home, part);
    expect(after.occasions).toEqual([expect.objectContaining({ number: 1, counts: null })]);
    expect(after.items.map(({ occasion }) => occasion)).toEqual([1, 1]);
    expect(after.orders).toHaveLength(1);
    const { text } = await client.page(`${of(home)}${part}`);
    expect(text).toContain('aria-label="Occasion 1, not decided"');
    expect(text).not.toMatch(/name="items~/);
  });

  it('says of an incident the time that was said, also where no clock showed it, or two did', async () => {
    const officer = await world.officer();
    const home = await seedCase(world, officer.id);
    const client = await signedIn(world, officer);
    await incident(home, { day: '29', month: 'March', year: '2020', time: '01:30' });
    await incident(home, { day: '25', month: '10', year: '2020', time: '01:40' }, 2);
    await incident(home, { kind: 'about', day: '26', month: '10', year: '2020', time: '8 pm' }, 3);
    const { items } = await read(client, home);
    const times = [
      '29 March 2020, 01:30 (no clock in the UK showed this time)',
      '25 October 2020, 01:40 (this hour came twice that night)',
      '26 October 2020, about 20:00 GMT',
    ];
    expect(items.map(({ said }) => said)).toEqual(times);
    const { text } = await client.page(of(home));
    for (const time of times) expect(text).toContain(`>${time}<`);
    expect(text).not.toContain('02:30');
  });

  it('an erased recording stands where it was, and goes into no occasion any more', async () => {
    const { home, client } = await seeded(2);
    const [kept, erased] = (await read(client, home)).items;
    if (kept === undefined || erased === undefined) throw new Error('nothing was sent');
    await world.admin.query('UPDATE lintel.clip SET erased_at = now() WHERE id = $1', [erased.id]);
    expect((await read(client, home)).items).toMatchObject([
      { id: kept.id, erased: false },
      { id: erased.id, erased: true },
    ]);
    const { text } = await client.page(of(home));
    expect(text.match(/name="items~[^"]+" value="[^"]+"/g)).toEqual([
      `name="items~${kept.id}" value="clip:${kept.id}"`,
    ]);
    const take = async (items: string): Promise<number> => {
      const answer = await client.send('POST', `/investigations/${home.investigation}/occasions`, {
        headers: { Origin: client.base, Accept: 'text/html' },
        body: new URLSearchParams({ items }),
      });
      return answer.status;
    };
    expect(await take(`clip:${erased.id}`)).not.toBe(303);
    const path = `/investigations/${home.investigation}/conduct`;
    expect((await client.page(path)).text).not.toContain(`/clips/${erased.id}`);
    expect(await take(`clip:${kept.id}`)).toBe(303);
    await world.admin.query(
      'UPDATE lintel.clip SET erased_at = now(), event_at = NULL, event_by = NULL WHERE id = $1',
      [kept.id],
    );
    const { rows } = await world.admin.query<{ id: string }>(
      'SELECT id FROM lintel.occasion WHERE investigation_id = $1',
      [home.investigation],
    );
    const occasion = await client.page(`/occasions/${rows[0]?.id}`);
    expect(occasion.text).toContain('Its footage was erased.');
    expect(occasion.text).not.toContain('choose its time');
  });

  it('leaves out what was declined and what has not been sent', async () => {
    const { home, client, officer } = await seeded(3);
    await world.admin.query(
      `INSERT INTO lintel.triage (clip_id, outcome, reason, officer_id)
       SELECT id, 'declined', 'The postman', $2 FROM lintel.clip WHERE investigation_id = $1 ORDER BY placed_at LIMIT 1`,
      [home.investigation, officer.id],
    );
    const { steps, items } = await read(client, home);
    expect([sum(steps, 'clips'), items.length]).toEqual([2, 2]);
  });

  it('is nobody else’s, and PostgreSQL counts nothing for them', async () => {
    const { home } = await seeded(2);
    const stranger = await signedIn(world, await world.officer());
    expect((await stranger.call('GET', `/api/v1${of(home)}`)).status).toBe(404);
    expect((await stranger.page(of(home))).status).toBe(404);
    await world.admin.query('BEGIN');
    await world.admin.query('SET LOCAL ROLE lintel_workspace');
    const { rows } = await world.admin.query(
      `SELECT (SELECT count(*) FROM lintel.series_steps($1, '2000-01-01', '2100-01-01', 60))::int AS steps,
              (SELECT count(*) FROM lintel.series_bounds($1))::int AS bounds`,
      [home.investigation],
    );
    await world.admin.query('ROLLBACK');
    expect(rows).toEqual([{ steps: 0, bounds: 0 }]);
  });

  it('an investigation without any known time says so', async () => {
    const officer = await world.officer();
    const home = await seedCase(world, officer.id);
    const client = await signedIn(world, officer);
    expect(await read(client, home)).toMatchObject({ from: null, steps: [], undatedClips: 0 });
    expect((await client.page(of(home))).text).toContain('No time is known');
    expect((await client.call('GET', `/api/v1${of(home)}?from=yesterday`)).status).toBe(400);
  });
});

/** As they are written in every language of the victim's pages. */
const MONTHS = [
  ...MONTH_LANGUAGES.flatMap((language) =>
    Array.from({ length: 12 }, (_, at) => monthNames(language, at + 1)).flat(),
  ),
  ...['Janu', 'Febuary', 'Septmeber,', 'Oct.', 'mis Hydref', 'o Fawrth', 'جنوري', 'مئي'],
];

const NO_MONTHS = ['Jan-Feb', 'march 25', 'novemberish', 'Margaret', 'maybe', 'ma', 'Mayday', 'marzo'];

it('an incident stands where the rule outside the database puts it, by whatever name its month was typed', async () => {
  const sentAt = new Date('2026-07-15T10:00:00Z');
  const typed = MONTHS.map((month) => ({
    kind: 'exact',
    day: '٣',
    month,
    year: '۲۰۲۵',
    time: '۹:۱۵',
    words: '',
  }));
  const { rows } = await world.admin.query<{ at: Date | null }>(
    'SELECT lintel.said_at(w, $2) AS at FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY t (w, n) ORDER BY n',
    [JSON.stringify(typed.map((when) => ({ when }))), sentAt],
  );
  const outside = typed.map((when) => momentOfIncident(readWhen(when as WhenAnswer, sentAt))?.start);
  expect(rows.map(({ at }) => at)).toEqual(outside);
  expect(outside).not.toContain(undefined);
});

it.each(NO_MONTHS)('an incident stands in no month that was not said: %s', async (month) => {
  const when: WhenAnswer = { kind: 'exact', day: '3', month, year: '2025', time: '', words: '' };
  const sentAt = new Date('2026-07-15T10:00:00Z');
  const { rows } = await world.admin.query('SELECT lintel.said_at($1, $2) AS at', [{ when }, sentAt]);
  expect(rows).toEqual([{ at: null }]);
  expect(readWhen(when, sentAt)).toEqual({ kind: 'exact', typed: `3 ${month} 2025` });
});

it('an incident stands where the rule outside the database puts it, whatever was typed', async () => {
  const sentAt = new Date('2026-07-15T10:00:00Z');
  const typed = fc.record({
    kind: fc.constantFrom('exact', 'about', 'unknown', ''),
    day: fc.constantFrom('', '1', '15', '27', '۲۷', '٢٧', '31', '32', 'x', ' 3 '),
    month: fc.constantFrom(
      '',
      '2',
      '06',
      '۶',
      'Mar',
      'october',
      '13',
      'x',
      '\u00a0Październik ',
      ...MONTHS,
      ...NO_MONTHS,
    ),
    year: fc.constantFrom('', '26', '2024', '2031', '1850', 'x'),
    time: fc.constantFrom(
      '',
      '1:30',
      '۱:۳۰',
      '9:15',
      '21.15',
      '9:15 pm',
      '9pm',
      '2115',
      '13pm',
      '25:00',
      'noon',
    ),
    words: fc.constant(''),
  });
  await fc.assert(
    fc.asyncProperty(typed, async (when) => {
      const { rows } = await world.admin.query<{ at: Date | null }>('SELECT lintel.said_at($1, $2) AS at', [
        { when },
        sentAt,
      ]);
      const moment = momentOfIncident(readWhen(when, sentAt));
      const noon = (date: string): Date =>
        new Date(`${date.length === 7 ? `${date}-15` : date}T12:00:00+00:00`);
      const at = rows[0]?.at ?? null;
      if (moment === undefined) expect(at).toBeNull();
      else if (moment.start !== undefined) expect(at).toEqual(moment.start);
      // Noon in the United Kingdom is at 11:00 or 12:00 in UTC.
      else expect(noon(moment.date).getTime() - (at?.getTime() ?? 0)).toBeLessThanOrEqual(3_600_000);
    }),
    { numRuns: 300 },
  );
});
