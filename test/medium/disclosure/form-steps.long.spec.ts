import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { NO_SECRET } from '../../factories/secrets';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { everything, foundIn, openSealer, run, seedCopy, seedItem, unzip, type Sealer } from './support';
import { join } from 'node:path';

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

interface Form {
  readonly state: string;
  readonly signedName: string | null;
  readonly sentTo: string | null;
  readonly endorsedBy: string | null;
  readonly rows: readonly {
    readonly position: number;
    readonly location: string;
    readonly source: string;
    readonly endorsed: { readonly answer: string; readonly comment: string } | null;
  }[];
}

const read = (desk: Desk, id: string): Promise<Form> => desk.get<Form>(`/api/v1/schedules/${id}`);
const PROSECUTOR = 'Ann Crown';

/** By the link of a neighbour. */
async function fromNextDoor(desk: Desk, clip: string): Promise<void> {
  const id = randomUUID();
  await world.admin.query(
    `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by, holder)
     VALUES ($1, $2, $3, $4, now() + interval '1 day', $5, 'neighbour')`,
    [id, desk.home.investigation, randomBytes(32), NO_SECRET, desk.officer.id],
  );
  await world.admin.query('UPDATE lintel.clip SET invitation_id = $2 WHERE id = $1', [clip, id]);
}

/** Unused items with their copies, decided, and an MG6C that nobody has signed. */
async function drafted(count: number, { meetsTest = false, nextDoor = false } = {}) {
  const desk = await Desk.open(world);
  const items: string[] = [];
  for (let place = 0; place < count; place += 1) {
    const clip = await seedItem(world, desk.home, desk.officer.id, { exhibit: false });
    await seedCopy(world, clip);
    items.push(clip.id);
    if (nextDoor && place > 0) await fromNextDoor(desk, clip.id);
  }
  await desk.decide(items, { classification: 'unused', meetsTest });
  const { id } = await desk.post(desk.ofCase('schedules'), { form: 'MG6C' });
  const form = String(id);
  const act = (what: string, body: object, expected: number) =>
    desk.post(`/api/v1/schedules/${form}/${what}`, body, expected);
  const sign = () => act('signature', { signedName: desk.officer.displayName }, 204);
  return { desk, items, form, act, sign };
}

