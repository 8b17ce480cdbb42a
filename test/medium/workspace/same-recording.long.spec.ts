import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { signedIn } from './client';
import { openWorld, seedCase, seedClip, type World } from './world';

const run = promisify(execFile);

/** A course of conduct needs two occasions: one recording that was sent twice must not pass for both. */
describe('a recording that belongs to two occasions (real PostgreSQL)', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it('is said at each of them, in every form, and together as a proposal before', async () => {
    const officer = await world.officer();
    const home = await seedCase(world, officer.id);
    const client = await signedIn(world, officer);
    const at = `/api/v1/investigations/${home.investigation}`;
    const sent = async (name: string, replaces: string | null = null): Promise<string> => {
      const { id } = await seedClip(world, home, { name });
      await world.admin.query('UPDATE lintel.clip SET replaces = $2 WHERE id = $1', [id, replaces]);
      return id;
    };
    const read = async (
      path: string,
    ): Promise<{ items: { id: string; number: number; alsoIn: number[] }[] }> =>
      (await client.call('GET', path)).json() as never;
    const page = async (path: string): Promise<string> =>
      (await client.page(path)).text.replaceAll(/\s+/g, ' ');

    const copy = await sent('message.mp4');
    const middle = await sent('better.mp4', copy);
    const best = await sent('original.mp4', middle);
    const other = await sent('another.mp4');
    // No time is known of either: what the sender said of them is enough.
    const [group] = (await read(`${at}/conduct/proposals`)).items as unknown as {
      parts: { id: string }[];
    }[];
    expect(group?.parts.map(({ id }) => id).toSorted()).toEqual([copy, middle, best].toSorted());

    for (const clips of [[copy], [other]]) await client.call('POST', `${at}/occasions`, { clips });
    const [first] = (await read(`${at}/occasions`)).items;
    const before = await read(`${at}/occasions`);
    expect(before.items.map(({ alsoIn }) => alsoIn)).toEqual([[], []]);
    // The one between them belongs to none, and still joins the two.
    await client.call('POST', `${at}/occasions`, { clips: [best] });
    const after = (await read(`${at}/occasions`)).items;
    expect(after.map(({ number, alsoIn }) => [number, alsoIn]).toSorted()).toEqual([
      [1, [3]],
      [2, []],
      [3, [1]],
    ]);
    expect((await read(`/api/v1/occasions/${first?.id}/parts`)).items).toMatchObject([{ alsoIn: [3] }]);
    expect((await read(`${at}/conduct/loose`)).items).toMatchObject([{ id: middle, alsoIn: [1, 3] }]);

    const series = await page(`/investigations/${home.investigation}/conduct`);
    expect(series).toContain('Shares a recording with occasion 3');
    expect(series).toContain('Another version of this recording belongs to occasions 1 and 3');
    expect(await page(`/occasions/${first?.id}`)).toContain(
      'Another version of this recording belongs to occasion 3',
    );
    const table = await (await client.send('GET', `${at}/occasions/csv`)).text();
    expect(table).toContain('shares a recording with occasion 3');

    // Whoever decides has seen it.
    const seen = (before.items[0] as unknown as { seen: string }).seen;
    const decided = { counts: true, reason: 'The same person', seen };
    expect((await client.call('POST', `/api/v1/occasions/${first?.id}/decisions`, decided)).status).toBe(409);
    for (const { id, number } of after) {
      const now = (await read(`${at}/occasions`)).items.find((one) => one.id === id) as unknown as {
        seen: string;
      };
      const counts = { counts: number !== 2, reason: 'The same person', seen: now.seen };
      expect((await client.call('POST', `/api/v1/occasions/${id}/decisions`, counts)).status).toBe(204);
    }
    const paper = await client.send('POST', `${at}/chronology`, {
      body: JSON.stringify({ reason: 'Application for an order' }),
      headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'test' },
    });
    const file = join(tmpdir(), `chronology-${home.investigation}.pdf`);
    await writeFile(file, Buffer.from(await paper.arrayBuffer()));
    const { stdout } = await run('pdftotext', ['-raw', file, '-']);
    await rm(file);
    const words = stdout.replaceAll(/\s+/g, ' ');
    expect(words).toContain('A version of the same recording stands with occasion 3 too');
    expect(words).toContain('A version of the same recording stands with occasion 1 too');

    // Whoever chooses acts for a magistrates' court is told as well.
    const { id: application } = (await client.call('POST', `${at}/applications`, {})).json();
    expect(await page(`/applications/${application}`)).toContain(
      'Shares a recording with occasion 3: they may be one act.',
    );

    // One that was declined is in no occasion.
    await world.admin.query(`UPDATE lintel.clip SET decided = 'declined' WHERE id = $1`, [best]);
    expect((await read(`/api/v1/occasions/${first?.id}/parts`)).items).toMatchObject([{ alsoIn: [] }]);
  });
});
