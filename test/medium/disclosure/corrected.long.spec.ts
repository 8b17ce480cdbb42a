import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clipSubject } from '../../../src/custody';
import type { ClipId } from '../../../src/kernel/ids';
import { verifyPath } from '../../../src/verifier';
import { python } from '../../contract/disclosure/from-the-documents/judge';
import { openWorld, type World } from '../workspace/world';
import { applied, complete, decideWords, makePapers, wordsOf } from './application';
import { Desk } from './desk';
import { preview } from './orders';
import { openSealer, seedItem, unzip, type Sealer } from './support';

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

const AT_FIRST = { producerName: 'Ann Bell', description: 'A man at 12 Mill Lane' };
const BETWEEN = { producerName: 'Anne Bell', description: 'A man at the door of number 12' };
const NOW = { producerName: 'Anna Bell', description: 'A man at a door' };

interface Exhibit {
  readonly id: string;
  readonly item: string;
  readonly reference: string;
  readonly sha256: string;
}

const exhibitOf = async (clip: string): Promise<string> => {
  const { rows } = await world.admin.query<{ id: string }>(
    'SELECT id FROM lintel.exhibit WHERE clip_id = $1',
    [clip],
  );
  return rows[0]?.id ?? '';
};

async function registered(desk: Desk): Promise<Exhibit> {
  const { id: item, reference, sha256 } = await seedItem(world, desk.home, desk.officer.id);
  const id = await exhibitOf(item);
  const subject = clipSubject(item as ClipId);
  const secrets = { reference, ...AT_FIRST };
  await world.state({ type: 'exhibit-registered', subject, detail: { exhibit: id, sha256 }, secrets });
  return { id, item, reference, sha256 };
}

/** Kind, exit code of both verifiers, the producer and description that the bundle says, and the words that are opened. */
async function sealed(desk: Desk, { reference }: Exhibit, kind: string) {
  const id = await desk.bundle(sealer, kind);
  const { state, stateReason } = await desk.get<{ state: string; stateReason: string }>(
    `/api/v1/bundles/${id}`,
  );
  if (state !== 'sealed') throw new Error(`${kind}: ${stateReason}`);
  const { bag, remove } = await unzip((await desk.download(id)).bytes);
  const { exhibits } = JSON.parse(await readFile(join(bag, 'data/bundle.json'), 'utf8')) as {
    exhibits: { producer: string; description: string }[];
  };
  const history = join(bag, 'data/custody', reference.replace('/', '-'), 'openings.jsonl');
  const found = {
    ours: (await verifyPath(bag)).exitCode,
    theirs: (await python(['verify.py', bag])).code,
    said: exhibits.map(({ producer, description }) => [producer, description]),
    opened: await readFile(history, 'utf8'),
  };
  await remove();
  return found;
}

