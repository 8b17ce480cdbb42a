import type { Answer } from './client';
import { TimesWorld } from './times-together.world';

let all: TimesWorld;
let on: TimesWorld;
beforeAll(async () => {
  all = await TimesWorld.open();
});
afterAll(() => all.world.close());
beforeEach(async () => {
  on = await all.anew();
});

describe('the page', () => {
  const ask = (fields: [string, string][]): Promise<Answer> => on.client.form(`${on.address}/decide`, fields);
  const hidden = (html: string, name: string): [string, string][] =>
    [...html.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, 'g'))].map(([, value = '']) => [
      name,
      value,
    ]);

  it('shows the groups of what is ticked or of all that match, and keeps what was answered where something is missing', async () => {
    const { eufy } = await on.doorbells();
    expect(
      (await ask([['verb', 'times'], ...eufy.map((id): [string, string] => ['clips', id])])).text,
    ).toContain('eufy: 5 clips');
    const page = await ask([
      ['verb', 'times'],
      ['all', 'yes'],
      ['address', 'make=ring'],
      ...hidden((await on.client.page(`${on.address}?make=ring`)).text, 'shown'),
    ]);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Ring: 7 clips');
    expect(page.text).not.toContain('eufy');
    expect(page.text).toContain('These agree in each clip: File name, Inside the file.');
    expect(page.text).toContain('1 h 0 min 0 s later');
    const both = await ask([
      ['verb', 'times'],
      ['all', 'yes'],
      ...hidden((await on.client.page(on.address)).text, 'shown'),
    ]);
    const [clips, groups] = [hidden(both.text, 'clips'), hidden(both.text, 'groups')];
    const [one = '', other = ''] = groups.map(([, key]) => key);
    const form: [string, string][] = [
      ...clips,
      ...groups,
      ['address', 'sort=name'],
      [`choice-${one}`, 'container.start.UTC'],
    ];
    const lacks = await on.client.form(`${on.address}/times`, form);
    expect(lacks.status).toBe(400);
    expect(lacks.text).toContain('Choose one of the times, or leave these clips out.');
    expect(lacks.text).toContain('Say why.');
    expect(lacks.text).toMatch(/value="container\.start\.UTC" checked/);
    const reason: [string, string] = ['reason', 'As the maker writes them'];
    const without = await on.client.form(`${on.address}/times`, [...form, reason]);
    expect(without.text).toContain('value="As the maker writes them"');
    const done = await on.client.form(`${on.address}/times`, [...form, reason, [`choice-${other}`, 'none']]);
    expect(done.status).toBe(303);
    expect(done.headers.get('Location')).toBe(`${on.address}?sort=name&done=times+of+7+clips+chosen`);
    expect((await on.client.page(done.headers.get('Location') ?? '')).text).toContain(
      'Done: times of 7 clips chosen.',
    );
    expect(await on.events()).toHaveLength(7);
    // Sent once more, as by going back: what was known of the clips has changed.
    const twice = await on.client.form(`${on.address}/times`, [...form, reason, [`choice-${other}`, 'none']]);
    expect(twice.status).toBe(409);
    expect(twice.text).toContain('No time was chosen.');
    expect(await on.events()).toHaveLength(7);
  });

  it('shows nothing of all that match where another clip has come since they were counted', async () => {
    await on.clips('ring', 3);
    const counted = hidden((await on.client.page(on.address)).text, 'shown');
    await on.clips('ring', 1, 9);
    const late = await ask([['verb', 'times'], ['all', 'yes'], ...counted]);
    expect(late.status).toBe(409);
    expect(late.text).not.toContain('Choose these times');
  });

  it('refuses too many, and none, where they were ticked', async () => {
    await on.clips('ring', 16);
    const all = await ask([
      ['verb', 'times'],
      ['all', 'yes'],
      ...hidden((await on.client.page(on.address)).text, 'shown'),
    ]);
    expect([all.status, all.text]).toEqual([400, expect.stringContaining('at most 15 clips together')]);
    const none = await ask([['verb', 'times']]);
    expect([none.status, none.text]).toEqual([400, expect.stringContaining('Tick the clips whose times')]);
  });
});
