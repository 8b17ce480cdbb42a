import { Client } from 'pg';
import { signedIn } from '../workspace/client';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { forge } from './orders';
import { openSealer, seedItem, type Sealer } from './support';

let world: World;
let sealer: Sealer;
let workspace: Client;
beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
  workspace = new Client({ connectionString: world.database.urls.workspace });
  await workspace.connect();
});
afterAll(async () => {
  await workspace.end();
  await sealer.close();
  await world.close();
});

interface Row {
  readonly clipId: string;
  readonly position: number;
  readonly particulars: string;
}

const SENSITIVE = { classification: 'sensitive', description: 'Shows where the victim lives now' } as const;
const OPEN = { classification: 'unused', meetsTest: true } as const;
const DECISION = { meetsTest: false, description: 'Film of a front door', reason: 'Seen and considered' };

/** One file that was sent twice, and a third recording. */
async function twice(): Promise<{ desk: Desk; one: string; other: string; third: string }> {
  const desk = await Desk.open(world);
  const made: string[] = [];
  for (let place = 0; place < 3; place += 1)
    made.push((await seedItem(world, desk.home, desk.officer.id)).id);
  const [one = '', other = '', third = ''] = made;
  await world.admin.query(
    `UPDATE lintel.clip c SET stored_sha256 = s.stored_sha256 FROM lintel.clip s WHERE s.id = $1 AND c.id = $2`,
    [one, other],
  );
  return { desk, one, other, third };
}

const decide = (desk: Desk, items: readonly string[], more: object) =>
  desk.client.call('POST', desk.ofCase('decisions'), { items, ...DECISION, ...more });

async function rows(desk: Desk, form: string): Promise<string[]> {
  const { id } = await desk.makeForm(form);
  const made = await desk.get<{ rows: Row[] }>(`/api/v1/schedules/${String(id)}`);
  return made.rows.map(
    ({ position, particulars }) => `${position}: ${particulars.replace(/^.*?; ?(?=the same)/u, '')}`,
  );
}

const problems = async (desk: Desk, kind: string): Promise<string[]> =>
  ((await desk.post(desk.ofCase('bundles/preview'), { kind }, 200))['problems'] as string[]).filter(
    (problem) => problem.includes('same recording'),
  );

const references = async (desk: Desk, ...clips: string[]): Promise<string[]> => {
  const { items } = await desk.get<{ items: { id: string; reference: string }[] }>(desk.ofCase('items'));
  return clips.map((clip) => items.find(({ id }) => id === clip)?.reference ?? '');
};

