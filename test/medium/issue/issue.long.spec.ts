import { execFile } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../../support/until';
import {
  eventsOf,
  give,
  openIssueWorld,
  RECIPIENT,
  Recipient,
  sealed,
  type Event,
  type IssueWorld,
  type Made,
} from './bench';

const run = promisify(execFile);

let home: IssueWorld;
let folder: string;
/** Sealing takes a second: most tests give the same bundle away anew. */
let court: Made;
let large: Made;
beforeAll(async () => {
  home = await openIssueWorld();
  court = await sealed(home, 'court', { bytes: randomBytes(3_000_000) });
  // More than two lines that nobody reads hold at most.
  large = await sealed(home, 'court', { bytes: Buffer.alloc(90_000_000, 7) });
  folder = await mkdtemp(join(tmpdir(), 'lintel-recipient-'));
});
afterAll(async () => {
  await home.close();
  await rm(folder, { recursive: true, force: true });
});

const events = (investigation: string, type: string): Promise<Event[]> => eventsOf(home, investigation, type);

/** Those through one link. */
const downloads = async (made: Made, issue: string): Promise<Event[]> =>
  (await events(made.desk.home.investigation, 'bundle-downloaded')).filter(
    ({ recipient }) => recipient === issue,
  );

/** Which transactions have written, and locked, the session of an issue. */
const lastWritten = async (issue: string): Promise<unknown> =>
  (await home.world.admin.query('SELECT xmin, xmax FROM lintel.issue_session WHERE issue_id = $1', [issue]))
    .rows;

async function entered(link: string, code: string): Promise<Recipient> {
  const recipient = new Recipient(home.intake);
  const answer = await recipient.enter(link, code);
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/download']);
  return recipient;
}

describe('a bundle that was given to a recipient', () => {
  it('is fetched whole with link and code, and is what the officer has', async () => {
    const made = court;
    const theirs = (await made.desk.download(made.bundle)).bytes;
    const { link, code, id } = await give(made);
    const recipient = await entered(link, code);
    const { bytes, answer } = await recipient.bytes();
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(theirs.length),
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      'content-disposition': expect.stringMatching(/^attachment; filename="LINTEL-.*\.zip"$/) as string,
    });
    expect(bytes.equals(theirs)).toBe(true);
    expect(await downloads(made, id)).toMatchObject([
      { actor: { kind: 'recipient', id }, recipient: id, detail: { bundle: made.bundle, issue: id } },
    ]);
  });

  it('comes in fifty random ranges, put together to the same bytes: one download', async () => {
    const made = court;
    const whole = (await made.desk.download(made.bundle)).bytes;
    const { link, code, id } = await give(made);
    const recipient = await entered(link, code);
    const cuts = [...new Set(Array.from({ length: 49 }, () => randomInt(1, whole.length)))].sort(
      (a, b) => a - b,
    );
    const starts = [0, ...cuts];
    const parts = starts.map((start, index) => ({
      start,
      end: (starts[index + 1] ?? whole.length) - 1,
      index,
    }));
    const got: Buffer[] = [];
    let session: unknown;
    for (const { start, end, index } of parts.sort(() => Math.random() - 0.5)) {
      const { status, bytes, answer } = await recipient.bytes({ Range: `bytes=${start}-${end}` });
      expect(status).toBe(206);
      expect(answer.headers.get('Content-Range')).toBe(`bytes ${start}-${end}/${whole.length}`);
      if (got.length === 0) session = await lastWritten(id);
      got[index] = bytes;
    }
    // No part but the first waits for a disk: it looks, and neither writes nor locks.
    expect(await lastWritten(id)).toEqual(session);
    expect(Buffer.concat(got).equals(whole)).toBe(true);
    expect(await downloads(made, id)).toHaveLength(1);
    await recipient.bytes();
    expect(await downloads(made, id)).toHaveLength(2);
  });

  it('answers conditions: If-Range, If-None-Match, HEAD, a range beyond the end; none of them is a download', async () => {
    const made = court;
    const { link, code, id } = await give(made);
    const recipient = await entered(link, code);
    const head = await recipient.send('HEAD', '/download/file');
    const etag = head.headers.get('ETag') ?? '';
    expect(head.status).toBe(200);
    expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
    const size = Number(head.headers.get('Content-Length'));
    expect((await recipient.bytes({ 'If-None-Match': etag })).status).toBe(304);
    const beyond = await recipient.bytes({ Range: `bytes=${size}-` });
    expect([beyond.status, beyond.answer.headers.get('Content-Range')]).toEqual([416, `bytes */${size}`]);
    expect((await recipient.bytes({ 'If-Match': '"other"' })).status).toBe(412);
    expect(await downloads(made, id)).toHaveLength(0);
    expect((await recipient.bytes({ Range: 'bytes=5-9', 'If-Range': etag })).status).toBe(206);
    expect((await recipient.bytes({ Range: 'bytes=5-9', 'If-Range': '"other"' })).status).toBe(200);
    expect(await downloads(made, id)).toHaveLength(2);
  });

  it('is resumed with curl as the page says', async () => {
    const made = court;
    const { link, code, id } = await give(made);
    const options = { cwd: folder };
    const enter = [
      '-sS',
      '-c',
      'jar',
      '-H',
      'X-Requested-With: curl',
      '--data-urlencode',
      'code@code.txt',
      link,
    ];
    await writeFile(join(folder, 'code.txt'), `${code.slice(0, 4)} ${code.slice(4)}\n`);
    await run('curl', enter, options);
    const file = `${home.intake}/download/file`;
    await run('curl', ['-sS', '-b', 'jar', '-r', '0-999999', '-o', 'b.zip', file], options);
    await run('curl', ['-sS', '-b', 'jar', '-C', '-', '--fail', '-o', 'b.zip', file], options);
    const { stdout } = await run('unzip', ['-t', 'b.zip'], options);
    expect(stdout).toContain('No errors detected');
    expect(await downloads(made, id)).toHaveLength(1);
  });

  it('shows its page and gives a receipt that names file, recipient and hash', async () => {
    const made = court;
    const { link, code } = await give(made);
    const recipient = await entered(link, code);
    const page = await (await recipient.send('GET', '/download')).text();
    const bundle = await made.desk.get<{ manifestSha256: string; folder: string }>(
      `/api/v1/bundles/${made.bundle}`,
    );
    const { rows } = await home.world.admin.query<{ hash: string; fingerprint: string }>(
      `SELECT manifest_sha256 AS hash, key_fingerprint AS fingerprint FROM lintel.bundle_seal WHERE bundle_id = $1`,
      [made.bundle],
    );
    const [seal] = rows;
    expect(page).toContain(seal?.hash);
    expect(page).toContain('Quentin Quill');
    expect(page).toContain(`${bundle.folder}.zip`);
    // The page alone must not be able to vouch for itself.
    expect(page).toContain(seal?.fingerprint.slice(0, 19));
    expect(page).not.toContain(seal?.fingerprint);
    await recipient.bytes();
    const receipt = await recipient.send('GET', '/download/receipt.pdf');
    await writeFile(join(folder, 'receipt.pdf'), Buffer.from(await receipt.arrayBuffer()));
    const { stdout } = await run('pdftotext', ['-layout', join(folder, 'receipt.pdf'), '-']);
    for (const text of [RECIPIENT, seal?.hash ?? '', `${bundle.folder}.zip`, 'Court'])
      expect(stdout).toContain(text);
    expect(stdout).toMatch(/Copies taken[^]*\d{4} at \d\d:\d\d:\d\d/);
  });
});

