import { randomUUID } from 'node:crypto';
import { IntakeWorld } from '../intake/support/intake';
import { VisitorBrowser, type Answer } from '../intake/support/visitor';

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open();
});
afterAll(() => world.close());

type Fields = Record<string, string>;

async function inside(): Promise<VisitorBrowser> {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  return her;
}

/** What a page posts beside what is typed on it. */
const hidden = ({ text }: Answer): Fields =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );

/** One page of an entry, open in a tab. */
class Tab {
  private constructor(
    private readonly her: VisitorBrowser,
    private readonly path: string,
    private carried: Fields,
  ) {}

  static async open(her: VisitorBrowser, path: string): Promise<Tab> {
    return new Tab(her, path, hidden(await her.get(path)));
  }

  async save(fields: Fields, go = 'later'): Promise<Answer> {
    const answer = await this.her.post(this.path, { ...this.carried, ...fields, go });
    // A page that asks again stands in the place of the one before.
    if (go !== 'keep' && answer.status !== 303) this.carried = hidden(answer);
    return answer;
  }
}

const SHORT = 'He stood at the gate.';
const LONG = 'He stood at the gate for an hour, and wrote down when I left.';

async function entry(): Promise<{ her: VisitorBrowser; path: string; id: string }> {
  const her = await inside();
  const id = randomUUID();
  const path = `/diary/${id}/what`;
  await (await Tab.open(her, path)).save({ words: SHORT });
  return { her, path, id };
}

describe('one entry, open on two pages or two devices', () => {
  it('a page that is older overwrites nothing: it shows both, and saved again the words of its own stand', async () => {
    const { her, path } = await entry();
    const [old, other] = [await Tab.open(her, path), await Tab.open(her, path)];
    await other.save({ words: LONG });
    expect((await old.save({ words: `${SHORT} Twice.` }, 'keep')).status).toBe(409);
    const answer = await old.save({ words: `${SHORT} Twice.` });
    expect(answer.status).toBe(409);
    expect(answer.text).toMatch(/<title>\s*Error: /);
    for (const words of [LONG, `${SHORT} Twice.`, 'changed on another page or device'])
      expect(answer.text).toContain(words);
    expect((await her.get(path)).text).toContain(LONG);
    expect((await old.save({ words: `${SHORT} Twice. And for an hour.` })).status).toBe(303);
    expect((await her.get(path)).text).toContain('Twice. And for an hour.');
  });

  it('a page on which nothing was changed takes nothing back', async () => {
    const { her, path } = await entry();
    const [old, other] = [await Tab.open(her, path), await Tab.open(her, path)];
    await other.save({ words: LONG });
    expect((await old.save({ words: SHORT }, 'on')).status).toBe(303);
    expect((await her.get(path)).text).toContain(LONG);
  });

  it('a page that saves while its victim writes goes on, also where an answer to it was lost', async () => {
    const { her, path } = await entry();
    const tab = await Tab.open(her, path);
    for (const words of [`${SHORT} A`, `${SHORT} A dog`, SHORT])
      expect((await tab.save({ words }, 'keep')).status).toBe(204);
    expect((await her.get(path)).text).toContain(SHORT);
    expect((await tab.save({ words: LONG })).status).toBe(303);
    expect((await her.get(path)).text).toContain(LONG);
  });

  it('a page of one question takes nothing from another question', async () => {
    const { her, path, id } = await entry();
    const [what, who] = [await Tab.open(her, path), await Tab.open(her, `/diary/${id}/who`)];
    await who.save({ words: 'The man next door' });
    expect((await what.save({ words: LONG })).status).toBe(303);
    const { text } = await her.get(`/diary/${id}`);
    for (const words of ['The man next door', LONG]) expect(text).toContain(words);
  });

  it('of a day that makes no date yet the page asks again, and takes what is put right', async () => {
    const { her, id } = await entry();
    const when = await Tab.open(her, `/diary/${id}/when`);
    const day = { kind: 'exact', day: '31', month: '2', year: '2026', time: '', words: '' };
    expect((await when.save(day, 'on')).status).toBe(400);
    expect((await when.save({ ...day, day: '28' }, 'on')).status).toBe(303);
    expect((await her.get(`/diary/${id}`)).text).toContain('28 February 2026');
  });
});

