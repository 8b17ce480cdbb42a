import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  applicationAnswer,
  applicationPage,
} from '../../../src/apps/workspace/areas/applications/application.model';
import { LAW_DATE } from '../../../src/kernel/law';
import { signedIn, type Answer, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, seedRendition, type Case, type World } from './world';

const run = promisify(execFile);

let world: World;
let client: OfficerClient;
let home: Case;
let folder: string;
let officerId: string;
/** Two that count, of which the second has no exhibit; one that does not count; one that counts and is not relied on. */
let occasions: readonly [first: string, second: string, not: string, other: string];
let clips: readonly string[];
beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'lintel-application-'));
  const officer = await world.officer();
  officerId = officer.id;
  client = await signedIn(world, officer);
  home = await seedCase(world, officer.id);
  const picture = join(folder, 'poster.jpg');
  await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=s=640x360', '-frames:v', '1', picture]);
  const poster = await readFile(picture);
  const first = await clipAt('2026-10-05T20:00:00Z', poster);
  const second = await clipAt('2026-10-12T05:30:00Z', poster, 'infected');
  const postman = await clipAt('2026-10-13T09:00:00Z', poster);
  const gate = await clipAt('2026-10-14T21:48:00Z', poster);
  clips = [first, second];
  await exhibit(first, 'The man at the front door');
  await exhibit(gate, 'The man at the back gate');
  occasions = [
    await occasion(
      { clips: [first], incidents: [await incident('He shouted through the letter box')] },
      true,
    ),
    await occasion({ clips: [second] }, true),
    await occasion({ clips: [postman] }, false),
    await occasion({ clips: [gate] }, true),
  ];
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** A sent clip whose time an officer chose, with its picture. */
async function clipAt(instant: string, poster: Buffer, malware?: 'infected'): Promise<string> {
  const clip = await seedClip(world, home, malware === undefined ? {} : { malware });
  await seedRendition(world, clip, 'poster', { bytes: poster, contentType: 'image/jpeg' });
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, 'overlay', true, '{}') RETURNING id`,
    [clip.id],
  );
  await world.admin.query(
    `INSERT INTO lintel.time_choice (clip_id, candidate_id, instant, reason, officer_id) VALUES ($1, $2, $3, 'It shows it', $4)`,
    [clip.id, rows[0]?.id, instant, officerId],
  );
  await world.admin.query(`UPDATE lintel.clip SET media = '{"duration": 20}' WHERE id = $1`, [clip.id]);
  return clip.id;
}

async function incident(words: string): Promise<string> {
  const answers = {
    what: { words, unknown: false },
    when: { kind: 'exact', day: '5', month: '10', year: '2026', time: '21:00', words: '' },
  };
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, number, sent_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, 1, '2026-10-20') RETURNING id`,
    [home.invitation, home.investigation, home.submission, answers],
  );
  return rows[0]?.id ?? '';
}

const of = (path: string): string => `/api/v1/investigations/${home.investigation}/${path}`;
const at = (id: string, rest = ''): string => `/api/v1/applications/${id}${rest}`;

async function exhibit(clip: string, description: string): Promise<void> {
  const words = { initials: 'AB', producerName: 'Ann Bell', description };
  const answer = await client.call('POST', `/api/v1/clips/${clip}/accept`, words);
  expect(answer.status).toBe(201);
}

async function occasion(parts: object, counts: boolean): Promise<string> {
  const { id } = (await client.call('POST', of('occasions'), parts)).json();
  const decision = { counts, reason: counts ? 'He comes without being asked' : 'It was the postman' };
  await client.call('POST', `/api/v1/occasions/${id}/decisions`, decision);
  return id;
}

