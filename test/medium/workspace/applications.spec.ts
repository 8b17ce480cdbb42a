import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applicationPage } from '../../../src/apps/workspace/areas/applications/application.model';
import { LAW_DATE } from '../../../src/kernel/law';
import {
  applicationsWorld,
  at,
  begin,
  client,
  clips,
  complete,
  events,
  folder,
  home,
  occasions,
  of,
  paper,
  read,
  reference,
  run,
  save,
  world,
} from './applications.world';
import { signedIn } from './client';

applicationsWorld();
/** Of copies that were taken: of what, in order. */
const copies = async (): Promise<string[]> => {
  const { rows } = await world.admin.query<{ subject: string }>(
    `SELECT subject FROM custody.record WHERE event::jsonb->>'type' = 'downloaded' ORDER BY event::jsonb->>'at', seq`,
  );
  return rows.map(({ subject }) => subject);
};

describe('an application for a stalking protection order', () => {
  it('begins with nothing, and says what it wants before it is finished', async () => {
    const draft = await begin();
    const { wanting, content } = await read(draft);
    expect(wanting).toHaveLength(8);
    expect(content).toMatchObject({ kind: 'full', respondent: { name: '' }, acts: [] });
    const refused = await save(draft, { ...complete(), requirements: [], prohibitions: [], finished: true });
    expect(refused.json()).toMatchObject({
      status: 400,
      code: 'application-wanting',
      detail: expect.stringContaining('a prohibition or a requirement') as string,
    });
    expect((await save(draft, { ...complete(), finished: true })).status).toBe(201);
  });

  it.each([
    ['does not count', () => [occasions[2]]],
    ['is of another investigation', () => [home.investigation]],
    ['is chosen twice', () => [occasions[0], occasions[0]]],
  ])('relies on no occasion that %s', async (_, chosen) => {
    const acts = chosen().map((one) => ({ occasion: one }));
    const answer = await client.call('POST', of('applications'), { acts });
    expect(answer.json()).toMatchObject({ status: 400, code: 'act-not-counted' });
  });

  it('keeps every version, in the order of time within, and adds the next to the newest alone', async () => {
    const first = await begin(complete());
    expect((await read(first)).content.acts.map(({ number, words }) => [number, words])).toEqual([
      [1, ''],
      [2, 'He tried the handle.'],
    ]);
    const answers = await Promise.all([
      save(first, { ...complete(), kind: 'full-and-interim' }),
      save(first, { ...complete(), kind: 'full-and-interim' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const second = answers.find(({ status }) => status === 201)?.json().id ?? '';
    expect(await read(first)).toMatchObject({ version: 1, newest: second, content: { kind: 'full' } });
    expect(await read(second)).toMatchObject({ version: 2, newest: second });
    const versions = applicationPage.parse((await client.call('GET', at(second, '/versions'))).json());
    expect(versions.items.map(({ id, version }) => [id, version])).toEqual([
      [second, 2],
      [first, 1],
    ]);
    const list = applicationPage.parse((await client.call('GET', of('applications'))).json());
    expect(list.items[0]).toMatchObject({ id: second, respondent: 'Jonathan Respondent' });
    expect(list.items.map(({ id }) => id)).not.toContain(first);
  });

  it('is on record by ids and the hash of what it says: no name and no word stands in the log', async () => {
    const id = await begin(complete());
    const saved = (await events('application-saved')).find((event) => event.includes(id)) ?? '';
    expect(JSON.parse(saved)).toMatchObject({
      detail: { application: id, version: 1, finished: false, occasions: [occasions[0], occasions[1]] },
      commit: { sha256: expect.any(String) as string },
    });
    const { rows } = await world.admin.query<{ text: string }>(
      `SELECT (SELECT string_agg(r::text, '') FROM custody.record r) || (SELECT string_agg(o::text, '') FROM lintel.opening o) AS text`,
    );
    expect(rows[0]?.text).toContain(id);
    expect(rows[0]?.text).not.toContain('Respondent');
    expect(rows[0]?.text).not.toContain('loiters');
  });

  it('makes one paper of its acts alone, marked as a draft, and records each still as a copy', async () => {
    const id = (await save(await begin(), { ...complete(), finished: true })).json().id;
    const before = (await copies()).length;
    const answer = await paper(id);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    const file = join(process.env['LINTEL_SCREENSHOTS'] ?? folder, 'application.pdf');
    await writeFile(file, Buffer.from(await answer.arrayBuffer()));
    const { stdout } = await run('pdftotext', ['-layout', file, '-']);
    const text = stdout.replaceAll(/\s+/g, ' ');
    for (const said of [
      'DRAFT for a person to check',
      'Jonathan Respondent',
      'Peterlee Magistrates’ Court',
      '3 February 1980',
      '36 months beginning with the day on which it is made',
      'She sleeps badly.',
      'Not to enter her street',
      'Act 1: 5 October 2026, 21:00:00 to 21:00:20 BST',
      'Act 2: 12 October 2026, 06:30:00 to 06:30:20 BST',
      `“He shouted through the letter box” (Incident 1 of ${reference}, in the victim’s own words)`,
      'This paper itself has not been decided about for disclosure',
      'He tried the handle.',
      'The man at the front door',
      'paragraphs for the statement of Ann Bell',
      'referred to in the statement of Ann Bell',
    ])
      expect(text).toContain(said);
    expect(text).toContain('marked AB/1.');
    expect(text).not.toContain('ot the newest version');
    expect(text).not.toContain('under 18');
    expect(text).not.toContain('5(3)');
    // Of what is not relied on, and of what a scan holds back.
    expect(text).not.toContain('AB/2');
    expect(text).not.toContain('postman');
    // The file's own name may tell where somebody lives.
    expect(text).not.toContain('Front door');
    expect(text).toMatch(/no still\. /);
    const { stdout: images } = await run('pdfimages', ['-list', file]);
    expect(images.split('\n').filter((line) => line.includes(' jpeg '))).toHaveLength(1);
    expect((await copies()).slice(before)).toEqual([`clip:${clips[0]}`]);
    const made = (await events('application-made')).at(-1) ?? '';
    expect(JSON.parse(made)).toMatchObject({
      detail: { application: id, occasions: 2, stills: 1, law: LAW_DATE },
    });
  });

  it('is material once it is finished, without the particulars of the respondent', async () => {
    const id = (await save(await begin(), { ...complete(), finished: true })).json().id;
    expect((await paper(id)).status).toBe(200);
    const { rows } = await world.admin.query<{ title: string; text: string }>(
      `SELECT c.file_name AS title, w.content::text AS text FROM lintel.written_item w JOIN lintel.clip c ON c.id = w.clip_id
        WHERE w.kind = 'application' AND w.source = $1`,
      [id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.title).toContain('Application for a stalking protection order');
    for (const said of [
      'He tried the handle.',
      'Application for a stalking protection order',
      'resides in the chief officer’s police area',
      `From: AB/1; Incident 1 of ${reference}`,
      'From: a recording that is no exhibit',
    ])
      expect(rows[0]?.text).toContain(said);
    expect(rows[0]?.text).not.toContain('Respondent');
  });

  it('is made into no paper once an occasion is not what it was, until another version is saved', async () => {
    const acts = [{ occasion: occasions[3], words: '' }];
    const id = await begin({ ...complete(), acts });
    const decision = { counts: true, reason: 'He stayed for an hour' };
    await client.call('POST', `/api/v1/occasions/${occasions[3]}/decisions`, decision);
    expect((await read(id)).changed).toEqual([4]);
    const refused = await paper(id);
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'acts-changed' }]);
    expect((await client.page(`/applications/${id}`)).text).toContain('Occasion 4 is not what it was');
    const next = (await save(id, { ...complete(), acts })).json().id;
    expect((await paper(next)).status).toBe(200);
    const dropped = { counts: false, reason: 'It was a neighbour' };
    await client.call('POST', `/api/v1/occasions/${occasions[3]}/decisions`, dropped);
    expect((await paper(next)).status).toBe(409);
    // The act and its words do not vanish from the form: somebody takes them out.
    expect((await client.page(`/applications/${next}`)).text).toMatch(
      /value="[^"]+" checked>\s*<label[^>]*>Occasion 4: [^<]*<\/label>\s*<div[^>]*><strong>It does not count any more\.<\/strong>/,
    );
  });

  it('is saved from its page as it is over the API, and gives back what was typed', async () => {
    const first = await client.form(`/investigations/${home.investigation}/applications`, {});
    const address = first.headers.get('location') ?? '';
    const fields = {
      ...{ kind: 'interim', name: 'Jonathan Respondent', prohibitions: 'Not to call\n\n Not to write \n' },
      ...{ occasions: occasions[0], [`words-${occasions[0]}`]: 'He shouted.', months: '', interimDays: '28' },
    };
    const refused = await client.form(`${address}/versions`, { ...fields, finish: 'yes' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('why an interim order is appropriate now (section 5(3))');
    expect(refused.text).not.toContain('your own words on section 1(1)(a)</a>');
    expect(refused.text).toContain('He shouted.');
    const saved = await client.form(`${address}/versions`, fields);
    expect(saved.status).toBe(303);
    const id = (saved.headers.get('location') ?? '').split('/').at(-1) ?? '';
    expect((await read(id)).content).toMatchObject({
      ...{ kind: 'interim', interimDays: 28, prohibitions: ['Not to call', 'Not to write'] },
      acts: [{ occasion: occasions[0], words: 'He shouted.' }],
    });
    const other = await client.form(`${address}/versions`, fields);
    expect([other.status, other.text]).toEqual([
      409,
      expect.stringContaining('There is a newer version of this application'),
    ]);
  });

  it('is hidden from who was let in for an emergency', async () => {
    const id = await begin(complete());
    const helper = await world.officer();
    await world.admin.query(
      `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, ends_at)
       VALUES (gen_random_uuid(), $1, $2, 'Somebody may come to harm', now() + interval '1 hour')`,
      [home.investigation, helper.id],
    );
    const other = await signedIn(world, helper);
    expect((await other.call('GET', of('occasions'))).status).toBe(200);
    expect((await other.call('GET', of('applications'))).json().items).toEqual([]);
    const list = await other.page(`/investigations/${home.investigation}/applications`);
    expect(list.text).toContain('An emergency shows no applications');
    expect(list.text).not.toMatch(/None yet|Begin an application/);
    expect((await other.call('GET', at(id))).status).toBe(404);
    expect((await other.call('POST', at(id, '/versions'), {})).status).toBe(404);
  });
});
