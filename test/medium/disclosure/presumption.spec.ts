import { randomUUID } from 'node:crypto';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { seedItem } from './support';
import { seedEntry, writtenItems } from './words';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const AGAINST = {
  classification: 'unused',
  meetsTest: false,
  description: 'A film of the path',
  reason: 'Seen',
};
const WHY = 'It repeats the statement word for word';

/** A clip that the victim put to an entry of the diary, one that belongs to nothing, and the entry. */
async function presumedCase() {
  const desk = await Desk.open(world);
  const seed = () => seedItem(world, desk.home, desk.officer.id, { exhibit: false });
  const [shown, loose] = [await seed(), await seed()];
  const entry = await seedEntry(desk, 'He waited at the gate', { number: 1 });
  await world.admin.query('INSERT INTO lintel.incident_clip (clip_id, incident_id) VALUES ($1, $2)', [
    shown.id,
    entry,
  ]);
  const [written] = await writtenItems(desk);
  return { desk, shown: shown.id, loose: loose.id, written: written?.id ?? '' };
}

describe('material that is presumed to meet the disclosure test', () => {
  it('is marked by what it is: the account of the victim, and the footage of it', async () => {
    const { desk, shown, loose, written } = await presumedCase();
    const { items } = await desk.get<{ items: { id: string; presumption: string | null }[] }>(
      desk.ofCase('items?limit=200'),
    );
    expect(new Map(items.map(({ id, presumption }) => [id, presumption]))).toEqual(
      new Map([
        [shown, 'footage-of-incident'],
        [loose, null],
        [written, 'earlier-account'],
      ]),
    );
    const { text } = await desk.client.page(`/investigations/${desk.home.investigation}/disclosure`);
    expect(text).toContain('to meet the test: earlier account of the complainant');
  });

  it('is held back only with a reason against the presumption, in one act with what is not presumed', async () => {
    const { desk, shown, loose } = await presumedCase();
    const path = desk.ofCase('decisions');
    const refused = await desk.client.call('POST', path, { items: [shown, loose], ...AGAINST });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('rebuttal-needed')]);
    await desk.post(path, { items: [shown, loose], ...AGAINST, rebuttal: WHY });
    const said = async (id: string) =>
      (await desk.get<{ items: { rebuttal: string }[] }>(`/api/v1/clips/${id}/decisions`)).items[0]?.rebuttal;
    expect([await said(shown), await said(loose)]).toEqual([WHY, '']);
    // What is disclosed needs no reason against it.
    await desk.post(path, { items: [shown], ...AGAINST, meetsTest: true });
    expect(await said(shown)).toBe('');
  });

  it('is no mark of an exhibit on the exhibit list: the test is of unused material', async () => {
    const { desk, written } = await presumedCase();
    const { id } = await seedItem(world, desk.home, desk.officer.id);
    await world.admin.query(
      'INSERT INTO lintel.incident_clip (clip_id, incident_id) SELECT $1, source FROM lintel.written_item WHERE clip_id = $2',
      [id, written],
    );
    await desk.decide([id], { classification: 'evidence' });
    const { id: form } = await desk.makeForm('MG12');
    const { rows } = await desk.get<{ rows: { presumed: string }[] }>(`/api/v1/schedules/${String(form)}`);
    expect(rows.map(({ presumed }) => presumed)).toEqual(['']);
    const { items } = await desk.get<{ items: { id: string; presumption: string | null }[] }>(
      desk.ofCase('items'),
    );
    expect(items.find((item) => item.id === id)?.presumption).toBe('footage-of-incident');
  });

  it('stands with the reason on the report to the prosecutor, and is marked on the schedule', async () => {
    const { desk, shown, loose, written } = await presumedCase();
    await desk.post(desk.ofCase('decisions'), { items: [shown, loose], ...AGAINST, rebuttal: WHY });
    await desk.post(desk.ofCase('decisions'), { items: [written], ...AGAINST, meetsTest: true });
    const rows = async (form: string) => {
      const { id } = await desk.makeForm(form);
      return (
        await desk.get<{ rows: { clipId: string; presumed: string; why: string | null }[] }>(
          `/api/v1/schedules/${String(id)}`,
        )
      ).rows;
    };
    const mg6c = await rows('MG6C');
    expect(mg6c.find(({ clipId }) => clipId === shown)?.presumed).toBe(
      'presumed to meet the test: footage of an incident',
    );
    expect(mg6c.find(({ clipId }) => clipId === loose)?.presumed).toBe('');
    expect(JSON.stringify(mg6c)).not.toContain(WHY);
    await rows('MG6D');
    expect((await rows('MG6E')).map(({ clipId, why }) => [clipId, why])).toEqual(
      expect.arrayContaining([
        [shown, `Does not meet the test: ${WHY}`],
        [written, 'Might meet the test: Seen'],
      ]),
    );
  });

  it('cannot be held back without one, whatever a process writes', async () => {
    const { desk, shown } = await presumedCase();
    await expect(
      world.admin.query(
        `INSERT INTO lintel.decision (id, investigation_id, clip_id, classification, meets_test, original_to_defence, description, reason, decided_by)
         VALUES ($1, $2, $3, 'sensitive', false, false, 'x', 'y', $4)`,
        [randomUUID(), desk.home.investigation, shown, desk.officer.id],
      ),
    ).rejects.toMatchObject({ code: 'LN017' });
  });
});
