import { randomUUID } from 'node:crypto';
import type { Officer } from '../../../src/features/identity';
import { signedIn, type Answer, type OfficerClient } from './client';
import { acceptance, evidenceOf as of, manyClips, watchable } from './evidence.world';
import { openWorld, seedCase, type Case, type World } from './world';

let world: World;
let officer: Officer;
let client: OfficerClient;
beforeAll(async () => {
  world = await openWorld({ LIMIT_CLIPS_TOGETHER: '130' });
  officer = await world.officer();
  client = await signedIn(world, officer);
});
afterAll(() => world.close());

/** What the page says of all that match. */
const shownOn = ({ text }: Answer): string => / name="shown" value="([^"]*)"/.exec(text)?.[1] ?? '';

async function decidedIn({ investigation }: Case): Promise<number> {
  const { rows } = await world.admin.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM lintel.triage t JOIN lintel.clip c ON c.id = t.clip_id WHERE c.investigation_id = $1',
    [investigation],
  );
  return rows[0]?.n ?? 0;
}

describe('deciding about what was selected', () => {
  const decide = (home: Case, fields: Record<string, string>) =>
    client.form(`${of(home)}/decide`, { verb: 'accept', ...acceptance, ...fields });

  it('takes items of several sendings, numbers them in the order of events, and says which references were given', async () => {
    const home = await seedCase(world, officer.id);
    const other = { ...home, submission: randomUUID() };
    await world.admin.query(
      `INSERT INTO lintel.submission (id, invitation_id, investigation_id, reference, state, sent_at)
       SELECT $1::uuid, invitation_id, investigation_id, 'S-' || left($1::uuid::text, 8), 'sent', now() FROM lintel.submission WHERE id = $2`,
      [other.submission, home.submission],
    );
    const [late, early, middle] = [
      await watchable(world, home, 'late.mp4', '2026-07-03T10:00:00Z'),
      await watchable(world, other, 'early.mp4', '2026-07-01T10:00:00Z'),
      await watchable(world, other, 'middle.mp4', '2026-07-02T10:00:00Z'),
    ];
    const answer = await client.call('POST', `/api/v1${of(home)}/accept`, {
      ...acceptance,
      clips: [late.id, middle.id, early.id],
    });
    const { items } = JSON.parse(answer.text) as { items: { clipId: string; reference: string }[] };
    expect(items.map(({ clipId, reference }) => [clipId, reference])).toEqual([
      [early.id, 'AB/1'],
      [middle.id, 'AB/2'],
      [late.id, 'AB/3'],
    ]);
    const { rows } = await world.admin.query(
      'SELECT state FROM lintel.submission WHERE investigation_id = $1',
      [home.investigation],
    );
    expect(rows).toEqual([{ state: 'triaged' }, { state: 'triaged' }]);
  });

  it('takes all that match in one act, shown on the page or not', async () => {
    const home = await seedCase(world, officer.id);
    await manyClips(world, home, 125);
    await world.admin.query(
      `UPDATE lintel.clip SET file_name = 'keep ' || id WHERE investigation_id = $1 AND file_name = 'clip 3.mp4'`,
      [home.investigation],
    );
    const shown = await client.page(of(home, '?q=clip'));
    expect(shown.text).toContain('All 124 that match');
    const declined = await decide(home, {
      ...{ verb: 'decline', reason: 'The street', note: 'none' },
      ...{ all: 'yes', shown: shownOn(shown), address: 'q=clip' },
    });
    expect(declined.status).toBe(303);
    expect(declined.headers.get('location')).toBe(`${of(home)}?q=clip&done=124+declined`);
    const page = (await client.page(declined.headers.get('location') ?? '')).text;
    expect(page).toContain('Done: 124 declined.');
    // An address can be written by anybody.
    const forged = await client.page(`${of(home)}?done=12+clips+erased+by+order`);
    expect(forged.text).not.toContain('erased by order');
    expect(page).toContain('<b>1</b> to decide');
  });

  it('declines nothing that came after the page was made, keeps what was typed, and does so by the new number', async () => {
    const home = await seedCase(world, officer.id);
    await manyClips(world, home, 3);
    const fields = {
      ...{ verb: 'decline', reason: 'The "street"', note: 'cannot-use', description: 'A man at the gate' },
      ...{ all: 'yes', address: 'q=clip' },
    };
    const shown = shownOn(await client.page(of(home, '?q=clip')));
    await watchable(world, home, 'clip of him.mp4');
    const refused = await decide(home, { ...fields, shown });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain(
      'Nothing was decided: there were 3 when this page was made, and there are 4 now.',
    );
    expect(refused.text).toMatch(/name="all~[^"]+" data-all value="yes" checked> All 4 that match/);
    expect(refused.text).toContain('value="The &quot;street&quot;"');
    expect(refused.text).toContain('value="A man at the gate"');
    expect(refused.text).toMatch(/value="cannot-use" selected/);
    expect(await decidedIn(home)).toBe(0);
    const done = await decide(home, { ...fields, shown: shownOn(refused) });
    expect(done.headers.get('location')).toBe(`${of(home)}?q=clip&done=4+declined`);
    expect(await decidedIn(home)).toBe(4);
  });

  it('decides nothing where some and all are ticked at once', async () => {
    const home = await seedCase(world, officer.id);
    const one = await watchable(world, home, 'one.mp4');
    await watchable(world, home, 'two.mp4');
    const shown = shownOn(await client.page(of(home)));
    const refused = await decide(home, { all: 'yes', shown, [`clips~${one.id}`]: one.id });
    expect([refused.status, await decidedIn(home)]).toEqual([400, 0]);
    expect(refused.text).toContain('You ticked 1, and all of them as well. Untick one or the other.');
  });

  it('accepts nothing where one came for one that went, though the number is the same', async () => {
    const home = await seedCase(world, officer.id);
    const [one] = [await watchable(world, home, 'one.mp4'), await watchable(world, home, 'two.mp4')];
    const fields = { all: 'yes', address: 'state=waiting' };
    const shown = shownOn(await client.page(of(home, '?state=waiting')));
    await client.call('POST', `/api/v1/clips/${one.id}/decline`, { reason: 'A colleague', note: 'none' });
    await watchable(world, home, 'three.mp4');
    const refused = await decide(home, { ...fields, shown });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('there are 2 as before, but not the same ones.');
    expect(refused.text).toContain('value="A man at the door"');
    expect(refused.text).toMatch(/name="all~[^"]+" data-all value="yes" checked> All 2 that match/);
    expect(await decidedIn(home)).toBe(1);
    const done = await decide(home, { ...fields, shown: shownOn(refused) });
    expect(done.headers.get('location')).toBe(`${of(home)}?state=waiting&done=AB%2F1+to+AB%2F2`);
  });

  it('takes no “all” of a page that did not say how many, nor of more than can be decided together', async () => {
    const home = await seedCase(world, officer.id);
    await manyClips(world, home, 131);
    const fields = { verb: 'decline', reason: 'The street', note: 'none', all: 'yes' };
    const page = await client.page(of(home));
    expect(page.text).toContain('All 131 items');
    const many = await decide(home, { ...fields, shown: shownOn(page) });
    expect([many.status, many.text]).toEqual([
      400,
      expect.stringContaining('Decide at most 130 clips together.') as string,
    ]);
    const unsaid = await decide(home, { ...fields, address: 'q=clip%201' });
    expect([unsaid.status, unsaid.text]).toEqual([
      409,
      expect.stringContaining('Nothing was decided') as string,
    ]);
    expect(await decidedIn(home)).toBe(0);
  });

  it('refuses all where one cannot go with the others, and keeps what was typed and ticked', async () => {
    const home = await seedCase(world, officer.id);
    const [good, decided] = [
      await watchable(world, home, 'good.mp4'),
      await watchable(world, home, 'decided.mp4'),
    ];
    await client.call('POST', `/api/v1/clips/${decided.id}/accept`, acceptance);
    const shown = shownOn(await client.page(of(home)));
    const answer = await decide(home, { all: 'yes', address: '', shown });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Nothing was decided. Decided already');
    expect(answer.text).toContain('value="A man at the door"');
    const { rows } = await world.admin.query('SELECT 1 FROM lintel.triage WHERE clip_id = $1', [good.id]);
    expect(rows).toEqual([]);
    const none = await decide(home, {});
    expect(none.status).toBe(400);
    expect(none.text).toContain('Tick the clips that you want to decide together.');
    const nameless = await decide(home, { clips: good.id, description: '' });
    expect(nameless.status).toBe(400);
    expect(nameless.text).toContain(`value="${good.id}" checked`);
    // Initials that are left empty are taken from the name.
    const one = await decide(home, { clips: good.id, initials: '' });
    expect(one.headers.get('location')).toBe(`${of(home)}?done=AB%2F2`);
  });
});

