import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { clipSubject, CustodyLog, repudiate } from '../../../src/custody';
import { systemClock } from '../../../src/kernel/clock';
import type { ClipId } from '../../../src/kernel/ids';
import { openDatabase } from '../../../src/platform/database';
import { verifyPath } from '../../../src/verifier';
import { signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, seedClip, type Case, type SeededClip, type World } from '../workspace/world';

const run = promisify(execFile);

let world: World;
let client: OfficerClient;
let auditor: OfficerClient;
let home: Case;
beforeAll(async () => {
  world = await openWorld();
  const officer = await world.officer();
  client = await signedIn(world, officer);
  auditor = await signedIn(world, await world.officer('auditor'));
  home = await seedCase(world, officer.id);
});
afterAll(() => world.close());

async function handled(): Promise<SeededClip> {
  const clip = await seedClip(world, home, { name: 'Her own words.mp4' });
  await client.call('POST', `/api/v1/clips/${clip.id}/accept`, {
    initials: 'AB',
    producerName: 'Ann Bell',
    description: 'Man at the gate',
  });
  await client.call('POST', `/api/v1/clips/${clip.id}/downloads`, {
    content: 'original',
    reason: 'For the file',
  });
  await world.sign();
  return clip;
}

async function take(by: OfficerClient, clip: string): Promise<Buffer> {
  const answer = await by.send('POST', `/api/v1/clips/${clip}/custody/proof`, {
    body: JSON.stringify({ reason: 'For the defence expert' }),
    headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'test' },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="custody-${clip}.zip"`);
  await world.sign();
  return Buffer.from(await answer.arrayBuffer());
}

async function withFile<Result>(bytes: Buffer, use: (path: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-proof-test-'));
  try {
    const path = join(folder, 'custody.zip');
    await writeFile(path, bytes);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the proof of a history', () => {
  it('is one file that the verifier accepts offline, and that other tools open', async () => {
    const clip = await handled();
    await withFile(await take(client, clip.id), async (path) => {
      expect((await verifyPath(path)).text).toMatch(/^Proven: 4 events/);
      const { stdout } = await run('unzip', ['-Z1', path]);
      expect(stdout).toMatch(/records\.txt/);
      expect(stdout).toMatch(/checkpoint\.txt/);
      expect(stdout.match(/\.tlog-proof/g)).toHaveLength(4);
    });
  });

  it('fails the verifier when one letter of a record is another', async () => {
    const clip = await handled();
    const bytes = await take(client, clip.id);
    const at = bytes.indexOf('exhibit-registered');
    bytes.write('exhibit-registexed', at);
    await withFile(bytes, async (path) => {
      const { exitCode, verdict } = await verifyPath(path);
      expect(exitCode).toBe(1);
      expect(verdict).toMatchObject({ outcome: 'tampered' });
    });
  });

  it('is logged before it leaves, with the reason as a commitment', async () => {
    const clip = await handled();
    await take(client, clip.id);
    const { items } = (await client.call('GET', `/api/v1/clips/${clip.id}/custody`)).json();
    const last = items.at(-1);
    expect(last?.event.type).toBe('history-exported');
    expect(last?.openings['reason']?.value).toBe('For the defence expert');
  });

  it('tells an auditor reasons, and nothing of what the footage shows', async () => {
    const clip = await handled();
    await withFile(await take(auditor, clip.id), async (path) => {
      const { stdout } = await run('unzip', ['-p', path, '*/openings.jsonl']);
      expect(stdout).toContain('For the file');
      expect(stdout).not.toContain('Man at the gate');
      expect((await verifyPath(path)).exitCode).toBe(0);
    });
  });
});

describe('the live check', () => {
  it('proves an untouched history', async () => {
    const clip = await handled();
    const answer = await client.call('POST', `/api/v1/clips/${clip.id}/custody/check`, {});
    expect(JSON.parse(answer.text)).toMatchObject({ outcome: 'proven' });
    const page = await client.form(`/clips/${clip.id}/custody/check`, {});
    expect(page.text).toContain('Proven: 4 events');
    expect(page.text.match(/Proven/g)).toHaveLength(1);
  });

  it('names what the operator has repudiated, and so does the history that is taken away', async () => {
    const clip = await handled();
    const { items } = (await client.call('GET', `/api/v1/clips/${clip.id}/custody`)).json();
    const id = items.at(-1)?.event.id ?? '';
    const owner = await openDatabase(world.database.urls.owner, 1);
    const fact = { events: [id], since: new Date('2026-03-01'), why: 'a break-in' };
    await owner.transaction((tx) => repudiate(tx, new CustodyLog(systemClock), fact));
    await owner.close();
    await world.sign();
    const page = await client.form(`/clips/${clip.id}/custody/check`, {});
    expect(page.text).toContain('Proven; 1 event repudiated: 4 events');
    expect(page.text).toContain(`says the operator: ${id}`);
    await withFile(await take(client, clip.id), async (path) => {
      expect(await verifyPath(path)).toMatchObject({ exitCode: 0, verdict: { repudiated: [id] } });
    });
  });

  it('names the first bad event when somebody with all rights changed a record', async () => {
    const clip = await handled();
    await world.admin.query('ALTER TABLE custody.record DISABLE TRIGGER kept');
    await world.admin.query(
      `UPDATE custody.record SET event = replace(event, '"downloaded"', '"viewed"') WHERE subject = $1`,
      [`clip:${clip.id}`],
    );
    await world.admin.query('ALTER TABLE custody.record ENABLE ALWAYS TRIGGER kept');
    const answer = await client.call('POST', `/api/v1/clips/${clip.id}/custody/check`, {});
    expect(JSON.parse(answer.text)).toMatchObject({
      outcome: 'tampered',
      verdict: { first: { subject: `clip:${clip.id}`, seq: 4 } },
    });
    const page = await auditor.form(`/clips/${clip.id}/custody/check`, {});
    expect(page.text).toContain('Evidence of tampering');
    expect(page.text).toContain('record 4 of');
  });
});

describe('the page of a history', () => {
  it('shows who did what as a line and as a table, and less when asked', async () => {
    const clip = await handled();
    const path = `/clips/${clip.id}/custody`;
    const all = await client.page(path);
    expect(all.text).toContain('4 of 4 records.');
    expect(all.text.match(/lintel-timeline__item--/g)).toHaveLength(4);
    const some = await client.page(`${path}?category=disclosure`);
    expect(some.text).toContain('1 of 4 records.');
    expect(some.text).toContain('Copy taken');
    expect(some.text.match(/lintel-timeline__item--/g)).toHaveLength(1);
    const none = await client.page(`${path}?until=2001-01-01`);
    expect(none.text).toContain('Nothing fits what you asked for.');
  });

  it('says which file a clip is that is no exhibit, and to an auditor nothing but its id', async () => {
    const { id } = await seedClip(world, home, { name: 'Her own words.mp4' });
    const path = `/clips/${id}/custody`;
    expect((await client.page(path)).text).toContain('Custody history of Her own words.mp4');
    const seen = (await auditor.page(path)).text;
    expect(seen).toContain(`Custody history of clip ${id}`);
    expect(seen).not.toContain('Her own words');
  });

  it('is read page by page, each record once, over the API and as pages', async () => {
    const clip = await handled();
    for (let times = 0; times < 52; times += 1)
      await world.state({
        type: 'fixity-checked',
        subject: clipSubject(clip.id as ClipId),
        detail: { bundle: randomUUID(), checked: [] },
      });
    const seen: string[] = [];
    for (let after = ''; ; after = `&after=${seen.at(-1) ?? ''}`) {
      const path = `/api/v1/clips/${clip.id}/custody?limit=20${after}`;
      const { items, next } = (await client.call('GET', path)).json();
      seen.push(...items.map(({ event }) => event.id));
      if (next === null) break;
    }
    expect([seen.length, new Set(seen).size]).toEqual([56, 56]);
    const linesOf = (text: string): number => text.match(/lintel-timeline__item--/g)?.length ?? 0;
    const first = await client.page(`/clips/${clip.id}/custody`);
    expect(first.text).toContain('56 of 56 records.');
    expect([linesOf(first.text), first.text.includes('First page')]).toEqual([50, false]);
    const second = await client.page(`/clips/${clip.id}/custody?after=${seen[49] ?? ''}`);
    expect([linesOf(second.text), second.text.includes('Next page')]).toEqual([6, false]);
    expect(second.text).toContain('First page');
  });

  it('asks for a reason before the proof is taken away', async () => {
    const clip = await handled();
    const answer = await client.form(`/clips/${clip.id}/custody/proof`, { reason: ' ' });
    expect([answer.status, answer.text.includes('href="#proof-reason"')]).toEqual([400, true]);
  });
});
