import { randomBytes } from 'node:crypto';
import { appendFile, open, readdir, readFile, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { SharedLocks } from '../../../src/platform/database';
import { withAdmin } from '../../support/database';
import { until } from '../../support/until';
import { IntakeWorld } from './support/intake';
import { multipart, patchHeaders, VisitorBrowser } from './support/visitor';

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open();
});
afterAll(() => world.close());

const incoming = (...id: string[]): string => join(world.config.objects.root, 'incoming', ...id);

async function visitor(): Promise<VisitorBrowser> {
  const browser = new VisitorBrowser(world.base);
  await browser.enter(await world.officer.invite());
  return browser;
}

const untilOffset = (browser: VisitorBrowser, location: string, least: number): Promise<number> =>
  until('the bytes', async () => {
    const offset = await browser.offset(location);
    return offset >= least && offset;
  });

const fileOf = (location: string): string => incoming(location.split('/')[2] ?? '');

/** So many bytes of it lie on the disk. */
const untilArrived = (location: string, least: number): Promise<unknown> =>
  until('the first bytes', async () => (await stat(fileOf(location))).size >= least);

/** Sends a part of what was announced, then breaks the connection. */
async function breakOff(
  browser: VisitorBrowser,
  location: string,
  bytes: Buffer,
  after: number,
): Promise<void> {
  const headers = { ...patchHeaders(0), 'Content-Length': String(bytes.length) };
  const { sent, answer } = browser.open('PATCH', location, headers);
  sent.write(bytes.subarray(0, after));
  await untilArrived(location, after);
  sent.destroy();
  await answer.catch(() => undefined);
}