describe('the page of many rows, open while an entry is changed elsewhere', () => {
  const row = (n: number, what: string): Fields => ({ [`what-${n}`]: what });

  it('writes the row that was typed in, and puts back no other', async () => {
    const { her, path } = await entry();
    const many = await Tab.open(her, '/diary/many');
    await (await Tab.open(her, path)).save({ words: LONG });
    expect((await many.save({ ...row(1, SHORT), ...row(2, 'A letter.') }, 'keep')).status).toBe(204);
    expect((await many.save({ ...row(1, SHORT), ...row(2, 'A letter in the door.') }, 'on')).status).toBe(
      303,
    );
    const { text } = await her.get('/diary/many');
    for (const words of [LONG, 'A letter in the door.']) expect(text).toContain(words);
  });

  it('begins nothing again that was taken out elsewhere', async () => {
    const { her, id } = await entry();
    const many = await Tab.open(her, '/diary/many');
    await her.post(`/diary/${id}/remove`);
    expect((await many.save({ ...row(1, SHORT), ...row(2, 'A letter.') }, 'on')).status).toBe(303);
    const { text } = await her.get('/diary/many');
    expect([text.includes(SHORT), text.includes('A letter.')]).toEqual([false, true]);
  });

  it('shows both where the same row was changed, keeps the others, and saved again its own words stand', async () => {
    const { her, path } = await entry();
    const many = await Tab.open(her, '/diary/many');
    await (await Tab.open(her, path)).save({ words: LONG });
    const typed = { ...row(1, `${SHORT} Twice.`), ...row(2, 'A letter.') };
    expect((await many.save(typed, 'keep')).status).toBe(409);
    const answer = await many.save(typed, 'on');
    expect(answer.status).toBe(400);
    for (const words of [LONG, `${SHORT} Twice.`, 'changed on another page or device'])
      expect(answer.text).toContain(words);
    expect((await her.get('/diary/many')).text).toContain(LONG);
    expect((await many.save(typed, 'on')).status).toBe(303);
    const { text } = await her.get('/diary/many');
    expect([text.includes(`${SHORT} Twice.`), text.includes('A letter.'), text.includes(LONG)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('the page on which clips are tied to an entry', () => {
  it('loosens none that was tied elsewhere since, and takes none back that was moved', async () => {
    const { her, id } = await entry();
    const other = randomUUID();
    await (await Tab.open(her, `/diary/${other}/what`)).save({ words: 'Another day.' });
    const [first, second] = [
      await her.uploadByTus('first.mp4', Buffer.from('one')),
      await her.uploadByTus('second.mp4', Buffer.from('two')),
    ];
    const tie = (to: string, fields: Fields): Promise<Answer> =>
      her.post(`/diary/${to}/clips`, { known: 'yes', ...fields });
    const namesOf = async (of: string): Promise<boolean[]> => {
      const { text } = await her.get(`/diary/${of}`);
      return ['first.mp4', 'second.mp4'].map((name) => text.includes(name));
    };
    await tie(id, { clip: first });
    expect(hidden(await her.get(`/diary/${id}/clips`))).toMatchObject({ known: 'yes', had: first });
    // Two pages of before: on one the first is moved, and both save.
    await tie(other, { clip: first });
    await tie(id, { clip: second });
    await tie(id, { had: first, clip: first });
    expect([await namesOf(id), await namesOf(other)]).toEqual([
      [false, true],
      [true, false],
    ]);
    await tie(id, { had: second });
    expect(await namesOf(id)).toEqual([false, false]);
  });
});

describe('what was typed on a page whose session has ended', () => {
  it.each([
    ['more', { where: 'At the gate.', seen: 'A neighbour.', effect: 'No sleep.', before: 'Twice.' }],
    ['said', { answer: 'yes', words: 'I know where you work.' }],
  ])('comes back whole: %s', async (question, fields) => {
    const { id } = await entry();
    const answer = await new VisitorBrowser(world.base).post(`/diary/${id}/${question}`, {
      ...fields,
      go: 'on',
    });
    expect(answer.status).toBe(401);
    for (const words of Object.values(fields).filter((text) => text !== 'yes'))
      expect(answer.text).toContain(words);
  });

  it.each([
    ['/first/ring', { letter: 'Please keep a copy.' }],
    ['/helper', { answer: 'yes', name: 'Ann Other', organisation: 'Helpers' }],
  ])('comes back of %s, too', async (path, fields) => {
    const answer = await new VisitorBrowser(world.base).post(path, fields);
    expect(answer.status).toBe(401);
    for (const words of Object.values(fields).filter((text) => text !== 'yes'))
      expect(answer.text).toContain(words);
  });

  it.each([
    ['/pressure', { words: 'They stood beside me.' }],
    ['/pressure', {}],
    ['/agreement', { answer: 'self' }],
  ])('is said not to be kept where nothing is given back: %s %j', async (path, fields) => {
    const [signedOut, opened] = await Promise.all([
      new VisitorBrowser(world.base).post(path, fields),
      new VisitorBrowser(world.base).get('/diary'),
    ]);
    expect(signedOut.status).toBe(401);
    expect(signedOut.text).toContain('What you just did here was not kept. It went to nobody.');
    expect(signedOut.text).not.toContain('They stood beside me.');
    expect(opened.text).not.toContain('was not kept');
  });
});
