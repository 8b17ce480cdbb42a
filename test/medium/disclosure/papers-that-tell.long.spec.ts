import { Client } from 'pg';
import { openWorld, type World } from '../workspace/world';
import { applied, decideWords, type Applied } from './application';
import { forge, itemOf, linesOf } from './orders';
import { openSealer, type Sealer } from './support';
import { writtenItems } from './words';

let world: World;
let sealer: Sealer;
let workspace: Client;
let worker: Client;
beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
  workspace = new Client({ connectionString: world.database.urls.workspace });
  worker = new Client({ connectionString: world.database.urls.worker });
  await workspace.connect();
  await worker.connect();
});
afterAll(async () => {
  await workspace.end();
  await worker.end();
  await sealer.close();
  await world.close();
});

const MUST_NOT = /must not go into that bundle/;

interface Told extends Applied {
  readonly chronology: string;
}

/** With a chronology of both exhibits that is decided to be unused material which the defence gets. */
async function told(): Promise<Told> {
  const found = await applied(world);
  const { desk } = found;
  const made = await desk.client.call('POST', desk.ofCase('chronology'), { reason: 'For the file' });
  expect(made.status).toBe(200);
  const [item] = (await writtenItems(desk)).filter(({ written }) => written?.kind === 'chronology');
  const chronology = item?.id ?? '';
  await desk.decide([chronology], {
    ...{ classification: 'unused', meetsTest: true, originalToDefence: true },
    description: 'A chronology',
  });
  await sealer.lock(chronology);
  return { ...found, chronology };
}

async function problems({ desk }: Told, kind: string): Promise<string[]> {
  const found = await desk.post(desk.ofCase('bundles/preview'), { kind }, 200);
  return (found['problems'] as string[]).filter((problem) => problem.includes('tells of something'));
}

const forged = (found: Told, item: string, kind: string): Promise<string> =>
  forge(workspace, found, item, { kind, of: null });

describe('a paper that tells of recordings and entries', () => {
  it('goes to the defence while all of them may, and to the prosecutor whatever becomes of them', async () => {
    const found = await told();
    const { desk, chronology, named } = found;
    expect(await linesOf(desk, chronology)).toContain(named.reference);
    expect(await problems(found, 'defence')).toEqual([]);
    expect(await forged(found, chronology, 'defence')).toBe('done');
    await desk.decide([named.id], { classification: 'sensitive', meetsTest: true });
    expect(await problems(found, 'defence')).toEqual([expect.stringContaining('make it anew')]);
    expect(await forged(found, chronology, 'defence')).toMatch(MUST_NOT);
    expect(await problems(found, 'prosecution')).toEqual([]);
    expect(await forged(found, chronology, 'prosecution')).toBe('done');
    await desk.decide([named.id], { classification: 'evidence' });
    expect(await forged(found, chronology, 'defence')).toBe('done');
  });

  it.each([
    [
      'an entry of the diary is withheld',
      async ({ desk, entry }: Told) =>
        desk.decide([await itemOf(desk, entry)], { classification: 'sensitive', meetsTest: true }),
    ],
    [
      'an entry of the diary is erased',
      async ({ desk, entry }: Told) => {
        await world.admin.query('UPDATE lintel.clip SET erased_at = now() WHERE id = $1', [
          await itemOf(desk, entry),
        ]);
      },
    ],
    [
      'it does not say of what it tells',
      async ({ chronology }: Told) => {
        await world.admin.query(
          `UPDATE lintel.written_item SET content = content - 'tellsOf' WHERE clip_id = $1`,
          [chronology],
        );
      },
    ],
  ])('does not go once %s', async (_, happens) => {
    const found = await told();
    await happens(found);
    expect(await forged(found, found.chronology, 'defence')).toMatch(MUST_NOT);
  });

  it('does not go as an application either', async () => {
    const found = await told();
    const { desk, words, named } = found;
    await decideWords(desk, sealer, words);
    expect(await forged(found, words, 'defence')).toBe('done');
    await desk.decide([named.id], { classification: 'sensitive', meetsTest: true });
    expect(await forged(found, words, 'defence')).toMatch(MUST_NOT);
  });

  it('is not sealed when something of it was withheld after the bundle was asked for', async () => {
    const { desk, chronology, named } = await told();
    await desk.makeForms();
    const { id } = await desk.post(desk.ofCase('bundles'), { kind: 'defence', items: [chronology] });
    await desk.decide([named.id], { classification: 'sensitive', meetsTest: true });
    const seal = `INSERT INTO lintel.bundle_state (bundle_id, state, reason) VALUES ($1, 'sealed', '')`;
    await expect(worker.query(seal, [id])).rejects.toThrow(/must not|may not|any more/);
  });
});
