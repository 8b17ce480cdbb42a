import { createHash, randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { withAdmin } from '../../support/database';
import { until } from '../../support/until';
import { choose, states } from './support/choosing';
import { Counting } from './support/counting';
import { IntakeWorld } from './support/intake';
import { patchHeaders, VisitorBrowser, type Answer } from './support/visitor';

let world: IntakeWorld;
const counting = new Counting();
beforeAll(async () => {
  world = await IntakeWorld.open({ LIMIT_CLIPS_PER_SUBMISSION: '3' });
});
afterAll(() => world.close());

const visitor = async (): Promise<VisitorBrowser> => {
  const browser = new VisitorBrowser(world.base);
  await browser.enter(await world.officer.invite());
  return browser;
};

const events = (id: string): Promise<unknown[]> =>
  withAdmin(
    async (admin) =>
      (
        await admin.query<{ type: string }>(
          `SELECT event::jsonb->>'type' AS type FROM custody.record WHERE subject = $1 ORDER BY seq`,
          [`clip:${id}`],
        )
      ).rows.map(({ type }) => type),
    world.database.name,
  );

const digestOf = (bytes: Buffer): string =>
  `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;
const deviceHash = (id: string): Promise<string | null | undefined> =>
  withAdmin(
    async (admin) =>
      (
        await admin.query<{ hash: string | null }>(
          'SELECT device_sha256 AS hash FROM lintel.clip WHERE id = $1',
          [id],
        )
      ).rows[0]?.hash,
    world.database.name,
  );
const bring = (
  browser: VisitorBrowser,
  id: string,
  offset: number,
  bytes: Buffer,
  digest?: string,
): Promise<Answer> =>
  browser.send('PATCH', `/upload/${id}`, {
    headers: {
      'Tus-Resumable': '1.0.0',
      'Upload-Offset': String(offset),
      'Content-Type': 'application/offset+octet-stream',
      ...(digest !== undefined && { 'Content-Digest': digest }),
    },
    body: bytes,
  });

describe('a small file that comes at once', () => {
  it('needs no question before it, and brings its fingerprint along', async () => {
    const browser = await visitor();
    const bytes = randomBytes(500);
    const [id = ''] = await choose(browser, { name: 'a.mp4', size: 500 });
    const answer = await bring(browser, id, 0, bytes, digestOf(bytes));
    expect([answer.status, answer.headers['upload-offset']]).toEqual([204, '500']);
    expect(answer.headers['content-digest-kept']).toBe(digestOf(bytes));
    expect(await states(browser)).toEqual(['a.mp4 waiting']);
    expect(await deviceHash(id)).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(await events(id)).toEqual(['clip-received']);
    // Whoever asks once more, because the answer was lost, changes nothing and hears where it stands.
    const other = Buffer.alloc(500);
    const refused = await bring(browser, id, 0, other, digestOf(other));
    expect([refused.status, refused.headers['content-digest-kept']]).toEqual([409, undefined]);
    expect(await browser.offset(`/upload/${id}`)).toBe(500);
    expect(await deviceHash(id)).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(await events(id)).toEqual(['clip-received']);
  });

  it('waits for the disk for its row, its place, its bytes and its receipt, and for nothing twice', async () => {
    const browser = await visitor();
    const bytes = randomBytes(500);
    const [id = ''] = await choose(browser, { name: 'a.mp4', size: 500 });
    const waits = await counting.of(async () => {
      expect((await bring(browser, id, 0, bytes, digestOf(bytes))).status).toBe(204);
    });
    // The row; the receipt with fingerprint, event and job. The record, its name, the bytes.
    expect(waits).toMatchObject({ commits: 2, syncs: 3 });
    expect(waits.texts.filter((text) => /SET state = 'received'/.test(text))).toHaveLength(1);
    // Session 2, row 4, lock and its end 2, receipt 3; and once in a process its line for locks.
    expect(waits.roundTrips).toBeLessThanOrEqual(12);
  });

  it('waits no more often by plain tus', async () => {
    const browser = await visitor();
    const bytes = randomBytes(500);
    const created: string[] = [];
    const making = await counting.of(async () => {
      created.push((await browser.create('a.mp4', 500)).headers.location ?? '');
    });
    expect(making).toMatchObject({ commits: 1, syncs: 2 });
    expect(making.roundTrips).toBeLessThanOrEqual(8);
    const bringing = await counting.of(async () => {
      expect((await browser.patch(created[0] ?? '', 0, bytes)).status).toBe(204);
    });
    expect(bringing).toMatchObject({ commits: 1, syncs: 1 });
    expect(bringing.roundTrips).toBeLessThanOrEqual(9);
  });

  it('writes nothing where its place is there already; of one from long ago the draft is touched, so that its age does not count', async () => {
    const browser = await visitor();
    const [id = ''] = await choose(browser, { name: 'a.mp4', size: 500 });
    const begin = async (): Promise<number> => {
      const { commits } = await counting.of(async () => {
        expect((await browser.send('POST', `/files/${id}/begin`)).status).toBe(204);
      });
      return commits;
    };
    expect([await begin(), await begin()]).toEqual([1, 0]);
    const lies = `UPDATE lintel.submission s SET changed_at = now() - interval '20 days' FROM lintel.clip c WHERE c.id = $1 AND s.id = c.submission_id`;
    const isTouched = await withAdmin(async (admin) => {
      await admin.query(`UPDATE lintel.clip SET created_at = now() - interval '20 days' WHERE id = $1`, [id]);
      await admin.query(lies, [id]);
      expect(await begin()).toBe(1);
      const { rows } = await admin.query<{ touched: boolean }>(
        `SELECT changed_at > now() - interval '1 hour' AS touched FROM lintel.submission s JOIN lintel.clip c ON s.id = c.submission_id WHERE c.id = $1`,
        [id],
      );
      return rows[0]?.touched;
    }, world.database.name);
    expect(isTouched).toBe(true);
  });

  it('is refused where the session ended before its last byte: nothing is said of it, and it goes on in another', async () => {
    const invitation = await world.officer.invite();
    const browser = new VisitorBrowser(world.base);
    await browser.enter(invitation);
    const bytes = randomBytes(500);
    const [id = ''] = await choose(browser, { name: 'a.mp4', size: 500 });
    const { sent, answer } = browser.open('PATCH', `/upload/${id}`, {
      ...patchHeaders(0),
      'Content-Length': '500',
      'Content-Digest': digestOf(bytes),
    });
    sent.write(bytes.subarray(0, 200));
    const file = join(world.config.objects.root, 'incoming', id);
    await until('the first bytes', async () => {
      const found = await stat(file).catch(() => undefined);
      return (found?.size ?? 0) >= 200;
    });
    await browser.get('/leave');
    sent.end(bytes.subarray(200));
    expect((await answer).status).toBe(401);
    const rows = await withAdmin(
      async (admin) =>
        (await admin.query('SELECT state, device_sha256 AS hash FROM lintel.clip WHERE id = $1', [id]))
          .rows as unknown[],
      world.database.name,
    );
    expect(rows).toEqual([{ state: 'receiving', hash: null }]);
    expect(await events(id)).toEqual([]);
    const again = new VisitorBrowser(world.base);
    await again.post(new URL(invitation.link).pathname, { code: invitation.code });
    expect(await states(again)).toEqual(['a.mp4 waiting']);
    expect(await events(id)).toEqual(['clip-received']);
  });

  it('is told when its fingerprint did not come along', async () => {
    const browser = await visitor();
    const bytes = randomBytes(500);
    const ids = await choose(browser, { name: 'a.mp4', size: 500 }, { name: 'b.mp4', size: 500 });
    for (const [index, digest] of [undefined, 'md5=:AAAA:'].entries()) {
      const answer = await bring(browser, ids[index] ?? '', 0, bytes, digest);
      expect([answer.status, answer.headers['content-digest-kept']]).toEqual([204, undefined]);
      expect(await deviceHash(ids[index] ?? '')).toBeNull();
    }
  });

  it('says of a part nothing about the whole, and is not begun in its middle', async () => {
    const browser = await visitor();
    const bytes = randomBytes(500);
    const [id = '', unbegun = ''] = await choose(
      browser,
      { name: 'a.mp4', size: 500 },
      { name: 'b.mp4', size: 600 },
    );
    const part = bytes.subarray(0, 200);
    const rest = bytes.subarray(200);
    expect(
      (await bring(browser, id, 0, part, digestOf(part))).headers['content-digest-kept'],
    ).toBeUndefined();
    // Once more from its first byte, as if it were all: it is refused, and says nothing of what is there.
    expect((await bring(browser, id, 0, bytes, digestOf(bytes))).status).toBe(409);
    expect(await deviceHash(id)).toBeNull();
    const answer = await bring(browser, id, 200, rest, digestOf(rest));
    expect([answer.status, answer.headers['content-digest-kept']]).toEqual([204, undefined]);
    expect(await deviceHash(id)).toBeNull();
    expect((await browser.patch(`/upload/${unbegun}`, 200, part)).status).toBe(404);
    expect(await states(browser)).toEqual(['a.mp4 waiting', 'b.mp4 chosen']);
  });

  it('has the limits of every other, and is nobody else’s', async () => {
    const browser = await visitor();
    const bytes = randomBytes(5);
    const ids = await choose(
      browser,
      ...['a', 'b', 'c', 'd'].map((name) => ({ name: `${name}.mp4`, size: 5 })),
    );
    const last = ids.pop() ?? '';
    for (const other of [await visitor(), await visitor()])
      expect((await bring(other, last, 0, bytes, digestOf(bytes))).status).toBe(404);
    for (const id of ids) expect((await bring(browser, id, 0, bytes, digestOf(bytes))).status).toBe(204);
    const full = await bring(browser, last, 0, bytes, digestOf(bytes));
    expect([full.status, full.text]).toEqual([409, expect.stringContaining('at most 3 files')]);
    expect(await states(browser)).toContain('d.mp4 chosen');
    expect(await deviceHash(last)).toBeUndefined();
  });
});
