import { LAW_DATE, LAW_MARK } from '../../../src/kernel/law';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { run, seedItem } from './support';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Row {
  readonly clipId: string;
  readonly position: number;
  readonly label: string;
  readonly description: string;
  readonly particulars: string;
  readonly why: string | null;
}
interface Made {
  readonly version: number;
  readonly draft: boolean;
  readonly signedName: string | null;
  readonly rows: readonly Row[];
}

async function make(desk: Desk, form: string): Promise<Made & { readonly id: string }> {
  const { id } = await desk.makeForm(form);
  return { id: String(id), ...(await desk.get<Made>(`/api/v1/schedules/${String(id)}`)) };
}

async function clips(desk: Desk, count: number): Promise<string[]> {
  const made: string[] = [];
  for (let place = 0; place < count; place += 1)
    made.push((await seedItem(world, desk.home, desk.officer.id, { exhibit: false })).id);
  return made;
}

async function pdfText(desk: Desk, id: string): Promise<string> {
  const answer = await desk.client.send('GET', `/api/v1/schedules/${id}/pdf`);
  const folder = await mkdtemp(join(tmpdir(), 'lintel-pdf-'));
  await writeFile(join(folder, 'form.pdf'), Buffer.from(await answer.arrayBuffer()));
  const { stdout } = await run('pdftotext', ['-layout', join(folder, 'form.pdf'), '-']);
  await rm(folder, { recursive: true });
  return stdout;
}

