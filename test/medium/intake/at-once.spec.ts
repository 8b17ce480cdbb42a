import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { withAdmin } from '../../support/database';
import { choose, states } from './support/choosing';
import { IntakeWorld } from './support/intake';
import { VisitorBrowser, type Answer } from './support/visitor';

let world: IntakeWorld;
/** Before any client is made: each has the function that stands there then. */
const query = jest.spyOn(Client.prototype, 'query');
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

  it('has three transactions that write or lock: each of their commits waits for the disk', async () => {
    const browser = await visitor();
    const bytes = randomBytes(500);
    const [id = ''] = await choose(browser, { name: 'a.mp4', size: 500 });
    query.mockClear();
    expect((await bring(browser, id, 0, bytes, digestOf(bytes))).status).toBe(204);
    const statements = query.mock.calls.map(([asked], place) => ({
      text: typeof asked === 'string' ? asked : ((asked as unknown as { text?: string }).text ?? ''),
      line: query.mock.contexts[place] as unknown,
    }));
    const writing = new Map<unknown, boolean>();
    let waits = 0;
    for (const { text, line } of statements) {
      if (/^START TRANSACTION/.test(text)) writing.set(line, false);
      else if (/\bFOR (NO KEY )?UPDATE\b|^(INSERT|UPDATE|DELETE)\b|open_draft|custody\.append/.test(text))
        writing.set(line, true);
      else if (text === 'COMMIT' && writing.get(line) === true) waits += 1;
    }
    expect(statements.some(({ text }) => /SET state = 'received'/.test(text))).toBe(true);
    expect(waits).toBe(3);
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
