import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  byChance,
  chance,
  features,
  MOST_SENSITIVE,
  Recipient,
  type Lesson,
  type Seen,
} from '../../support/recipient';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { filesOf, openSealer, seedItem, unzip, type Sealer } from './support';

/** Holes told the number exactly: with so many, ten right answers are no luck. A full run may ask for more. */
const SEALINGS = Number(process.env['LINTEL_TEST_SEALINGS'] ?? 12);
const ITEMS = 3;

jest.setTimeout(Math.max(300_000, SEALINGS * 60_000));

let world: World;
let sealer: Sealer;
beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
});
afterAll(async () => {
  await sealer.close();
  await world.close();
});

/** A bundle for the defence from a case with so many sensitive items, which is what the recipient does not get. */
async function sealed(sensitive: number): Promise<Buffer> {
  const desk = await Desk.open(world);
  const ids: string[] = [];
  for (let item = 0; item < ITEMS + sensitive; item += 1) {
    ids.push((await seedItem(world, desk.home, desk.officer.id)).id);
    await world.sign();
  }
  await desk.decide(ids.slice(0, ITEMS), { classification: 'evidence', originalToDefence: true });
  if (sensitive > 0)
    await desk.decide(ids.slice(ITEMS), {
      classification: 'sensitive',
      reason: 'Shows where a witness lives',
    });
  await desk.makeForms();
  // The prosecution's comes first, as in life: it reads every item, and its events stand beside those of the defence's.
  await desk.bundle(sealer, 'prosecution');
  return (await desk.download(await desk.bundle(sealer, 'defence'))).bytes;
}

/** All that the proofs in a downloaded bundle tell. */
async function seenIn(zip: Buffer): Promise<Seen> {
  const { bag, remove } = await unzip(zip);
  const events: Seen['events'][number][] = [];
  for (const file of (await filesOf(bag)).filter((path) => /^data\/custody\/.+\/records\.txt$/.test(path))) {
    const records = (await readFile(join(bag, file), 'utf8')).split('lintel-event/v1\n').slice(1);
    for (const record of records) {
      const [, , , event = '{}'] = record.split('\n');
      const { id, at, type } = JSON.parse(event) as { id: string; at: string; type: string };
      const proof = await readFile(join(bag, file, '../proofs', `${id}.tlog-proof`), 'utf8');
      events.push({ at: Date.parse(at), ofRun: type === 'fixity-checked', proof });
    }
  }
  await remove();
  return { events };
}

it(`tells the defence no better than chance, in ${SEALINGS} real sealings, how many sensitive items there are`, async () => {
  const seed = Number(process.env['LINTEL_TEST_SEED'] ?? 20_261_126);
  process.stdout.write(`LINTEL_TEST_SEED=${seed}\n`);
  const random = chance(seed);
  const all: Lesson[] = [];
  for (let place = 0; place < SEALINGS; place += 1) {
    const sensitive = Math.floor(random() * (MOST_SENSITIVE + 1));
    const seen = await seenIn(await sealed(sensitive));
    expect(seen.events.filter(({ ofRun }) => ofRun).length).toBeGreaterThanOrEqual(ITEMS);
    all.push({ items: ITEMS, sensitive, features: features(seen) });
  }
  // A recipient who knows what every other bundle withheld.
  const hits: number[] = [];
  all.forEach((one, place) => {
    const recipient = new Recipient(all.filter((_, other) => other !== place));
    recipient.guesses(ITEMS, one.features).forEach((guess, way) => {
      hits[way] = (hits[way] ?? 0) + (guess === one.sensitive ? 1 : 0);
    });
  });
  const most = Math.max(...hits);
  // The best of so many ways: each has its own chance to be lucky.
  expect({ hits, luck: hits.length * byChance(most, SEALINGS) > 0.001 }).toEqual({ hits, luck: true });
});
