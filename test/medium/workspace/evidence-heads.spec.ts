import type { Officer } from '../../../src/features/identity';
import { htmlFindings } from '../../support/html';
import { signedIn, type OfficerClient } from './client';
import { evidenceOf as of, manyClips, watchable } from './evidence.world';
import { openWorld, seedCase, type Case, type World } from './world';

let world: World;
let officer: Officer;
let client: OfficerClient;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.officer();
  client = await signedIn(world, officer);
});
afterAll(() => world.close());

interface Head {
  readonly sorted: string | undefined;
  readonly arrow: string | undefined;
  readonly href: string | undefined;
}

function headOf(html: string, label: string): Head {
  const thead = /<thead>.*?<\/thead>/s.exec(html)?.[0] ?? '';
  const head =
    thead.split('<th ').find(
      (th) =>
        th
          .replaceAll(/<[^>]*>/g, '')
          .split('>')
          .at(-1)
          ?.trim() === label,
    ) ?? '';
  return {
    sorted: /aria-sort="([a-z]*)"/.exec(head)?.[1],
    arrow: /<svg[^>]*aria-hidden="true"[^>]*><path d="([^"]*)"/.exec(head)?.[1],
    href: /<a [^>]*href="([^"]*)"/.exec(head)?.[1]?.replaceAll('&amp;', '&'),
  };
}
const namesOn = (html: string): string[] =>
  [...html.matchAll(/class="lintel-rows__name"><a [^>]*title="([^"]*)"/g)].map(([, name]) => name ?? '');
const nextOn = (html: string): string =>
  /href="([^"]*)" data-next/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
const textOf = async (address: string): Promise<string> => {
  const page = await client.page(address);
  expect(page.status).toBe(200);
  return page.text;
};

async function three(): Promise<Case> {
  const home = await seedCase(world, officer.id);
  await watchable(world, home, 'b.mp4', '2026-07-01T10:00:00Z');
  await watchable(world, home, 'c.mp4', '2026-07-02T10:00:00Z');
  await watchable(world, home, 'a.mp4', '2026-07-03T10:00:00Z');
  return home;
}

describe('the heads of the table of evidence', () => {
  it('order it by day, one way and the other, and by name, and say so by more than a colour', async () => {
    const home = await three();
    const first = await textOf(of(home, '?view=table'));
    expect(await htmlFindings(first)).toEqual([]);
    expect(namesOn(first)).toEqual(['b.mp4', 'c.mp4', 'a.mp4']);
    const [up, resting] = [headOf(first, 'Day'), headOf(first, 'Name')];
    expect([up.sorted, resting.sorted]).toEqual(['ascending', 'none']);

    const back = await textOf(up.href ?? '');
    expect(namesOn(back)).toEqual(['a.mp4', 'c.mp4', 'b.mp4']);
    const down = headOf(back, 'Day');
    expect(down.sorted).toBe('descending');
    expect(new Set([up.arrow, down.arrow, resting.arrow, undefined]).size).toBe(4);
    expect(namesOn(await textOf(down.href ?? ''))).toEqual(namesOn(first));

    const named = await textOf(resting.href ?? '');
    expect(namesOn(named)).toEqual(['a.mp4', 'b.mp4', 'c.mp4']);
    // No index holds the names, so there is no other way round.
    expect(headOf(named, 'Name')).toEqual({ sorted: 'ascending', arrow: up.arrow, href: undefined });
    expect(headOf(named, 'Day')).toEqual({
      ...headOf(first, 'Day'),
      sorted: 'none',
      arrow: resting.arrow,
      href: of(home, '?view=table'),
    });
  });

  it('are links where a query has the order, and nowhere else', async () => {
    const page = await textOf(of(await three(), '?view=table'));
    for (const label of ['Time', 'State', 'Description', 'Length', 'Doorbell', 'Incident', 'Flags'])
      expect([label, headOf(page, label)]).toEqual([
        label,
        { sorted: undefined, arrow: undefined, href: undefined },
      ]);
    expect(page.match(/aria-sort="(a|de)scending"/g)).toHaveLength(1);
  });

  it('keep what was asked for, and begin at the first page', async () => {
    const home = await seedCase(world, officer.id);
    await manyClips(world, home, 130);
    const asked = '?state=waiting&from=2020-01-01&q=clip&view=table';
    const second = await textOf(nextOn(await textOf(of(home, asked))));
    expect(namesOn(second)[0]).toBe('clip 61.mp4');
    const { href = '' } = headOf(second, 'Day');
    const query = Object.fromEntries(new URLSearchParams(href.split('?')[1]));
    expect(query).toEqual({ state: 'waiting', from: '2020-01-01', q: 'clip', sort: 'newest', view: 'table' });
    const turned = await textOf(href);
    expect(namesOn(turned)[0]).toBe('clip 130.mp4');
    // And its pages go on in that order.
    expect(namesOn(await textOf(nextOn(turned)))[0]).toBe('clip 70.mp4');
  });
});
