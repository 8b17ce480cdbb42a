import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { momentText } from '../../../src/features/conduct';
import { LAW_DATE } from '../../../src/kernel/law';
import type { z } from 'zod';
import {
  conductAnswer,
  occasionDecisionPage,
  occasionPage,
  orderPage,
  partPage,
  proposalPage,
} from '../../../src/apps/workspace/areas/conduct/answers.model';
import { signedIn, type Answer, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, type Case, type World } from './world';

const run = promisify(execFile);

let world: World;
let client: OfficerClient;
let home: Case;
beforeAll(async () => {
  world = await openWorld();
  const officer = await world.officer();
  client = await signedIn(world, officer);
  home = await seedCase(world, officer.id);
  officerId = officer.id;
});
afterAll(() => world.close());
let officerId = '';

/** A sent clip whose time an officer chose. */
async function clipAt(instant: string): Promise<string> {
  const { id } = await seedClip(world, home);
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, 'overlay', true, '{}') RETURNING id`,
    [id],
  );
  await world.admin.query(
    `INSERT INTO lintel.time_choice (clip_id, candidate_id, instant, reason, officer_id) VALUES ($1, $2, $3, 'It shows it', $4)`,
    [id, rows[0]?.id, instant, officerId],
  );
  await world.admin.query(`UPDATE lintel.clip SET media = '{"duration": 20}' WHERE id = $1`, [id]);
  return id;
}

const of = (path: string): string => `/api/v1/investigations/${home.investigation}/${path}`;
const get = async <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> =>
  schema.parse((await client.call('GET', path)).json());
const read = () => get(of('conduct'), conductAnswer);
const loose = async () => (await get(of('conduct/loose'), partPage)).items;
const occasions = async () => (await get(of('occasions'), occasionPage)).items;
const orders = async () => (await get(of('orders'), orderPage)).items;
const partsOf = async (id = '') => (await get(`/api/v1/occasions/${id}/parts`, partPage)).items;
const decisionsOf = async (id = '') =>
  (await get(`/api/v1/occasions/${id}/decisions`, occasionDecisionPage)).items;
const record = (clips: string[]): Promise<Answer> => client.call('POST', of('occasions'), { clips });
const decide = (id: string, body: object): Promise<Answer> =>
  client.call('POST', `/api/v1/occasions/${id}/decisions`, body);
const events = async (): Promise<{ type: string; detail: object }[]> => {
  const { rows } = await world.admin.query<{ type: string; detail: object }>(
    `SELECT event::jsonb->>'type' AS type, event::jsonb->'detail' AS detail FROM custody.record WHERE subject = $1 ORDER BY seq`,
    [`investigation:${home.investigation}`],
  );
  return rows;
};

/** What the chronology says on paper. */
async function chronologyWords(): Promise<string> {
  const answer = await client.send('POST', of('chronology'), {
    body: JSON.stringify({ reason: 'Application for an order' }),
    headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'test' },
  });
  const folder = await mkdtemp(join(tmpdir(), 'lintel-chronology-'));
  const file = join(folder, 'chronology.pdf');
  await writeFile(file, Buffer.from(await answer.arrayBuffer()));
  const { stdout } = await run('pdftotext', ['-layout', file, '-']);
  await rm(folder, { recursive: true });
  return stdout.replaceAll(/\s+/g, ' ');
}

describe('the course of conduct', () => {
  it('begins with nothing but what she sent, and proposes what follows closely', async () => {
    const [first, second, far] = [
      await clipAt('2026-10-05T20:00:00Z'),
      await clipAt('2026-10-05T20:10:00Z'),
      await clipAt('2026-10-12T05:30:00Z'),
    ];
    expect(await occasions()).toEqual([]);
    expect((await loose()).map(({ id }) => id)).toEqual([first, second, far]);
    const { items: proposals } = await get(of('conduct/proposals'), proposalPage);
    expect(proposals.map(({ parts }) => parts.map(({ id }) => id))).toEqual([[first, second]]);
    expect((await read()).counting).toBe(0);
  });

  it('counts an occasion only when an officer says so, with a reason that the log commits to', async () => {
    const [first = '', second = '', far = ''] = (await loose()).map(({ id }) => id);
    const one = (await record([first, second])).json().id;
    const other = (await record([far])).json().id;
    expect((await read()).counting).toBe(0);
    expect((await decide(one, { counts: true, reason: 'He tries the door' })).status).toBe(204);
    expect((await decide(other, { counts: true, reason: 'He waits' })).status).toBe(204);
    const conduct = await read();
    expect(conduct).toMatchObject({
      counting: 2,
      longestGapDays: 7,
      first: '2026-10-05',
      last: '2026-10-12',
    });
    expect(await loose()).toEqual([]);
    expect((await occasions())[0]?.moment).toEqual({
      date: '2026-10-05',
      start: '2026-10-05T20:00:00.000Z',
      end: '2026-10-05T20:10:20.000Z',
      exactness: 'footage',
    });
    expect(conduct.weeks.map(({ monday, occasions }) => [monday, occasions])).toEqual([
      ['2026-10-05', [1]],
      ['2026-10-12', [2]],
    ]);
    const last = (await events()).at(-1);
    expect(last).toMatchObject({ type: 'occasion-decided', detail: { occasion: other, counts: true } });
    expect(JSON.stringify(await events())).not.toContain('He waits');
  });

  it('keeps every decision; the newest one holds', async () => {
    const [one] = await occasions();
    await decide(one?.id ?? '', { counts: false, reason: 'It was the postman' });
    expect((await read()).counting).toBe(1);
    expect(await get(`/api/v1/occasions/${one?.id}`, occasionPage.shape.items.element)).toMatchObject({
      standing: 'not',
      decision: { reason: 'It was the postman' },
    });
    expect((await decisionsOf(one?.id)).map(({ counts, reason }) => [counts, reason])).toEqual([
      [false, 'It was the postman'],
      [true, 'He tries the door'],
    ]);
  });

  it('takes a clip into one occasion at a time, and all of what is picked or nothing', async () => {
    const [taken] = await partsOf((await occasions())[1]?.id);
    const free = await clipAt('2026-10-20T20:00:00Z');
    const refused = await record([free, taken?.id ?? '']);
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.json()).toMatchObject({ code: 'in-another-occasion' });
    expect((await loose()).map(({ id }) => id)).toEqual([free]);
    expect(await occasions()).toHaveLength(2);
    expect((await record([randomUUID()])).json()).toMatchObject({ code: 'no-such-part' });
  });

  it('numbers occasions without a gap or a double when many are recorded at once', async () => {
    const clips: string[] = [];
    for (let day = 1; day <= 6; day += 1) clips.push(await clipAt(`2026-11-0${day}T20:00:00Z`));
    const answers = await Promise.all(clips.map((clip) => record([clip])));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 201));
    const numbers = (await occasions()).map(({ number }) => number).sort((a, b) => a - b);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('names a breach only of an order that was in force on the day', async () => {
    const made = await client.call('POST', of('orders'), {
      kind: 'non-molestation',
      madeOn: '2026-11-02',
      endsOn: '2026-11-04',
      terms: 'Not to come within 100 metres',
    });
    const order = made.json().id;
    const by = async (date: string) => (await occasions()).find(({ moment }) => moment?.date === date);
    const inside = await by('2026-11-03');
    const outside = await by('2026-11-05');
    expect(inside?.inForce).toEqual([{ order, sure: true }]);
    const breach = { counts: true, breachOf: order, reason: 'He stands at the gate' };
    expect((await decide(outside?.id ?? '', breach)).json()).toMatchObject({ code: 'not-in-force' });
    expect((await decide(inside?.id ?? '', breach)).status).toBe(204);
    expect((await by('2026-11-03'))?.decision).toMatchObject({ breachOf: order });
  });

  it('strikes an order out once, and keeps it readable', async () => {
    const [order] = await orders();
    const strike = (): Promise<Answer> =>
      client.call('POST', `/api/v1/orders/${order?.id}/withdrawal`, { reason: 'Of another case' });
    expect((await strike()).status).toBe(204);
    expect((await strike()).status).toBe(404);
    const [struck, ...others] = await orders();
    expect([struck?.id, struck?.withdrawn?.reason, others]).toEqual([order?.id, 'Of another case', []]);
    expect((await occasions()).flatMap(({ inForce }) => inForce)).toEqual([]);
  });

  it('keeps which court made an order and how it came about, and says so on paper and in the log', async () => {
    const body = { kind: 'restraining', madeOn: '2026-12-01', terms: 'Not to write to her' };
    const made = await client.call('POST', of('orders'), {
      ...body,
      court: 'Sample Crown Court',
      route: 'acquittal',
    });
    const { id } = made.json();
    expect((await orders()).find((order) => order.id === id)).toMatchObject({
      court: 'Sample Crown Court',
      route: 'acquittal',
    });
    expect(await chronologyWords()).toContain(
      'Restraining order of 1 December 2026, until further order, made on acquittal by Sample Crown Court: Not to write to her',
    );
    // The name is somebody's own words: the log holds a commitment to it.
    const { type, detail } = (await events()).at(-2) ?? {};
    expect([type, detail]).toEqual([
      'order-recorded',
      { order: id, kind: 'restraining', route: 'acquittal' },
    ]);
    for (const wrong of [{ route: 'wish' }, { court: ' ' }, { court: 'x'.repeat(201) }])
      expect((await client.call('POST', of('orders'), { ...body, ...wrong })).status).toBe(400);
  });

  it('lets a part go, and does not count an occasion of which nothing is left', async () => {
    const counted = (await occasions()).find(
      ({ standing, decision }) => standing === 'counts' && decision?.breachOf === null,
    );
    const before = (await read()).counting;
    const part = (await partsOf(counted?.id))[0]?.part;
    const removed = await client.call('DELETE', `/api/v1/occasions/${counted?.id}/parts/${part}`);
    expect(removed.status).toBe(204);
    expect((await client.call('DELETE', `/api/v1/occasions/${counted?.id}/parts/${part}`)).status).toBe(404);
    expect((await read()).counting).toBe(before - 1);
  });

  it('never takes the time of an upload for the time of an event', async () => {
    const { id } = await seedClip(world, home);
    expect((await loose()).find((part) => part.id === id)).toMatchObject({ moment: null });
  });

  it('makes a chronology on paper and says so in the log', async () => {
    const answer = await client.call('POST', of('chronology'), { reason: 'Application for an order' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.text.slice(0, 5)).toBe('%PDF-');
    expect((await events()).at(-1)).toMatchObject({
      type: 'chronology-made',
      detail: { occasions: expect.any(Number) as number, law: LAW_DATE },
    });
  });

  it('numbers occasions on paper as the page does, and says what each exhibit shows', async () => {
    const [first, ...others] = await occasions();
    expect(first).toMatchObject({ number: 1, standing: 'not' });
    const counted = others.find(({ decision }) => decision?.reason === 'He stands at the gate');
    const [part] = await partsOf(counted?.id);
    await world.admin.query(
      `INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
       VALUES ($1, $2, $3, 'AB/7', 'A B', 'A grey coat', $4)`,
      [randomUUID(), home.investigation, part?.id, officerId],
    );
    const words = await chronologyWords();
    expect(words).toContain(` ${counted?.number} 3 November 2026, `);
    expect(words).not.toContain(' 1 3 November 2026, ');
    expect(words).toMatch(/AB\/7.*A grey coat/);
  });

  it('reads times as they are known', () => {
    const start = new Date('2026-10-25T00:30:00Z');
    expect(
      momentText({ date: '2026-10-25', start, end: new Date('2026-10-25T00:30:20Z'), exactness: 'footage' }),
    ).toBe('25 October 2026, 01:30:00 to 01:30:20 BST');
    expect(
      momentText({ date: '2026-10-25', start: new Date('2026-10-25T01:30:00Z'), exactness: 'about' }),
    ).toBe('25 October 2026, about 01:30 GMT');
    expect(momentText({ date: '2026-10', exactness: 'about' })).toBe('About October 2026');
    expect(momentText(undefined)).toBe('Time not known');
  });
});