describe('who must not have it', () => {
  it('sees the same page for every link, alive or not, and opening it changes nothing', async () => {
    const made = court;
    const { link, id } = await give(made);
    const dead = await give(made);
    await made.desk.post(`/api/v1/issues/${dead.id}/revoke`, { reason: 'Wrong firm' }, 204);
    const recipient = new Recipient(home.intake);
    const unknown = `${home.intake}/b/${randomBytes(32).toString('base64url')}`;
    const pages = await Promise.all(
      [link, dead.link, unknown].map(async (url) => (await recipient.send('GET', url)).text()),
    );
    expect(new Set(pages).size).toBe(1);
    const refusals = await Promise.all(
      [link, dead.link, unknown].map(async (url) => {
        const answer = await recipient.send('POST', url, { body: new URLSearchParams({ code: '00000000' }) });
        return { status: answer.status, text: await answer.text() };
      }),
    );
    expect(refusals[0]?.status).toBe(403);
    expect(new Set(refusals.map(({ text }) => text)).size).toBe(1);
    const { items } = await made.desk.get<{ items: { id: string; state: string }[] }>(
      `/api/v1/bundles/${made.bundle}/issues`,
    );
    expect(items.find((issue) => issue.id === id)?.state).toBe('open');
  });

  it('guesses three codes and finds the link locked, also for the right one; the log says so once', async () => {
    const made = court;
    const { link, code, id } = await give(made);
    const recipient = new Recipient(home.intake);
    // Who typed nothing has not guessed.
    expect((await recipient.enter(link, '')).status).toBe(400);
    for (let guess = 0; guess < 3; guess += 1)
      expect((await recipient.enter(link, '99999999')).status).toBe(403);
    expect((await recipient.enter(link, code)).status).toBe(403);
    const locked = await events(made.desk.home.investigation, 'issue-locked');
    expect(locked.filter(({ recipient }) => recipient === id)).toHaveLength(1);
  });

  it('gets nothing without a session, with a made-up one or after leaving', async () => {
    const made = court;
    const { link, code } = await give(made);
    const stranger = new Recipient(home.intake);
    expect((await stranger.bytes()).status).toBe(401);
    stranger.cookie = `download=${randomBytes(32).toString('base64url')}`;
    expect((await stranger.bytes()).status).toBe(401);
    const recipient = await entered(link, code);
    const { cookie } = recipient;
    expect((await recipient.send('POST', '/download/leave')).status).toBe(200);
    recipient.cookie = cookie;
    expect((await recipient.bytes()).status).toBe(401);
  });

  it('loses a running download, on both sides, when the link is revoked', async () => {
    const made = large;
    const { link, code, id } = await give(made);
    const recipient = await entered(link, code);
    const stream = await recipient.stream();
    const ended = new Promise<string>((resolve) => {
      stream.once('error', () => resolve('cut'));
      stream.once('end', () => resolve('whole'));
    });
    await until('it is being read', () => Promise.resolve(home.reading() === 1));
    await made.desk.post(`/api/v1/issues/${id}/revoke`, { reason: 'Given to the wrong firm' }, 204);
    expect((await recipient.bytes()).status).toBe(401);
    await until('nobody reads', home.allEnded);
    stream.resume();
    expect(await ended).toBe('cut');
  });

  it('gets nothing once the bundle itself is revoked or the link has run out', async () => {
    const made = await sealed(home);
    const [one, other] = [await give(made), await give(made)];
    const recipient = await entered(one.link, one.code);
    await home.world.admin.query(
      `UPDATE lintel.bundle_issue SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [one.id],
    );
    expect((await recipient.bytes()).status).toBe(401);
    expect((await recipient.enter(one.link, one.code)).status).toBe(403);
    const second = await entered(other.link, other.code);
    await made.desk.post(`/api/v1/bundles/${made.bundle}/revoke`, { reason: 'An item is sensitive' }, 204);
    expect((await second.bytes()).status).toBe(401);
    expect((await second.enter(other.link, other.code)).status).toBe(403);
  });

  it('is not a recipient of that kind: a prosecution bundle goes to the prosecutor alone, by rule and by database', async () => {
    const made = await sealed(home, 'prosecution');
    for (const recipientKind of ['defence', 'court']) {
      const body = { recipientKind, recipientName: 'X', days: 1 };
      const answer = await made.desk.client.call('POST', `/api/v1/bundles/${made.bundle}/issues`, body);
      expect(answer.json()).toMatchObject({ status: 400, code: 'wrong-recipient' });
      await expect(
        home.world.admin.query(
          `INSERT INTO lintel.bundle_issue (id, bundle_id, investigation_id, recipient_kind, recipient_name, token_hash, code_hash, expires_at, issued_by)
           VALUES (gen_random_uuid(), $1, $2, $3, 'X', $4, 'x', now(), $5)`,
          [made.bundle, made.desk.home.investigation, recipientKind, randomBytes(32), made.desk.officer.id],
        ),
      ).rejects.toThrow('must not go to that recipient');
    }
    await give(made, { recipientKind: 'cps' });
  });
});

describe('what stays', () => {
  it('an earlier link ends when another takes its place', async () => {
    const made = court;
    const old = await give(made);
    await give(made, { supersedes: old.id });
    expect((await new Recipient(home.intake).enter(old.link, old.code)).status).toBe(403);
    const ended = await events(made.desk.home.investigation, 'bundle-revoked');
    expect(ended.at(-1)).toMatchObject({ detail: { issue: old.id } });
  });

  it('the log names the recipient by an id and a commitment; database and log files hold neither link nor code', async () => {
    const made = court;
    const { link, code, id } = await give(made);
    const recipient = await entered(link, code);
    await recipient.bytes();
    const token = link.split('/').at(-1) ?? '';
    const issued = (await events(made.desk.home.investigation, 'bundle-issued')).at(-1);
    expect(issued).toMatchObject({ recipient: id, commit: { recipient: expect.any(String) as string } });
    const { rows } = await home.world.admin.query<{ event: string }>('SELECT event FROM custody.record');
    expect(rows.map(({ event }) => event).join('')).not.toContain('Quill');
    const session = recipient.cookie.split('=')[1] ?? '';
    const logs = [...home.log, ...home.world.log].join('');
    expect(logs).toContain('/b/');
    for (const secret of [token, code, session, 'Quill']) expect(logs).not.toContain(secret);
    const dump = await home.world.admin.query<{ all: string }>(
      `SELECT string_agg(i::text, '') AS all FROM lintel.bundle_issue i`,
    );
    for (const secret of [token, code]) expect(dump.rows[0]?.all).not.toContain(secret);
  });

  it('a recipient who goes away ends the reading behind both processes', async () => {
    const made = large;
    const { link, code } = await give(made);
    const recipient = await entered(link, code);
    const stream = await recipient.stream();
    await until('it is being read', () => Promise.resolve(home.reading() === 1));
    stream.destroy();
    await until('nobody reads', home.allEnded);
  });
});