describe('an exhibit that was corrected', () => {
  it('goes under its words of today, is proven by both verifiers, and tells the prosecutor alone what it said before', async () => {
    const desk = await Desk.open(world);
    const exhibit = await registered(desk);
    for (const words of [BETWEEN, NOW])
      await desk.post(`/api/v1/exhibits/${exhibit.id}/corrections`, { ...words, reason: 'A slip' }, 204);
    await desk.decide([exhibit.item], { classification: 'evidence', originalToDefence: true });
    await desk.makeForms();
    for (const kind of ['prosecution', 'defence', 'court']) {
      const { opened, ...bundle } = await sealed(desk, exhibit, kind);
      expect({ kind, ...bundle }).toEqual({
        kind,
        ...{ ours: 0, theirs: 0 },
        said: [[NOW.producerName, NOW.description]],
      });
      expect(opened).toContain(NOW.description);
      expect(opened).toContain(NOW.producerName);
      expect(opened).toContain(exhibit.reference);
      for (const { producerName, description } of [AT_FIRST, BETWEEN])
        for (const words of [`"${producerName}"`, `"${description}"`])
          expect([kind, words, opened.includes(words)]).toEqual([kind, words, kind === 'prosecution']);
    }
  });

  it('is unused material under its words of today, unless the officer found other ones: a form that says those before is out of date', async () => {
    const desk = await Desk.open(world);
    const [exhibit, other] = [await registered(desk), await registered(desk)];
    for (const { id } of [exhibit, other])
      await desk.post(`/api/v1/exhibits/${id}/corrections`, { ...AT_FIRST, reason: 'As it is told' }, 204);
    const verdict = { classification: 'unused', meetsTest: true, originalToDefence: true } as const;
    await desk.decide([exhibit.item], { ...verdict, description: '' });
    await desk.decide([other.item], { ...verdict, description: 'A street at night' });
    await desk.makeForms();
    const made = async () =>
      (await desk.get<{ items: { id: string; form: string }[] }>(desk.ofCase('schedules'))).items[2]?.id ??
      '';
    const before = await made();
    for (const { id } of [exhibit, other])
      await desk.post(`/api/v1/exhibits/${id}/corrections`, { ...NOW, reason: 'It names the house' }, 204);
    const listed = (await desk.get<{ items: { decision: object }[] }>(desk.ofCase('items?limit=200'))).items;
    expect(listed.map(({ decision }) => decision)).toContainEqual(
      expect.objectContaining({ description: AT_FIRST.description }),
    );
    const form = await desk.client.page(`/schedules/${before}`);
    expect(form.text.includes('Out of date')).toBe(true);
    const refused = await desk.client.call('POST', desk.ofCase('bundles'), { kind: 'defence' });
    expect(refused.json()).toMatchObject({ status: 409, code: 'bundle-not-ready' });
    await desk.makeForms();
    const { rows } = await desk.get<{ rows: { description: string }[] }>(`/api/v1/schedules/${await made()}`);
    expect(rows.map(({ description }) => description)).toEqual([NOW.description, 'A street at night']);
    const whole = await sealed(desk, exhibit, 'prosecution');
    expect(whole).toMatchObject({
      ours: 0,
      theirs: 0,
      said: [
        [NOW.producerName, NOW.description],
        [NOW.producerName, 'A street at night'],
      ],
    });
    const { opened, ...bundle } = await sealed(desk, exhibit, 'defence');
    expect(bundle).toMatchObject({ ours: 0, theirs: 0 });
    expect(bundle.said).toEqual([
      [NOW.producerName, NOW.description],
      [NOW.producerName, 'A street at night'],
    ]);
    expect(opened).not.toContain(AT_FIRST.description);
  });

  it.each([
    ['evidence', false],
    ['unused', true],
    ['unused', false],
  ] as const)(
    'goes in no bundle that was asked for before it was corrected, as %s (meets the test: %s), nor on its forms',
    async (classification, meetsTest) => {
      const desk = await Desk.open(world);
      const [exhibit, other] = [await registered(desk), await registered(desk)];
      const verdict = { originalToDefence: true, description: '' };
      await desk.decide([exhibit.item], { classification, meetsTest, ...verdict });
      await desk.decide([other.item], { classification: 'evidence', ...verdict });
      await desk.makeForms();
      const { id } = await desk.post(desk.ofCase('bundles'), { kind: 'defence' });
      await desk.post(
        `/api/v1/exhibits/${exhibit.id}/corrections`,
        { ...AT_FIRST, description: NOW.description, reason: 'It names the house' },
        204,
      );
      await sealer.seal(String(id));
      const { state, stateReason } = await desk.get(`/api/v1/bundles/${String(id)}`);
      expect([state, stateReason]).toEqual([
        'refused',
        expect.stringMatching(/^Decisions or schedules have changed since this bundle was asked for/),
      ]);
    },
  );

  it('is in no bundle of an application that says otherwise: that is saved and made anew first', async () => {
    const found = await applied(world);
    const { desk, application, named, occasion, words: before } = found;
    await decideWords(desk, sealer, before);
    expect((await preview(found)).problems).toEqual([]);
    const exhibit = `/api/v1/exhibits/${await exhibitOf(named.id)}/corrections`;
    const words = { producerName: 'Sample Producer', description: 'The man who came back at night' };
    await desk.post(exhibit, { ...words, reason: 'Another man' }, 204);
    expect((await preview(found)).problems).toEqual([
      expect.stringMatching(
        /^Occasion \d+ is not what it was when this version of the application was saved/,
      ),
    ]);
    const asked = await desk.client.call('POST', desk.ofCase('bundles'), { kind: 'order', application });
    expect(asked.json()).toMatchObject({ status: 409, code: 'bundle-not-ready' });
    const next = { ...complete(occasion), finished: true };
    const { id } = await desk.post(`/api/v1/applications/${application}/versions`, next);
    await makePapers(desk, String(id));
    await decideWords(desk, sealer, await wordsOf(desk, [before]));
    expect((await preview({ desk, application: String(id) })).problems).toEqual([]);
  });

  it('is in none either that was asked for before it was corrected, nor is any other change of what it tells of', async () => {
    const found = await applied(world);
    const { desk, application, named, occasion, words } = found;
    await decideWords(desk, sealer, words);
    const changes: Readonly<Record<string, () => Promise<unknown>>> = {
      'a decision': () =>
        desk.post(
          `/api/v1/occasions/${occasion}/decisions`,
          { counts: true, reason: 'He comes again and again' },
          204,
        ),
      'an order': () =>
        desk.post(desk.ofCase('orders'), {
          ...{ kind: 'non-molestation', madeOn: '2020-01-01', endsOn: null, terms: 'Not to go there' },
        }),
      'an exhibit': async () =>
        desk.post(
          `/api/v1/exhibits/${await exhibitOf(named.id)}/corrections`,
          { producerName: 'Sample Producer', description: 'Another man', reason: 'A slip' },
          204,
        ),
    };
    const asked = async (of: string): Promise<string> =>
      String((await desk.post(desk.ofCase('bundles'), { kind: 'order', application: of }))['id']);
    const outcome = async (id: string): Promise<unknown[]> => {
      await sealer.seal(id);
      const { state, stateReason } = await desk.get(`/api/v1/bundles/${id}`);
      return [state, stateReason];
    };
    let version: string = application;
    const earlier = [words];
    for (const [what, change] of Object.entries(changes)) {
      const id = await asked(version);
      await change();
      expect([what, ...(await outcome(id))]).toEqual([
        ...[what, 'refused'],
        expect.stringContaining(
          'what the application tells of, have changed since this bundle was asked for',
        ),
      ]);
      const next = { ...complete(occasion), finished: true };
      version = String((await desk.post(`/api/v1/applications/${version}/versions`, next))['id']);
      await makePapers(desk, version);
      earlier.push(await wordsOf(desk, earlier));
      await decideWords(desk, sealer, earlier.at(-1) ?? '');
    }
    // What was so when it was asked for is not asked again.
    expect(await outcome(await asked(version))).toEqual(['sealed', '']);
  });
});
