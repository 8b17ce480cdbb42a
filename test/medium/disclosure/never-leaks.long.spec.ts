import fc from 'fast-check';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { Typist } from './said';
import { seedEntry, writtenItems } from './words';
import {
  everything,
  foundIn,
  openSealer,
  seedCopy,
  seedItem,
  seedSending,
  unzip,
  type Sealer,
} from './support';

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

const CLASSES = ['evidence', 'unused', 'sensitive'] as const;
type Step =
  | readonly ['decide', number, (typeof CLASSES)[number]]
  | readonly ['review']
  | readonly ['seal', 'defence' | 'court'];

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant('decide' as const), fc.nat(6), fc.constantFrom(...CLASSES)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('review' as const)) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constant('seal' as const), fc.constantFrom('defence' as const, 'court' as const)),
  },
);

const FIRST: readonly Step[] = [
  ['decide', 0, 'evidence'],
  ['seal', 'defence'],
];
const LAST: readonly Step[] = [
  ['seal', 'defence'],
  ['seal', 'court'],
];

interface Item {
  readonly id: string;
  readonly name: string;
  /** An entry of the diary: its name is what it says. */
  readonly isWritten: boolean;
  /** Of a transcript: the place of its recording, beside which alone it goes. */
  readonly beside?: number;
  now: string;
}

async function items(desk: Desk): Promise<Item[]> {
  const made: Item[] = [];
  for (let place = 0; place < 4; place += 1) {
    const name = `her own words ${place} ${desk.home.submission}.mp4`;
    const clip = await seedItem(world, desk.home, desk.officer.id, { name, bytes: Buffer.from(name) });
    await seedCopy(world, clip);
    made.push({ id: clip.id, name, isWritten: false, now: 'undecided' });
  }
  await seedSending(
    desk.world,
    desk.home,
    made.map(({ id }) => id),
  );
  for (const number of [1, 2]) {
    const name = `her diary ${number} ${desk.home.submission}`;
    await seedEntry(desk, name, { number });
    const known = new Set(made.map(({ id }) => id));
    const id = (await writtenItems(desk)).find((item) => !known.has(item.id))?.id ?? '';
    made.push({ id, name, isWritten: true, now: 'undecided' });
  }
  made.push(await transcript(desk, made[0]?.id ?? ''));
  return made;
}

/** A checked one, which says its own name. The recording is a film for as long as somebody types. */
async function transcript(desk: Desk, recording: string): Promise<Item> {
  const name = `heard there ${desk.home.submission}`;
  const setMedia = (media: string | null) =>
    world.admin.query('UPDATE lintel.clip SET media = $2 WHERE id = $1', [recording, media]);
  await setMedia('{"kind": "media", "duration": 5}');
  const typist = await Typist.of(desk);
  await typist.checked(recording, name);
  await setMedia(null);
  const [item] = await typist.items();
  return { id: item?.id ?? '', name, isWritten: true, beside: 0, now: 'undecided' };
}

/** Asks for a bundle; gives everything in it, or nothing when it is refused. */
async function sealed(desk: Desk, kind: string): Promise<string | undefined> {
  for (const form of ['MG12', 'MG6C', 'MG6D']) await desk.makeForm(form);
  const asked = await desk.client.call('POST', desk.ofCase('bundles'), { kind });
  if (asked.status !== 201) return undefined;
  await sealer.seal(asked.json().id);
  const { bytes } = await desk.download(asked.json().id);
  const { bag, remove } = await unzip(bytes);
  const text = await everything(bag);
  await remove();
  return text;
}

it('no sequence of decisions, reviews and seals brings a sensitive item, a reason or her words into a defence or court bundle', async () => {
  let bags = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      const desk = await Desk.open(world);
      const held = await items(desk);
      const history: string[] = [];
      for (const [what, ...rest] of [...FIRST, ...steps, ...LAST]) {
        if (what === 'review') {
          await desk.review();
          for (const item of held) item.now = 'under review';
        }
        if (what === 'decide') {
          const [place, wanted] = rest as [number, string];
          const item = held[place] as Item;
          // What is written is no exhibit, and goes whole or not at all.
          const classification = item.isWritten && wanted === 'evidence' ? 'unused' : wanted;
          const originalToDefence = item.isWritten && classification === 'unused';
          const reason = `because ${classification} ${history.length}`;
          history.push(reason);
          await desk.decide([item.id], {
            classification: classification as (typeof CLASSES)[number],
            meetsTest: true,
            originalToDefence,
            reason,
            description: classification === 'sensitive' ? `hidden ${item.id}` : 'A door',
          });
          item.now = classification;
          if (item.isWritten) await sealer.lock(item.id);
        }
        if (what !== 'seal') continue;
        const [kind] = rest as ['defence' | 'court'];
        const text = await sealed(desk, kind);
        if (text === undefined) continue;
        bags += 1;
        const may = kind === 'defence' ? ['evidence', 'unused'] : ['evidence'];
        const goes = (item: Item | undefined): boolean =>
          item === undefined || (may.includes(item.now) && goes(held[item.beside ?? held.length]));
        const outside = held.filter((item) => !goes(item));
        const hidden = outside.flatMap(({ id, name }) => [id, `proxy of ${id}`, name]);
        // Of what may go, the defence gets the viewing copy alone: her words are in the original's bytes and name.
        const words =
          kind === 'defence' ? held.filter(({ isWritten }) => !isWritten).map(({ name }) => name) : [];
        expect(foundIn(text, ...hidden, ...words, ...history, 'hidden ', 'MG6D', 'MG6E', 'withheld')).toEqual(
          [],
        );
      }
    }),
    { numRuns: 4 },
  );
  expect(bags).toBeGreaterThanOrEqual(4);
});