const complete = () => ({
  respondent: { name: 'Jonathan Respondent', bornOn: '1980-02-03' },
  ground: 'resides',
  conditions: { acts: 'He loiters.', risk: 'She sleeps badly.', necessity: 'Words did not stop him.' },
  prohibitions: ['Not to enter her street'],
  requirements: ['To attend a programme'],
  months: 36,
  acts: [
    { occasion: occasions[1], words: 'He tried the handle.' },
    { occasion: occasions[0], words: '' },
  ],
});
const begin = async (body: object = {}): Promise<string> => {
  const answer = await client.call('POST', of('applications'), body);
  expect(answer.status).toBe(201);
  return answer.json().id;
};
const save = (id: string, body: object): Promise<Answer> => client.call('POST', at(id, '/versions'), body);
const read = async (id: string) => applicationAnswer.parse((await client.call('GET', at(id))).json());
const events = async (type: string): Promise<string[]> => {
  const { rows } = await world.admin.query<{ event: string }>(
    `SELECT event::text FROM custody.record WHERE event::jsonb->>'type' = $1 ORDER BY event::jsonb->>'at', seq`,
    [type],
  );
  return rows.map(({ event }) => event);
};

async function paper(id: string): Promise<Response> {
  return client.send('POST', at(id, '/paper'), {
    body: JSON.stringify({ reason: 'To lay before the court' }),
    headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'test' },
  });
}

describe('an application for a stalking protection order', () => {
  it('begins with nothing, and says what it wants before it is finished', async () => {
    const draft = await begin();
    const { wanting, content } = await read(draft);
    expect(wanting).toHaveLength(7);
    expect(content).toMatchObject({ kind: 'full', respondent: { name: '' }, acts: [] });
    const refused = await save(draft, { ...complete(), requirements: [], prohibitions: [], finished: true });
    expect(refused.json()).toMatchObject({
      status: 400,
      code: 'application-wanting',
      detail: expect.stringContaining('a prohibition or a requirement') as string,
    });
    expect((await save(draft, { ...complete(), finished: true })).status).toBe(201);
  });

  it('takes no fixed period under two years', async () => {
    expect((await client.call('POST', of('applications'), { months: 23 })).status).toBe(400);
    await begin({ months: 24 });
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
      '3 February 1980',
      '36 months beginning with the day on which it is made',
      'She sleeps badly.',
      'Not to enter her street',
      'Act 1: 5 October 2026, 21:00:00 to 21:00:20 BST',
      'Act 2: 12 October 2026, 06:30:00 to 06:30:20 BST',
      '“He shouted through the letter box” (Incident 1, in the victim’s own words)',
      'He tried the handle.',
      'The man at the front door',
      'paragraphs for the statement of Ann Bell',
      'referred to in the statement of Ann Bell',
    ])
      expect(text).toContain(said);
    expect(text).toContain('marked AB/1.');
    // Of what is not relied on, and of what a scan holds back.
    expect(text).not.toContain('AB/2');
    expect(text).not.toContain('postman');
    // The file's own name may tell where somebody lives.
    expect(text).not.toContain('Front door');
    expect(text).toMatch(/no still\. /);
    const { stdout: images } = await run('pdfimages', ['-list', file]);
    expect(images.split('\n').filter((line) => line.includes(' jpeg '))).toHaveLength(1);
    const { rows: copies } = await world.admin.query<{ subject: string }>(
      `SELECT subject FROM custody.record WHERE event::jsonb->>'type' = 'downloaded'`,
    );
    expect(copies).toEqual([{ subject: `clip:${clips[0]}` }]);
    const made = (await events('application-made')).at(-1) ?? '';
    expect(JSON.parse(made)).toMatchObject({
      detail: { application: id, occasions: 2, stills: 1, law: LAW_DATE },
    });
  });

  it('is material once it is finished, without the particulars of the respondent', async () => {
    const { rows } = await world.admin.query<{ title: string; text: string }>(
      `SELECT c.file_name AS title, w.content::text AS text FROM lintel.written_item w JOIN lintel.clip c ON c.id = w.clip_id
        WHERE w.kind = 'chronology' AND w.investigation_id = $1`,
      [home.investigation],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.title).toContain('Application for a stalking protection order');
    expect(rows[0]?.text).toContain('He tried the handle.');
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
    expect(refused.text).toContain('your own words on section 1(1)(a)');
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
    expect((await other.call('GET', at(id))).status).toBe(404);
    expect((await other.call('POST', at(id, '/versions'), {})).status).toBe(404);
  });
});
