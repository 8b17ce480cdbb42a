import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { signedIn, type OfficerClient } from './client';
import { deciding } from './deciding';
import { openWorld, seedCase, seedClip, seedRendition, type Case, type World } from './world';

const run = promisify(execFile);

let world: World;
let client: OfficerClient;
let home: Case;
let folder: string;
let officerId: string;
let poster: Buffer;
let decided: ReturnType<typeof deciding>;
beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'lintel-application-'));
  const officer = await world.officer();
  officerId = officer.id;
  client = await signedIn(world, officer);
  home = await seedCase(world, officer.id);
  const picture = join(folder, 'poster.jpg');
  await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=s=640x360', '-frames:v', '1', picture]);
  poster = await readFile(picture);
  decided = deciding(world, home, officerId, poster);
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** A sent clip whose time an officer chose, with its picture. */
async function clipAt(instant: string): Promise<string> {
  const clip = await seedClip(world, home);
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
  const words = { initials: 'CD', producerName: 'Cleo Dale', description };
  const answer = await client.call('POST', `/api/v1/clips/${clip}/accept`, words);
  expect(answer.status).toBe(201);
}

async function occasion(parts: object): Promise<string> {
  const { id } = (await client.call('POST', of('occasions'), parts)).json();
  const decision = { counts: true, reason: 'He comes without being asked' };
  await client.call('POST', `/api/v1/occasions/${id}/decisions`, decision);
  return id;
}

const complete = (relied: readonly string[]) => ({
  respondent: { name: 'Jonathan Respondent', bornOn: '1980-02-03' },
  ground: 'resides',
  conditions: { acts: 'He loiters.', risk: 'She sleeps badly.', necessity: 'Words did not stop him.' },
  prohibitions: ['Not to enter her street'],
  requirements: ['To attend a programme'],
  duration: 'fixed',
  months: 36,
  acts: relied.map((one) => ({ occasion: one, words: '' })),
});
const begin = async (body: object = {}): Promise<string> => {
  const answer = await client.call('POST', of('applications'), body);
  expect(answer.status).toBe(201);
  return answer.json().id;
};
const finished = async (
  from: string,
  relied: readonly string[],
  risk = 'She sleeps badly.',
): Promise<string> => {
  const body = complete(relied);
  const conditions = { ...body.conditions, risk };
  const answer = await client.call('POST', at(from, '/versions'), { ...body, conditions, finished: true });
  expect(answer.status).toBe(201);
  return answer.json().id;
};
const events = async (type: string): Promise<string[]> => {
  const { rows } = await world.admin.query<{ event: string }>(
    `SELECT event::text FROM custody.record WHERE event::jsonb->>'type' = $1 ORDER BY event::jsonb->>'at', seq`,
    [type],
  );
  return rows.map(({ event }) => event);
};

const hashOf = async (clip: string): Promise<string> => {
  const { rows } = await world.admin.query<{ sha256: string }>(
    'SELECT left(stored_sha256, 32) AS sha256 FROM lintel.clip WHERE id = $1',
    [clip],
  );
  return rows[0]?.sha256 ?? '';
};

interface Item {
  readonly source: string;
  readonly kind: string;
  readonly version: number;
  readonly doubt: string | null;
  readonly title: string;
  readonly text: string;
  readonly presumed: string;
}

/** What was written, taken as items, in the order of these sources. */
async function items(...sources: readonly string[]): Promise<Item[]> {
  const { rows } = await world.admin.query<Item>(
    `SELECT w.source, w.kind, w.version, w.doubt, c.file_name AS title, w.content::text AS text, lintel.presumed(w.clip_id) AS presumed
       FROM lintel.written_item w JOIN lintel.clip c ON c.id = w.clip_id
      WHERE w.source = ANY ($1) ORDER BY array_position($1, w.source), w.version`,
    [sources],
  );
  return rows;
}

async function paper(id: string): Promise<Response> {
  return client.send('POST', at(id, '/paper'), {
    body: JSON.stringify({ reason: 'To lay before the court' }),
    headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'test' },
  });
}

/** An act that counts, of one exhibit. */
async function actOf(description: string, parts: object = {}): Promise<{ clip: string; occasion: string }> {
  const clip = await clipAt('2026-10-16T20:00:00Z');
  await exhibit(clip, description);
  return { clip, occasion: await occasion({ clips: [clip], ...parts }) };
}