describe('a form', () => {
  it('is a draft, signed, sent, endorsed, and superseded by the next version', async () => {
    const { desk, form, act, sign } = await drafted(2);
    const states: string[] = [];
    const look = async () => states.push((await read(desk, form)).state);
    await look();
    await act('sending', { to: PROSECUTOR }, 409);
    await act('signature', { signedName: 'Somebody Else' }, 400);
    await sign();
    await look();
    await act('signature', { signedName: desk.officer.displayName }, 409);
    await act('sending', { to: PROSECUTOR }, 204);
    await look();
    await act('endorsements', { prosecutor: PROSECUTOR, rows: [{ position: 1, answer: 'CND' }] }, 201);
    await look();
    await desk.makeForm('MG6C');
    await look();
    expect(states).toEqual(['draft', 'signed', 'sent', 'endorsed', 'superseded']);
    expect(await read(desk, form)).toMatchObject({
      ...{ signedName: desk.officer.displayName, sentTo: PROSECUTOR, endorsedBy: PROSECUTOR },
    });
  });

  it('is called out of date once a decision says otherwise, and the page of the case leads there', async () => {
    const { desk, items, form, act } = await drafted(2);
    const told = async () => {
      const own = await desk.client.page(`/schedules/${form}`);
      const home = await desk.client.page(`/investigations/${desk.home.investigation}/disclosure`);
      return [own.text.includes('Out of date:'), home.text.includes('Decisions or notes are newer:')];
    };
    expect(await told()).toEqual([false, false]);
    await desk.decide(items.slice(0, 1), { classification: 'not-relevant' });
    expect(await told()).toEqual([true, true]);
    expect((await desk.client.page(`/schedules/${form}`)).text).not.toContain('Sign the MG6C');
    await act('signature', { signedName: desk.officer.displayName }, 409);
    await desk.decide(items.slice(0, 1), { classification: 'unused', meetsTest: false });
    expect(await told()).toEqual([false, true]);
    await desk.makeForm('MG6C');
    expect(await told()).toEqual([false, false]);
  });

  it('is marked as out of date in each file that is taken of it, and to programs: it may list what is sensitive by now', async () => {
    const { desk, items, form, sign } = await drafted(2);
    await sign();
    const at = (ending: string): string => `/api/v1/schedules/${form}/${ending}`;
    const bytesOf = async (ending: string): Promise<Buffer> =>
      Buffer.from(await (await desk.client.send('GET', at(ending))).arrayBuffer());
    const folder = await mkdtemp(join(tmpdir(), 'lintel-form-'));
    const files = async (): Promise<boolean[]> => {
      await writeFile(join(folder, 'a.pdf'), await bytesOf('pdf'));
      await writeFile(join(folder, 'a.docx'), await bytesOf('docx'));
      const pdf = (await run('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'])).stdout;
      const docx = (await run('unzip', ['-p', join(folder, 'a.docx'), 'word/document.xml'])).stdout;
      const csv = (await desk.client.call('GET', at('csv'))).text;
      const { outOfDate } = await desk.get<{ outOfDate: boolean }>(`/api/v1/schedules/${form}`);
      return [...[pdf, docx, csv].map((text) => text.includes('OUT OF DATE')), outOfDate];
    };
    expect(await files()).toEqual([false, false, false, false]);
    await desk.decide(items.slice(0, 1), { classification: 'sensitive', meetsTest: true });
    expect(await files()).toEqual([true, true, true, true]);
    await desk.decide(items.slice(0, 1), { classification: 'unused', meetsTest: false });
    expect(await files()).toEqual([false, false, false, false]);
    await desk.makeForm('MG6C');
    expect(await files()).toEqual([true, true, true, true]);
    await rm(folder, { recursive: true });
  });

  it('says of each item where it is held and how it came', async () => {
    const { desk, form } = await drafted(1);
    expect((await read(desk, form)).rows).toMatchObject([
      { location: 'Digital file MG6C/1', source: 'Given by the victim' },
    ]);
  });

  it('is carried by a bundle only once it is signed, not as a draft then, and to the defence without comments', async () => {
    const { desk, form, act, sign } = await drafted(2, { meetsTest: true, nextDoor: true });
    await desk.makeForm('MG12');
    const ask = () => desk.client.call('POST', desk.ofCase('bundles'), { kind: 'defence' });
    const refused = await ask();
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('Sign the MG6C first')]);
    await sign();
    const rows = [{ position: 1, answer: 'D', comment: 'Ask the officer first' }];
    await act('endorsements', { prosecutor: PROSECUTOR, rows }, 201);
    const { bytes } = await desk.download(await desk.bundle(sealer, 'defence'));
    const { bag, remove } = await unzip(bytes);
    const { stdout } = await run('pdftotext', ['-layout', join(bag, 'data/schedules/MG6C.pdf'), '-']);
    const said = await everything(bag);
    await remove();
    expect(foundIn(said, 'Ask the officer first')).toEqual([]);
    expect(said).toContain('Given by the victim,Digital file MG6C/1,D,');
    // Who a third person is, the police and the prosecutor read.
    expect((await read(desk, form)).rows[1]?.source).toBe('Given by a third person (neighbour)');
    expect(said).toContain('Given by a third person,Digital file MG6C/2,');
    // Nor does a file that an officer takes away and passes on: the form in the prosecutor's bundle alone.
    const { text: taken } = await desk.client.call('GET', `/api/v1/schedules/${form}/csv`);
    expect(taken).toContain('Given by a third person,Digital file MG6C/2,');
    expect(taken).not.toContain('neighbour');
    expect(foundIn(said, 'neighbour')).toEqual([]);
    expect(stdout).not.toContain('DRAFT');
    expect(stdout).toContain(`Signed by name: ${desk.officer.displayName}`);
  });
});