describe('an MG6C', () => {
  it('numbers items in a row, goes on in later schedules and never gives a number again', async () => {
    const desk = await Desk.open(world);
    const [first = '', second = '', third = '', fourth = ''] = await clips(desk, 4);
    await desk.decide([first], { classification: 'unused', description: 'First' });
    await desk.decide([second], { classification: 'unused', description: 'Second' });
    const one = await make(desk, 'MG6C');
    expect(one.rows.map(({ position, description }) => [position, description])).toEqual([
      [1, 'First'],
      [2, 'Second'],
    ]);
    // The last one leaves; its number must not go to the next.
    await desk.decide([second], { classification: 'sensitive', description: 'Second' });
    await desk.decide([third], { classification: 'unused', description: 'Third' });
    await desk.decide([fourth], { classification: 'unused', description: 'Fourth' });
    const two = await make(desk, 'MG6C');
    expect(two.version).toBe(2);
    expect(two.rows.map(({ position, description }) => [position, description])).toEqual([
      [1, 'First'],
      [3, 'Third'],
      [4, 'Fourth'],
    ]);
    // It comes back under the number that it had.
    await desk.decide([second], { classification: 'unused', description: 'Second' });
    expect((await make(desk, 'MG6C')).rows.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    expect((await desk.get<Made>(`/api/v1/schedules/${one.id}`)).rows).toEqual(one.rows);
  });

  it('tells items of the same words apart by when they were recorded and how long they are, also when times are chosen later', async () => {
    const desk = await Desk.open(world);
    const three = await clips(desk, 3);
    for (const [place, id] of three.entries()) {
      const at = `2026-10-2${place}T21:14:03Z`;
      const media = `UPDATE lintel.clip SET media = jsonb_build_object('duration', $2::float8) WHERE id = $1`;
      await world.admin.query(media, [id, 30 + place]);
      const time = `UPDATE lintel.clip SET event_at = $2, event_by = 'likely' WHERE id = $1`;
      await world.admin.query(time, [id, at]);
    }
    await desk.decide(three, { classification: 'unused', description: 'Doorbell clip' });
    const made = await make(desk, 'MG6C');
    expect(made.rows.map(({ description, particulars }) => [description, particulars])).toEqual([
      ['Doorbell clip', 'Probably 20 October 2026 at 22:14:03 BST; length 0:30'],
      ['Doorbell clip', 'Probably 21 October 2026 at 22:14:03 BST; length 0:31'],
      ['Doorbell clip', 'Probably 22 October 2026 at 22:14:03 BST; length 0:32'],
    ]);
    const text = await pdfText(desk, made.id);
    expect(text).toContain('Recorded, length');
    for (const length of ['0:30', '0:31', '0:32']) expect(text).toContain(length);
    const csv = (await desk.client.call('GET', `/api/v1/schedules/${made.id}/csv`)).text;
    expect(csv).toContain('Doorbell clip,Probably 22 October 2026 at 22:14:03 BST; length 0:32,');
    // What a form says is as it was known then; a time that is chosen since makes no new form necessary.
    await world.admin.query(`UPDATE lintel.clip SET event_by = 'chosen' WHERE id = $1`, [three[0]]);
    await desk.makeForm('MG6D');
    // Refused while a schedule is out of date.
    expect(await desk.makeForm('MG6E')).toHaveProperty('id');
  });

  it('of 120 items with the same words lets none be taken for another by who sees nothing else, or says of which that is so', async () => {
    const desk = await Desk.open(world);
    const all = await clips(desk, 120);
    // 100 at times and with lengths of their own, ten of a known length, ten of which nothing is known.
    await world.admin.query(
      `UPDATE lintel.clip c SET media = CASE WHEN n <= 110 THEN jsonb_build_object('duration', 30 + n) END,
              event_at = CASE WHEN n <= 100 THEN timestamptz '2026-07-01T20:00:00Z' + n % 50 * interval '1 day' END,
              event_by = CASE WHEN n <= 100 THEN 'likely' END
         FROM unnest($1::uuid[]) WITH ORDINALITY AS given (id, n) WHERE c.id = given.id`,
      [all],
    );
    await desk.decide(all, { classification: 'unused', description: 'Doorbell clip' });
    const made = await make(desk, 'MG6C');
    const texts = made.rows.map(({ label, description, particulars }) =>
      [label, description, particulars].join('|'),
    );
    expect(texts).toHaveLength(120);
    const twice = texts.filter((text, at) => texts.indexOf(text) !== at);
    expect(twice.filter((text) => !text.includes('by its number alone'))).toEqual([]);
    // Only of those of which nothing is known.
    const alike = made.rows.filter(({ particulars }) => particulars.includes('by its number alone'));
    expect(alike.map(({ clipId }) => clipId).sort()).toEqual(all.slice(110).sort());
    expect(alike[0]?.particulars).toMatch(
      new RegExp(
        `^Time not known; sent .*; told from 9 other items, the first of them item ${alike[1]?.position ?? 0}, by its number alone$`,
      ),
    );
    const csv = (await desk.client.call('GET', `/api/v1/schedules/${made.id}/csv`)).text;
    expect(csv.match(/by its number alone/g)).toHaveLength(10);
  });

  it('is a draft until it is signed, as page data, PDF and CSV, and runs no formula', async () => {
    const desk = await Desk.open(world);
    const [one = ''] = await clips(desk, 1);
    await desk.decide([one], { classification: 'unused', description: '=HYPERLINK("http://evil.example")' });
    const { id } = await desk.post(desk.ofCase('schedules'), { form: 'MG6C' });
    const made = { id: String(id), ...(await desk.get<Made>(`/api/v1/schedules/${String(id)}`)) };
    expect(made.draft).toBe(true);
    const text = await pdfText(desk, made.id);
    for (const part of [
      'DRAFT for a person to check',
      'is not sensitive',
      'CND clearly not disclosable',
      'Reviewing lawyer',
      LAW_MARK,
    ])
      expect(text).toContain(part);
    const { rows } = await world.admin.query<{ detail: object }>(
      `SELECT event::jsonb->'detail' AS detail FROM custody.record
       WHERE event::jsonb->>'type' = 'schedule-made' AND event::jsonb->'detail'->>'schedule' = $1`,
      [made.id],
    );
    expect(rows).toEqual([{ detail: { schedule: made.id, law: LAW_DATE } }]);
    const csv = (await desk.client.call('GET', `/api/v1/schedules/${made.id}/csv`)).text;
    expect(csv).toContain('DRAFT for a person to check');
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    await desk.post(`/api/v1/schedules/${made.id}/signature`, { signedName: desk.officer.displayName }, 204);
    const final = await pdfText(desk, made.id);
    expect(final).not.toContain('DRAFT');
    expect(final).toContain(`Signed by name: ${desk.officer.displayName}`);
  });
});

describe('the form for a word processor', () => {
  it('is a package that other tools open, with every row, and nothing that breaks its markup', async () => {
    const desk = await Desk.open(world);
    const three = await clips(desk, 3);
    await desk.decide(three, { classification: 'unused', description: 'A <man> & \u0001 "dog"' });
    const made = await make(desk, 'MG6C');
    const answer = await desk.client.send('GET', `/api/v1/schedules/${made.id}/docx`);
    const folder = await mkdtemp(join(tmpdir(), 'lintel-docx-'));
    const file = join(folder, 'form.docx');
    await writeFile(file, Buffer.from(await answer.arrayBuffer()));
    await run('unzip', ['-q', '-t', file]);
    const read =
      'import sys, zipfile, xml.etree.ElementTree as e; z = zipfile.ZipFile(sys.argv[1]); print(z.namelist()[0]); r = e.fromstring(z.read("word/document.xml")); w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"; [print("|".join("".join(t.text or "" for t in c.iter(w + "t")) for c in row.iter(w + "tc"))) for row in r.iter(w + "tr")]';
    const { stdout } = await run('python3', ['-c', read, file]);
    await rm(folder, { recursive: true });
    const [first, head, ...rows] = stdout.trimEnd().split('\n');
    expect(first).toBe('[Content_Types].xml');
    expect(head).toContain(
      'Item|Reference|Description|Recorded, length|Source|Location|CPS: D, I or CND|Comment',
    );
    expect(rows.map((row) => row.split('|').slice(0, 3))).toEqual(
      [1, 2, 3].map((place) => [String(place), '', 'A <man> & \uFFFD "dog"']),
    );
  });
});

describe('an MG6D', () => {
  it('with nothing on it is a nil return, which a named officer signs', async () => {
    const desk = await Desk.open(world);
    for (const signedName of [undefined, '', 'Somebody Else']) {
      const answer = await desk.client.call('POST', desk.ofCase('schedules'), { form: 'MG6D', signedName });
      expect(answer.json()).toMatchObject({ status: 400, code: 'signature-needed' });
    }
    const made = await make(desk, 'MG6D');
    expect(made).toMatchObject({ rows: [], signedName: desk.officer.displayName });
    const text = await pdfText(desk, made.id);
    expect(text).toContain('Nil return');
    expect(text).toContain('not for the defence');
    expect(text).toContain(`Signed by name: ${desk.officer.displayName}`);
  });

  it('lists each sensitive item and why it is sensitive', async () => {
    const desk = await Desk.open(world);
    const [one = ''] = await clips(desk, 1);
    await desk.decide([one], {
      classification: 'sensitive',
      description: 'A door',
      reason: 'Shows her new home',
    });
    expect((await make(desk, 'MG6D')).rows).toEqual([
      expect.objectContaining({ position: 1, description: 'A door', why: 'Shows her new home' }),
    ]);
  });
});

describe('an MG6E', () => {
  it('reports what might meet the test of both schedules, once these are up to date and all is certified', async () => {
    const desk = await Desk.open(world);
    const [helps = '', idle = '', hidden = ''] = await clips(desk, 3);
    await desk.decide([helps], { classification: 'unused', meetsTest: true, description: 'Another man' });
    await desk.decide([idle], { classification: 'unused', description: 'Nothing' });
    await desk.decide([hidden], { classification: 'sensitive', meetsTest: true, description: 'A refuge' });
    const signed = { form: 'MG6E', signedName: desk.officer.displayName };
    const early = await desk.client.call('POST', desk.ofCase('schedules'), { ...signed, certified: 2 });
    expect(early.json()).toMatchObject({ status: 409, code: 'schedule-out-of-date' });
    await make(desk, 'MG6C');
    await make(desk, 'MG6D');
    const half = await desk.client.call('POST', desk.ofCase('schedules'), { ...signed, certified: 1 });
    expect(half.json()).toMatchObject({ status: 400, code: 'certification-needed' });
    const made = await make(desk, 'MG6E');
    expect(made.rows).toEqual([
      expect.objectContaining({ clipId: helps, label: 'MG6C 1', description: 'Another man' }),
      expect.objectContaining({ clipId: hidden, label: 'MG6D 1', description: 'A refuge' }),
    ]);
    expect(await pdfText(desk, made.id)).toContain('To the best of my knowledge and belief');
  });
});

describe('an MG12', () => {
  it('goes by reference, whatever came first', async () => {
    const desk = await Desk.open(world);
    const made = [
      await seedItem(world, desk.home, desk.officer.id),
      await seedItem(world, desk.home, desk.officer.id),
    ];
    for (const [place, reference] of ['AB/10', 'AB/2'].entries())
      await world.admin.query('UPDATE lintel.exhibit SET reference = $2 WHERE clip_id = $1', [
        made[place]?.id,
        reference,
      ]);
    for (const { id } of made) await desk.decide([id], { classification: 'evidence' });
    const { rows } = await make(desk, 'MG12');
    expect(rows.map(({ position, label }) => [position, label])).toEqual([
      [1, 'AB/2'],
      [2, 'AB/10'],
    ]);
  });

  it('lists exhibits with reference, description and producer', async () => {
    const desk = await Desk.open(world);
    const { id, reference } = await seedItem(world, desk.home, desk.officer.id);
    await desk.decide([id], { classification: 'evidence', description: '' });
    expect((await make(desk, 'MG12')).rows).toEqual([
      expect.objectContaining({ clipId: id, label: reference, producer: 'Ann Bell' }),
    ]);
  });
});

describe('the forms that were made', () => {
  it('come page by page, newest first, each once; the page shows the newest of each', async () => {
    const desk = await Desk.open(world);
    const [first = ''] = await clips(desk, 1);
    await desk.decide([first], { classification: 'unused', description: 'First' });
    const made: string[] = [];
    for (const form of ['MG6C', 'MG12', 'MG6C', 'MG6C', 'MG12']) made.unshift((await make(desk, form)).id);
    const read = (more: string) =>
      desk.get<{ items: { id: string }[]; next: string | null }>(desk.ofCase(`schedules?limit=2${more}`));
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const { items, next } = await read(after === '' ? '' : `&after=${after}`);
      expect(items.length).toBeLessThanOrEqual(2);
      seen.push(...items.map(({ id }) => id));
      after = next;
    }
    expect(seen).toEqual(made);
    const { text } = await desk.client.page(`/investigations/${desk.home.investigation}/disclosure`);
    expect([...text.matchAll(/MG\w+, version \d/g)].map(([shown]) => shown)).toEqual([
      'MG12, version 2',
      'MG6C, version 3',
    ]);
    expect(text.match(/not made yet/g)).toHaveLength(2);
  });
});