describe('a recording that was sent twice', () => {
  it('is not withheld as the one and given as the other by mistake: by no decision, in either order', async () => {
    for (const [first, second] of [
      [SENSITIVE, OPEN],
      [OPEN, SENSITIVE],
      [{ classification: 'evidence' }, SENSITIVE],
    ] as const) {
      const { desk, one, other, third } = await twice();
      const [name = ''] = await references(desk, one);
      expect((await decide(desk, [one], first)).status).toBe(201);
      const refused = await decide(desk, [third, other], second);
      expect([refused.status, refused.json()['code']]).toEqual([409, 'version-decided-otherwise']);
      expect(refused.text).toContain(`the same recording as ${name}`);
      const { items } = await desk.get<{ items: { decision: unknown }[] }>(desk.ofCase('items'));
      expect(items.filter(({ decision }) => decision !== null)).toHaveLength(1);
      // Both in one act, and both as the other was.
      expect((await decide(desk, [one, other], second)).status).toBe(201);
      expect((await decide(desk, [one, other], first)).status).toBe(201);
      expect((await decide(desk, [other], { ...second, despiteVersion: true })).status).toBe(201);
    }
  });

  it('is asked about again by whatever is decided later: who knew of one version knew of no other', async () => {
    const { desk, one, other, third } = await twice();
    await desk.decide([one], OPEN);
    await desk.decide([other], { ...SENSITIVE, despiteVersion: true });
    expect(await forge(workspace, { desk } as never, one, { kind: 'defence', of: null })).toBe('done');
    // Decided before anybody knew that it is the same.
    await desk.decide([third], OPEN);
    await world.admin.query('UPDATE lintel.clip SET replaces = $2 WHERE id = $1', [third, one]);
    expect(await forge(workspace, { desk } as never, third, { kind: 'defence', of: null })).not.toBe('done');
    expect(await problems(desk, 'defence')).toHaveLength(1);
    expect((await decide(desk, [third], OPEN)).status).toBe(409);
    expect((await decide(desk, [third], { ...OPEN, despiteVersion: true })).status).toBe(201);
    expect(await forge(workspace, { desk } as never, third, { kind: 'defence', of: null })).toBe('done');
    expect(await problems(desk, 'defence')).toEqual([]);
  });

  it('is no matter where neither goes to the defence, or an earlier decision stands no more', async () => {
    const { desk, one, other } = await twice();
    expect((await decide(desk, [one], SENSITIVE)).status).toBe(201);
    expect((await decide(desk, [other], { classification: 'not-relevant' })).status).toBe(201);
    await desk.review();
    expect((await decide(desk, [other], OPEN)).status).toBe(201);
    expect((await decide(desk, [one], SENSITIVE)).status).toBe(409);
  });

  it('goes into no bundle where that became known after the decisions, also by SQL alone; to the prosecutor it goes', async () => {
    const { desk, one, other, third } = await twice();
    await desk.decide([one], { classification: 'evidence' });
    await desk.decide([third], SENSITIVE);
    for (const kind of ['defence', 'court']) expect(await problems(desk, kind)).toEqual([]);
    expect(await forge(workspace, { desk } as never, one, { kind: 'defence', of: null })).toBe('done');
    // By way of one that nobody has decided about.
    await world.admin.query('UPDATE lintel.clip SET replaces = $2 WHERE id = $1', [third, other]);
    const [name = '', hidden = ''] = await references(desk, one, third);
    for (const kind of ['defence', 'court'])
      expect(await problems(desk, kind)).toEqual([
        expect.stringContaining(`${name} is the same recording as ${hidden}, which is sensitive`),
      ]);
    for (const kind of ['defence', 'court', 'order'])
      expect(await forge(workspace, { desk } as never, one, { kind, of: null })).not.toBe('done');
    expect(await problems(desk, 'prosecution')).toEqual([]);
    expect(await forge(workspace, { desk } as never, one, { kind: 'prosecution', of: null })).toBe('done');

    expect((await decide(desk, [one], { classification: 'evidence', despiteVersion: true })).status).toBe(
      201,
    );
    expect(await problems(desk, 'defence')).toEqual([]);
    expect(await forge(workspace, { desk } as never, one, { kind: 'defence', of: null })).toBe('done');
    const { withheld } = (await desk.post(
      desk.ofCase('bundles/preview'),
      { kind: 'prosecution' },
      200,
    )) as unknown as {
      withheld: { label: string; what: string }[];
    };
    expect(withheld).toContainEqual(
      expect.objectContaining({
        label: hidden,
        what: `cannot be kept back: the same recording goes as ${name}`,
      }),
    );
  });

  it('is said on each form, of those alone that its readers find there', async () => {
    const { desk, one, other, third } = await twice();
    const [first = '', second = ''] = await references(desk, one, other);
    await desk.decide([one, third], { classification: 'evidence' });
    await desk.decide([other], { classification: 'evidence' });
    expect(await rows(desk, 'MG12')).toEqual([
      `1: the same recording as ${second}`,
      `2: the same recording as ${first}`,
      expect.not.stringContaining('same'),
    ]);
    await desk.decide([other], OPEN);
    expect(await rows(desk, 'MG12')).toEqual(Array(2).fill(expect.not.stringContaining('same')));
    expect(await rows(desk, 'MG6C')).toEqual([`1: the same recording as ${first}`]);
    await desk.decide([one], OPEN);
    expect(await rows(desk, 'MG6C')).toEqual([
      '1: the same recording as item 2',
      '2: the same recording as item 1',
    ]);

    // What is withheld stands on the form of what is withheld alone, and what told of it is out of date at once.
    await desk.makeForms();
    expect((await decide(desk, [one], { ...SENSITIVE, despiteVersion: true })).status).toBe(201);
    const needed = (await desk.post(desk.ofCase('bundles/preview'), { kind: 'defence' }, 200))['problems'];
    expect(needed).toContainEqual(expect.stringContaining('Make the MG6C first'));
    expect(await rows(desk, 'MG6C')).toEqual([expect.not.stringContaining('same')]);
    expect(await rows(desk, 'MG6D')).toEqual(['1: the same recording as item 1 of the MG6C']);
  });

  it('is out of date where the sender said so after the form was made', async () => {
    const { desk, one, third } = await twice();
    await desk.decide([one, third], { classification: 'evidence' });
    await desk.makeForm('MG12');
    const missing = async () =>
      JSON.stringify((await desk.post(desk.ofCase('bundles/preview'), { kind: 'court' }, 200))['problems']);
    expect(await missing()).not.toContain('MG12');
    await world.admin.query('UPDATE lintel.clip SET replaces = $2 WHERE id = $1', [third, one]);
    expect(await missing()).toContain('Make the MG12 first');
  });

  it('tells the officer on the page, and asks there', async () => {
    const { desk, one, other } = await twice();
    const [name = ''] = await references(desk, one);
    await desk.decide([one], SENSITIVE);
    const client = await signedIn(world, desk.officer);
    const path = `/investigations/${desk.home.investigation}/disclosure`;
    expect((await client.page(path)).text).toContain(`The same recording as <bdi>${name}</bdi>`);
    const known = /name="known" value="([^"]*)"/.exec((await client.page(path)).text)?.[1] ?? '';
    const { reason, description } = DECISION;
    const typed = { items: other, known, reason, description, classification: 'unused', meetsTest: 'yes' };
    const refused = await client.form(`${path}/decisions`, typed);
    expect(refused.text).toContain('They differ on purpose');
    expect(refused.text).toContain(`is the same recording as ${name}, which is sensitive`);
    expect((await client.form(`${path}/decisions`, { ...typed, despiteVersion: 'yes' })).status).toBe(303);
    expect((await client.page(`${path}?show=all`)).text).toContain('Decided otherwise than another version');
  });
});