describe('endorsements', () => {
  it('come back as the form’s own CSV, filled in; an item without an answer waits', async () => {
    const { desk, form, act, sign } = await drafted(3);
    await sign();
    const { text } = await desk.client.call('GET', `/api/v1/schedules/${form}/csv`);
    const filled = text
      .split('\r\n')
      .map((line) => (line.startsWith('1,') ? line.replace(/,,$/, ',D,"Shows, ""him"""') : line))
      .map((line) => (line.startsWith('3,') ? line.replace(/,,$/, ',cnd,') : line))
      .join('\r\n');
    expect(await act('endorsement-lists', { prosecutor: PROSECUTOR, csv: filled }, 201)).toEqual({ rows: 2 });
    expect((await read(desk, form)).rows.map(({ endorsed }) => endorsed)).toEqual([
      { answer: 'D', comment: 'Shows, "him"' },
      null,
      { answer: 'CND', comment: '' },
    ]);
  });

  it('are taken in whole or not at all, with every fault by its line', async () => {
    const { desk, form, sign } = await drafted(2);
    await sign();
    const csv = '1,D,fine\n9,D,no such item\n2,maybe,\n1,I,again\nx,D,';
    const refused = await desk.client.call('POST', `/api/v1/schedules/${form}/endorsement-lists`, {
      ...{ prosecutor: PROSECUTOR, csv },
    });
    expect(refused.status).toBe(400);
    for (const fault of [
      'line 2: the form has no item 9',
      'line 3: item 2: the answer is D, I or CND, not “maybe”',
      'line 4: item 1 stands here twice',
      'line 5: “x” is no number of an item',
    ])
      expect(refused.text).toContain(fault);
    expect((await read(desk, form)).rows.map(({ endorsed }) => endorsed)).toEqual([null, null]);
  });

  it('are entered in one act for many items on the page', async () => {
    const { desk, form, sign } = await drafted(3);
    await sign();
    const path = `/schedules/${form}/endorsements`;
    const said = { prosecutor: PROSECUTOR, answer: 'CND', comment: 'Repeats' };
    const nobody = await desk.client.form(path, said);
    expect([nobody.status, nobody.text]).toEqual([400, expect.stringContaining('Tick the items')]);
    const all = await desk.client.typed(`/schedules/${form}`, { ...said, all: 'yes' }, path);
    expect(all.status).toBe(303);
    expect((await read(desk, form)).rows.map(({ endorsed }) => endorsed?.answer)).toEqual([
      'CND',
      'CND',
      'CND',
    ]);
    expect((await desk.client.page(`/schedules/${form}`)).text).toContain('Repeats');
  });

  it.each([
    ['D', false, 'by the decision it does not go to the defence'],
    ['CND', true, 'by the decision it goes to the defence'],
  ])('of %s hold up a defence bundle until the decision agrees', async (answer, meetsTest, problem) => {
    const { desk, items, act, sign } = await drafted(1, { meetsTest });
    await sign();
    await act('endorsements', { prosecutor: PROSECUTOR, rows: [{ position: 1, answer }] }, 201);
    const problems = async () =>
      JSON.stringify((await desk.post(desk.ofCase('bundles/preview'), { kind: 'defence' }, 200))['problems']);
    expect(await problems()).toContain(problem);
    await desk.decide(items, { classification: 'unused', meetsTest: !meetsTest });
    expect(await problems()).not.toContain('prosecutor endorsed');
  });

  it('stand beside the item on the next version of the form', async () => {
    const { desk, act, sign } = await drafted(1);
    await sign();
    await act('endorsements', { prosecutor: PROSECUTOR, rows: [{ position: 1, answer: 'I' }] }, 201);
    const { id } = await desk.makeForm('MG6C');
    expect((await read(desk, String(id))).rows).toMatchObject([{ endorsed: { answer: 'I' } }]);
  });
});
