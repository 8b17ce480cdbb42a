import type { SinceSealed } from '../../../src/features/disclosure';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { openSealer, seedCopy, seedItem, type Sealer } from './support';

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

interface Shown {
  readonly state: string;
  readonly since: SinceSealed | null;
}

const EVIDENCE = { classification: 'evidence', description: '' } as const;

describe('a bundle that another has taken the place of', () => {
  it('says on both pages how many links still give it, until they are ended', async () => {
    const desk = await Desk.open(world);
    const item = await seedItem(world, desk.home, desk.officer.id);
    await seedCopy(world, item);
    await desk.decide([item.id], EVIDENCE);
    await desk.makeForms();
    const old = await desk.bundle(sealer, 'court');
    const issue = async (): Promise<string> =>
      String(
        (
          await desk.post(`/api/v1/bundles/${old}/issues`, {
            ...{ recipientKind: 'court', recipientName: 'Durham Crown Court', days: 7 },
          })
        )['id'],
      );
    const [one, other] = [await issue(), await issue()];
    const pages = async (...ids: string[]): Promise<(string | undefined)[]> => {
      const said: (string | undefined)[] = [];
      for (const id of ids) {
        const text = (await desk.client.page(`/bundles/${id}`)).text.replaceAll(/\s+/g, ' ');
        said.push(/(?:1 link|\d+ links) still opens? <a [^>]*>[^<]*<\/a>/.exec(text)?.[0]);
      }
      return said;
    };
    expect(await pages(old)).toEqual([undefined]);
    const next = await desk.bundle(sealer, 'court', { supersedes: old });
    const link = (words: string): string =>
      `<a class="govuk-link" href="/bundles/${old}/issues">${words}</a>`;
    expect(await pages(old, next)).toEqual([
      `2 links still open ${link('this one')}`,
      `2 links still open ${link('the earlier one')}`,
    ]);
    await desk.post(`/api/v1/issues/${one}/revoke`, { reason: 'There is a newer one' }, 204);
    expect(await pages(old, next)).toEqual([
      `1 link still opens ${link('this one')}`,
      `1 link still opens ${link('the earlier one')}`,
    ]);
    await desk.post(`/api/v1/issues/${other}/revoke`, { reason: 'There is a newer one' }, 204);
    expect(await pages(old, next)).toEqual([undefined, undefined]);
  });
});

describe('a sealed bundle of a case that goes on', () => {
  it('says on its page and over the API what it would hold if it were made now', async () => {
    const desk = await Desk.open(world);
    const seed = async () => {
      const item = await seedItem(world, desk.home, desk.officer.id);
      await seedCopy(world, item);
      return item;
    };
    const [stays, goes] = [await seed(), await seed()];
    await desk.decide([stays.id, goes.id], EVIDENCE);
    await desk.makeForms();
    const id = await desk.bundle(sealer, 'court');
    const shown = () => desk.get<Shown>(`/api/v1/bundles/${id}`);
    const page = async () => (await desk.client.page(`/bundles/${id}`)).text.replaceAll(/\s+/g, ' ');

    expect((await shown()).since).toEqual({
      notIn: [],
      wouldNotGo: [],
      otherwise: [],
      inTheWay: [],
      refused: [],
      forms: [],
    });
    expect(await page()).toContain('If it were made now, it would hold the same items and forms.');

    const later = await seed();
    await desk.decide([later.id], EVIDENCE);
    await desk.decide([stays.id], EVIDENCE);
    await desk.decide([goes.id], {
      classification: 'unused',
      description: 'Nobody at the gate',
      reason: 'Empty',
    });
    const changed = {
      notIn: [later.reference],
      wouldNotGo: [goes.reference],
      otherwise: [{ label: stays.reference, what: ['it was decided about again'] }],
      ...{ inTheWay: [], refused: [] },
    };
    expect((await shown()).since).toEqual({ ...changed, forms: [{ form: 'MG12', version: 1, now: null }] });
    await desk.makeForms();
    expect((await shown()).since).toEqual({ ...changed, forms: [{ form: 'MG12', version: 1, now: 2 }] });
    const text = await page();
    for (const words of [
      `It does not hold ${later.reference}, which may go.`,
      `It holds ${goes.reference}, which would not go now.`,
      `${stays.reference}: it was decided about again.`,
      'MG12: it holds version 1; version 2 is the one that fits the decisions.',
    ])
      expect(text).toContain(words);

    const next = await desk.bundle(sealer, 'court', { supersedes: id });
    expect(await shown()).toMatchObject({ state: 'superseded', since: null });
    expect(await page()).not.toContain('If it were made now');
    expect((await desk.get<Shown>(`/api/v1/bundles/${next}`)).since).toEqual({
      ...{ notIn: [], wouldNotGo: [], otherwise: [], inTheWay: [], refused: [], forms: [] },
    });
  });
});