describe('versions of a recording', () => {
  it('are the same to PostgreSQL, which asks of one, and to the program, which asks of all', async () => {
    const desk = await Desk.open(world);
    const all: string[] = [];
    for (let place = 0; place < 12; place += 1)
      all.push((await seedItem(world, desk.home, desk.officer.id, { exhibit: false })).id);
    const join = (from: number, to: number) =>
      world.admin.query('UPDATE lintel.clip SET replaces = $2 WHERE id = $1', [all[from], all[to]]);
    const alike = (...places: number[]) =>
      world.admin.query('UPDATE lintel.clip SET stored_sha256 = $2 WHERE id = ANY($1)', [
        places.map((place) => all[place]),
        `${'ab'.repeat(31)}${String(places[0]).padStart(2, '0')}`,
      ]);
    for (const [from, to] of [
      [1, 0],
      [2, 1],
      [5, 4],
      [7, 6],
      [8, 6],
    ] as const)
      await join(from, to);
    await alike(2, 3, 9);
    await alike(5, 7);
    const { rows: found } = await world.admin.query<{ id: string; versions: string[] }>(
      `SELECT c.id, ARRAY(SELECT v FROM lintel.versions_of(c.id) v) AS versions FROM unnest($1::uuid[]) c (id)`,
      [all],
    );
    const groups = [[0, 1, 2, 3, 9], [4, 5, 6, 7, 8], [10], [11]];
    for (const { id, versions } of found) {
      const group = groups.find((one) => one.includes(all.indexOf(id))) ?? [];
      expect(versions.map((one) => all.indexOf(one)).toSorted((a, b) => a - b)).toEqual(
        group.filter((one) => all[one] !== id),
      );
    }
    await desk.decide(all, { classification: 'unused', description: 'Doorbell clip' });
    const { id } = await desk.makeForm('MG6C');
    const made = await desk.get<{ rows: Row[] }>(`/api/v1/schedules/${String(id)}`);
    const numbers = new Map(made.rows.map(({ clipId, position }) => [clipId, position]));
    for (const { clipId, particulars } of made.rows) {
      const same = found.find((one) => one.id === clipId)?.versions ?? [];
      expect(particulars.includes('the same recording as')).toBe(same.length > 0);
      const said = [...particulars.matchAll(/item (\d+)/g)].map(([, number]) => Number(number));
      const known = same.map((one) => numbers.get(one));
      if (same.length > 0) expect(known).toEqual(expect.arrayContaining(said));
    }
  });
});