/** The words of the paper of a new version, and how many copies were taken for it. */
async function paperOf(relied: readonly string[]): Promise<{ text: string; copies: number }> {
  const id = await finished(await begin(), relied);
  const before = (await events('downloaded')).length;
  const text = await textOf(await paper(id));
  return { text, copies: (await events('downloaded')).length - before };
}

async function textOf(answer: Response): Promise<string> {
  expect(answer.status).toBe(200);
  const file = join(folder, 'application.pdf');
  await writeFile(file, Buffer.from(await answer.arrayBuffer()));
  const { stdout } = await run('pdftotext', ['-layout', file, '-']);
  return stdout.replaceAll(/\s+/g, ' ');
}

describe('the papers of an application', () => {
  it('say that two acts rest on one recording, in the paper and in its words, and that an act is not what it was', async () => {
    const one = await actOf('The man at the door');
    const other = await actOf('The same man, from the app');
    const early = await finished(await begin(), [one.occasion, other.occasion]);
    expect(await textOf(await paper(early))).not.toContain('same recording');
    await world.admin.query('UPDATE lintel.clip SET replaces = $2 WHERE id = $1', [other.clip, one.clip]);
    expect((await client.page(`/applications/${early}`)).text).toContain('is not what it was');
    const told = await finished(await begin(), [one.occasion, other.occasion]);
    const text = await textOf(await paper(told));
    expect(text.match(/A version of the same recording stands with occasion \d+ too/g)).toHaveLength(2);
    const [item] = await items(told);
    expect(item?.text.match(/A version of the same recording/g)).toHaveLength(2);
    // Of acts that the paper does not tell of it says nothing.
    const alone = await paperOf([one.occasion]);
    expect(alone.text).not.toContain('same recording');
  });

  it('is an item of its own in each finished version, and replaces no chronology', async () => {
    expect((await client.call('POST', of('chronology'), { reason: 'To see it' })).status).toBe(200);
    const [chronology] = await items(home.investigation);
    const { occasion: act } = await actOf('The man at the door');
    const finish = async (from: string, risk: string): Promise<string> => {
      const id = await finished(from, [act], risk);
      expect((await paper(id)).status).toBe(200);
      return id;
    };
    const first = await finish(await begin(), 'She hides.');
    const second = await finish(first, 'She moved away.');
    const other = await finish(await begin(), 'She carries an alarm.');
    // Made once more.
    expect((await paper(second)).status).toBe(200);
    const found = await items(home.investigation, first, second, other);
    expect(found).toEqual([
      chronology,
      expect.objectContaining({ source: first, text: expect.stringContaining('She hides.') as string }),
      expect.objectContaining({ source: second, text: expect.stringContaining('She moved away.') as string }),
      expect.objectContaining({
        ...{ source: other, text: expect.stringContaining('She carries an alarm.') as string },
      }),
    ]);
    expect(chronology?.kind).toBe('chronology');
    expect(new Set(found.map(({ doubt, version }) => `${doubt} ${version}`))).toEqual(new Set(['null 1']));
  });

  it.each<[string, string, boolean]>([
    ['is sensitive', 'sensitive', true],
    ['is not to be disclosed', 'unused', false],
  ])(
    'says nothing of what was decided: that an exhibit %s, but that something is left out',
    async (_, classification, meetsTest) => {
      const { clip, occasion: act } = await actOf('The man by the informant’s car');
      await decided.decide(clip, classification, meetsTest);
      const { text, copies: taken } = await paperOf([act]);
      expect(taken).toBe(0);
      for (const hidden of ['informant', 'Cleo Dale', await hashOf(clip)]) expect(text).not.toContain(hidden);
      expect(text).toContain('It is left out: ask the disclosure officer.');
      expect(text).toMatch(/CD\/\d+ Left out: ask the disclosure officer/);
      // Until it is decided again, a review changes nothing.
      await world.admin.query(
        `INSERT INTO lintel.disclosure_review (id, investigation_id, occasion, reason, opened_by)
         VALUES (gen_random_uuid(), $1, 'other', 'sample', $2)`,
        [home.investigation, officerId],
      );
      expect((await paperOf([act])).text).not.toContain('informant');
      await decided.decide(clip, 'evidence', true);
      expect(await paperOf([act])).toMatchObject({
        ...{ copies: 1, text: expect.stringContaining('informant') as string },
      });
    },
  );

  it('quotes no entry of the diary that was decided to be sensitive', async () => {
    const entry = await incident('She lives with her sister in Leeds');
    const { occasion: act } = await actOf('The man at the fence', { incidents: [entry] });
    expect((await paperOf([act])).text).toContain('sister');
    const item = randomUUID();
    await world.admin.query(
      `INSERT INTO lintel.clip (id, investigation_id, state, file_name, size, incoming_key, sent_at, written)
       VALUES ($1::uuid, $2, 'receiving', 'Diary entry', 0, 'written-' || $1::uuid, now(), true)`,
      [item, home.investigation],
    );
    await world.admin.query(
      `INSERT INTO lintel.written_item (clip_id, investigation_id, kind, source, version, content, frozen_at)
       VALUES ($1, $2, 'incident', $3, 1, '{"lines": []}', now())`,
      [item, home.investigation, entry],
    );
    await decided.decide(item, 'sensitive', true);
    const { text } = await paperOf([act]);
    expect(text).toContain('The man at the fence');
    expect(text).not.toContain('sister');
  });

  it('shows no still of what goes as a redacted copy, from its approval until it is chosen whole', async () => {
    const { clip, occasion: act } = await actOf('The man at the shed');
    const copy = await decided.redact(clip);
    const left = 'It is left out: ask the disclosure officer.';
    for (const [before, said] of [
      [() => Promise.resolve(), { copies: 0, text: expect.stringContaining(left) as string }],
      [() => decided.choose(clip, copy), { copies: 0, text: expect.stringContaining(left) as string }],
      [() => decided.choose(clip, null), { copies: 1, text: expect.not.stringContaining(left) as string }],
    ] as const) {
      await before();
      const made = await paperOf([act]);
      expect(made).toMatchObject(said);
      expect(made.text).toContain('The man at the shed');
    }
  });

  it('shows no frame of such a recording either, nor lists one that is not shown', async () => {
    const { clip, occasion: act } = await actOf('The man at the well');
    await decided.frameOf(clip, 'His face at the well');
    const shown = await paperOf([act]);
    expect(shown.copies).toBe(1);
    expect(shown.text.match(/His face at the well/g)?.length).toBeGreaterThan(1);
    await decided.redact(clip);
    const { text, copies: taken } = await paperOf([act]);
    expect(taken).toBe(0);
    expect(text).toContain('The man at the well');
    expect(text).not.toContain('His face');
  });

  it('lets nobody produce an exhibit that was erased', async () => {
    const { clip, occasion: act } = await actOf('The man at the gate post');
    await world.admin.query('UPDATE lintel.clip SET erased_at = now() WHERE id = $1', [clip]);
    await world.admin.query(
      `UPDATE lintel.exhibit SET producer_name = '(erased)', description = '(erased)' WHERE clip_id = $1`,
      [clip],
    );
    const { text, copies: taken } = await paperOf([act]);
    expect(taken).toBe(0);
    expect(text).toMatch(/CD\/\d+ Erased/);
    for (const untrue of ['(erased)', 'paragraphs for the statement of', 'referred to in the statement of'])
      expect(text).not.toContain(untrue);
  });

  it('puts no copy on record of a still for which the paper has no room', async () => {
    const large = await actOf('The man at the wall');
    const small = await actOf('The man at the hedge');
    await world.admin.query(`UPDATE lintel.rendition SET size = 60 * 1024 * 1024 WHERE clip_id = $1`, [
      large.clip,
    ]);
    const { text, copies: taken } = await paperOf([large.occasion, small.occasion]);
    expect(text).toContain('The paper would become too large.');
    expect(taken).toBe(1);
  });

  it('is made into papers one after another, also when one of them cannot be made', async () => {
    const id = await finished(await begin(), [(await actOf('The man at the bin')).occasion]);
    const made = await Promise.all([paper(id), paper(home.investigation), paper(id)]);
    expect(made.map(({ status }) => status)).toEqual([200, 404, 200]);
  });
});
