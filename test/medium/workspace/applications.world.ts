import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { applicationAnswer } from '../../../src/apps/workspace/areas/applications/application.model';
import { signedIn, type Answer, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, seedRendition, type Case, type World } from './world';

export const run = promisify(execFile);

export let world: World;
export let client: OfficerClient;
export let home: Case;
export let folder: string;
let officerId: string;
/** Two that count, of which the second has no exhibit; one that does not count; one that counts and is not relied on. */
export let occasions: readonly [first: string, second: string, not: string, other: string];
export let clips: readonly string[];
export let account: string;
/** Of the sending with which it came. */
export let reference: string;
/** Its world stands while the tests of a file run. */
export function applicationsWorld(): void {
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
    account = await incident('He shouted through the letter box');
    const { rows } = await world.admin.query<{ reference: string }>(
      'SELECT reference FROM lintel.submission WHERE id = $1',
      [home.submission],
    );
    reference = rows[0]?.reference ?? '';
    occasions = [
      await occasion({ clips: [first], incidents: [account] }, true),
      await occasion({ clips: [second] }, true),
      await occasion({ clips: [postman] }, false),
      await occasion({ clips: [gate] }, true),
    ];
  });
  afterAll(async () => {
    await world.close();
    await rm(folder, { recursive: true });
  });
}

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

export async function incident(words: string, number = 1, follows: string | null = null): Promise<string> {
  const answers = {
    what: { words, unknown: false },
    when: { kind: 'exact', day: '5', month: '10', year: '2026', time: '21:00', words: '' },
  };
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, number, follows, sent_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, '2026-10-20') RETURNING id`,
    [home.invitation, home.investigation, home.submission, answers, number, follows],
  );
  return rows[0]?.id ?? '';
}

export const of = (path: string): string => `/api/v1/investigations/${home.investigation}/${path}`;
export const at = (id: string, rest = ''): string => `/api/v1/applications/${id}${rest}`;

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

export const complete = () => ({
  court: 'Peterlee Magistrates’ Court',
  respondent: { name: 'Jonathan Respondent', bornOn: '1980-02-03' },
  ground: 'resides',
  conditions: { acts: 'He loiters.', risk: 'She sleeps badly.', necessity: 'Words did not stop him.' },
  prohibitions: ['Not to enter her street'],
  requirements: ['To attend a programme'],
  duration: 'fixed',
  months: 36,
  acts: [
    { occasion: occasions[1], words: 'He tried the handle.' },
    { occasion: occasions[0], words: '' },
  ],
});
export const begin = async (body: object = {}): Promise<string> => {
  const answer = await client.call('POST', of('applications'), body);
  expect(answer.status).toBe(201);
  return answer.json().id;
};
export const save = (id: string, body: object): Promise<Answer> =>
  client.call('POST', at(id, '/versions'), body);
export const read = async (id: string) => applicationAnswer.parse((await client.call('GET', at(id))).json());
export const events = async (type: string): Promise<string[]> => {
  const { rows } = await world.admin.query<{ event: string }>(
    `SELECT event::text FROM custody.record WHERE event::jsonb->>'type' = $1 ORDER BY event::jsonb->>'at', seq`,
    [type],
  );
  return rows.map(({ event }) => event);
};

/** The words of the paper of a version. */
export async function wordsOf(id: string): Promise<string> {
  const file = join(folder, `${id}.pdf`);
  await writeFile(file, Buffer.from(await (await paper(id)).arrayBuffer()));
  const { stdout } = await run('pdftotext', ['-layout', file, '-']);
  return stdout.replaceAll(/\s+/g, ' ');
}

export async function paper(id: string): Promise<Response> {
  return client.send('POST', at(id, '/paper'), {
    body: JSON.stringify({ reason: 'To lay before the court' }),
    headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'test' },
  });
}