describe('what cannot be taken is refused, and stays ticked', () => {
  const ofClip = async ({ investigation }: Case): Promise<string[]> => {
    const { rows } = await world.admin.query<{ id: string }>(
      'SELECT id FROM lintel.clip WHERE investigation_id = $1',
      [investigation],
    );
    return rows.map(({ id }) => id);
  };
  const post = (home: Case, clips: readonly string[], fields: Record<string, string>): Promise<Answer> =>
    client.form(`${of(home)}/decide`, [
      ...clips.map((id): [string, string] => ['clips', id]),
      ...Object.entries(fields),
    ]);
  /** What the page would send again: the boxes that it shows ticked, and the one that stands for the rest. */
  const stillTicked = ({ text }: Answer): string[] => [
    ...[...text.matchAll(/name="clips~[^"]+" value="([^"]*)" checked/g)].map(([, id = '']) => id),
    ...(/name="further" value="([^"]*)" checked/.exec(text)?.[1] ?? '').split(',').filter((id) => id !== ''),
  ];
  const decline = { verb: 'decline', reason: 'The "street"', note: 'none' };

  it('more ticks than a thousand: it says how many, how many may be, and what makes them fewer', async () => {
    const home = await seedCase(world, officer.id);
    await manyClips(world, home, 1_050);
    const all = await ofClip(home);
    const refused = await post(home, all, decline);
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining(
        'Decide at most 130 clips together. You ticked 1,050: filter by state, doorbell, days or words, or tick fewer.',
      ),
    ]);
    expect(refused.text).toContain('value="The &quot;street&quot;"');
    expect(stillTicked(refused).sort()).toEqual(all.sort());
    expect(refused.text).toContain('>990</span> ticked further on');

    // Those further on are sent as one box, and are decided with the others.
    const [here, later] = [all.slice(0, 2), all.slice(2, 130)];
    const done = await post(home, here, { ...decline, further: later.join(',') });
    expect(done.headers.get('location')).toBe(`${of(home)}?done=130+declined`);
    expect(await decidedIn(home)).toBe(130);
  });

  it('a film of more than it may have, or of none; all that match is taken within that', async () => {
    const home = await seedCase(world, officer.id);
    await manyClips(world, home, 25);
    await world.admin.query(`UPDATE lintel.clip SET file_name = 'of him ' || file_name WHERE id = ANY ($1)`, [
      (await ofClip(home)).slice(0, 3),
    ]);
    const film = { verb: 'film' };
    const shown = shownOn(await client.page(of(home)));
    const many = await post(home, [], { ...film, all: 'yes', shown, reason: 'Typed' });
    expect([many.status, many.text]).toEqual([
      400,
      expect.stringContaining(
        'A film is put together of 2 to 20 clips. More than 20 match: filter by state, doorbell, days or words, or tick those that you want.',
      ),
    ]);
    expect(many.text).toMatch(/name="all~[^"]+" data-all value="yes" checked> All 25 items/);
    expect(many.text).toContain('value="Typed"');

    const all = await ofClip(home);
    const ticked = await post(home, all, film);
    expect([ticked.status, ticked.text]).toEqual([400, expect.stringContaining('You ticked 25:')]);
    expect(stillTicked(ticked).sort()).toEqual(all.sort());
    const none = await post(home, [], film);
    expect([none.status, none.text]).toEqual([
      400,
      expect.stringContaining('Tick the clips that you want in the film.'),
    ]);

    const matching = shownOn(await client.page(of(home, '?q=of+him')));
    const fields = { ...film, all: 'yes', address: 'q=of+him' };
    const stale = await post(home, [], { ...fields, shown });
    expect([stale.status, stale.text]).toEqual([409, expect.stringContaining('there are 3 now')]);
    const taken = await post(home, [], { ...fields, shown: matching });
    const [path, query] = (taken.headers.get('location') ?? '').split('?clips=');
    expect(path).toBe(`/investigations/${home.investigation}/compilations`);
    expect((query ?? '').split(',')).toHaveLength(3);
  });
});