describe('a broken upload by tus', () => {
  it('keeps what arrived, says where to go on, and ends whole', async () => {
    const browser = await visitor();
    const bytes = randomBytes(2_000_000);
    const location = (await browser.create('a.mp4', bytes.length)).headers.location ?? '';
    expect(location).toMatch(/^\/upload\/[0-9a-f-]{36}$/);
    await breakOff(browser, location, bytes, 700_000);
    const offset = await untilOffset(browser, location, 700_000);
    expect(await browser.files()).toMatchObject([
      { state: 'partial', size: 2_000_000, arrivedBytes: offset },
    ]);
    expect((await browser.get('/files')).text).toContain('Only part of this file is here');
    expect((await browser.post('/send')).status).toBe(409);
    expect((await browser.patch(location, offset, bytes.subarray(offset))).status).toBe(204);
    expect((await browser.files())[0]?.state).toBe('waiting');
    expect((await readFile(fileOf(location))).equals(bytes)).toBe(true);
  });

  it('goes on after the server was restarted in the middle, with the same session', async () => {
    const browser = await visitor();
    const bytes = randomBytes(900_000);
    const location = (await browser.create('a.mp4', bytes.length)).headers.location ?? '';
    await breakOff(browser, location, bytes, 300_000);
    const before = await untilOffset(browser, location, 300_000);
    await world.stop();
    await world.start();
    expect(await browser.offset(location)).toBe(before);
    expect((await browser.patch(location, before, bytes.subarray(before))).status).toBe(204);
    expect((await browser.files())[0]?.state).toBe('waiting');
  });

  it('is finished when its page is asked for, when the process died after the last byte', async () => {
    const browser = await visitor();
    const id = await browser.uploadByTus('a.mp4', randomBytes(5_000));
    await withAdmin(
      (admin) =>
        admin.query(`UPDATE lintel.clip SET state = 'receiving', received_at = NULL WHERE id = $1`, [id]),
      world.database.name,
    );
    expect((await browser.files())[0]?.state).toBe('waiting');
  });

  it('is not taken for whole where the disk did not keep what a killed process left: once nobody writes it, that is cut off', async () => {
    const browser = await visitor();
    const bytes = randomBytes(1_000);
    const location = (await browser.create('a.mp4', bytes.length)).headers.location ?? '';
    await appendFile(fileOf(location), bytes);
    const file = await open(fileOf(location));
    const datasync = jest.spyOn(Object.getPrototypeOf(file) as FileHandle, 'datasync');
    await file.close();
    datasync.mockRejectedValueOnce(Object.assign(new Error('EIO'), { code: 'EIO' }));

    const locks = new SharedLocks(world.database.urls.intake);
    const id = location.split('/')[2] ?? '';
    const callsWhenAsked: number[] = [];
    await locks.take(id, () => {
      callsWhenAsked.push(datasync.mock.calls.length);
      void locks.giveBack(id);
    });
    expect((await browser.get('/files')).status).toBe(503);
    expect(callsWhenAsked[0]).toBe(0);
    datasync.mockRestore();
    await locks.close();

    expect((await browser.files())[0]).toMatchObject({ state: 'partial', arrivedBytes: 0 });
    await world.stop();
    await world.start();
    expect(await browser.offset(location)).toBe(0);
    expect((await browser.patch(location, 0, bytes)).status).toBe(204);
    expect((await browser.files())[0]?.state).toBe('waiting');
  });

  it('refuses a part at a wrong place', async () => {
    const browser = await visitor();
    const location = (await browser.create('a.mp4', 100)).headers.location ?? '';
    expect((await browser.patch(location, 50, randomBytes(50))).status).toBe(409);
    expect((await browser.patch(location, 0, randomBytes(101))).status).toBe(413);
    expect(await browser.offset(location)).toBe(0);
  });

  it('is cut and refused when the invitation is revoked in the middle', async () => {
    const browser = new VisitorBrowser(world.base);
    const invitation = await world.officer.invite();
    await browser.enter(invitation);
    const bytes = randomBytes(1_000);
    const location = (await browser.create('a.mp4', bytes.length)).headers.location ?? '';
    const headers = { ...patchHeaders(0), 'Content-Length': String(bytes.length) };
    const { sent, answer } = browser.open('PATCH', location, headers);
    sent.write(bytes.subarray(0, 500));
    await untilArrived(location, 500);
    await world.officer.revoke(invitation.id);
    sent.end(bytes.subarray(500));
    expect((await answer).status).toBe(401);
    expect((await browser.get('/files')).status).toBe(401);
    expect((await browser.patch(location, 0, bytes)).status).toBe(401);
  });

  it('is cut while it still arrives, soon after her session has ended elsewhere', async () => {
    const browser = await visitor();
    const location = (await browser.create('a.mp4', 1_000)).headers.location ?? '';
    const { sent, answer } = browser.open('PATCH', location, {
      ...patchHeaders(0),
      'Content-Length': '1000',
    });
    sent.write(randomBytes(500));
    await untilArrived(location, 500);
    await browser.get('/leave');
    await expect(answer).rejects.toThrow();
    expect((await new VisitorBrowser(world.base).get('/')).status).toBe(200);
  });

  it('goes away with its bytes when it is terminated', async () => {
    const browser = await visitor();
    const location = (await browser.create('a.mp4', 100)).headers.location ?? '';
    await browser.patch(location, 0, randomBytes(60));
    expect((await browser.terminate(location)).status).toBe(204);
    expect(await browser.files()).toEqual([]);
    expect(await browser.offset(location)).toBe(-404);
    expect((await readdir(incoming())).some((name) => name.startsWith(location.split('/')[2] ?? '-'))).toBe(
      false,
    );
  });

  it.each([
    ['a length that is told later', { 'Upload-Defer-Length': '1' }, '', 501],
    ['a length that is not a number', {}, 'many', 400],
    ['a length above every number', {}, '9007199254740991', 413],
    ['bytes with the creation', { 'Content-Type': 'application/offset+octet-stream' }, '5', 415],
    ['no version of the protocol', { 'Tus-Resumable': '0.2.2' }, '5', 400],
  ])('refuses %s and leaves nothing', async (_what, headers, size, status) => {
    const browser = await visitor();
    const length = size === '' ? {} : { 'Upload-Length': size };
    const answer = await browser.send('POST', '/upload', {
      headers: { 'Tus-Resumable': '1.0.0', ...length, ...headers },
    });
    expect(answer.status).toBe(status);
    expect(await browser.files()).toEqual([]);
  });

  it('gives no bytes out and no other site a way in', async () => {
    const browser = await visitor();
    const id = await browser.uploadByTus('a.mp4', randomBytes(10));
    expect((await browser.get(`/upload/${id}`)).status).toBe(405);
    const { headers } = await browser.send('HEAD', `/upload/${id}`, {
      headers: { 'Tus-Resumable': '1.0.0' },
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['upload-metadata'] ?? '').toBe('');
  });
});

describe('a broken plain form', () => {
  it('leaves no bytes, and of its line the name, which is asked for', async () => {
    const browser = await visitor();
    const { type, body } = multipart([{ name: 'a.mp4', bytes: randomBytes(500_000) }]);
    const before = (await readdir(incoming())).length;
    const { sent, answer } = browser.open('POST', '/files', {
      'Content-Type': type,
      'Content-Length': String(body.length),
    });
    sent.write(body.subarray(0, 300_000));
    await until('its line', async () => (await browser.files()).length === 1);
    sent.destroy();
    await answer.catch(() => undefined);
    await until('its name alone', async () =>
      (await browser.files()).every(({ state }) => state === 'chosen'),
    );
    expect((await browser.files()).map(({ name }) => name)).toEqual(['a.mp4']);
    await until('no bytes', async () => (await readdir(incoming())).length === before);
  });

  it('that ends too early in itself is refused whole, and what it was to bring is asked for', async () => {
    const browser = await visitor();
    const { type, body } = multipart([{ name: 'a.mp4', bytes: randomBytes(1_000) }]);
    const answer = await browser.send('POST', '/files', {
      headers: { 'Content-Type': type },
      body: body.subarray(0, 700),
    });
    expect(answer.status).toBe(400);
    expect(await browser.files()).toMatchObject([{ name: 'a.mp4', state: 'chosen' }]);
  });
});
