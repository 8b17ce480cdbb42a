import { randomBytes } from 'node:crypto';
import { until } from '../../support/until';
import { choose, print, states } from './support/choosing';
import { IntakeWorld } from './support/intake';
import { multipart, VisitorBrowser } from './support/visitor';

const MiB = 1024 * 1024;

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open();
});
afterAll(() => world.close());

/** A plain form whose line breaks in the middle of its last file. */
async function broken(names: readonly string[]): Promise<VisitorBrowser> {
  const browser = new VisitorBrowser(world.base);
  await browser.enter(await world.officer.invite());
  await again(browser, names);
  return browser;
}

async function again(browser: VisitorBrowser, names: readonly string[]): Promise<void> {
  const { type, body } = multipart(names.map((name) => ({ name, bytes: randomBytes(MiB) })));
  const { sent, answer } = browser.open('POST', '/files', {
    'Content-Type': type,
    'Content-Length': String(body.length),
  });
  sent.write(body.subarray(0, body.length - MiB / 2));
  const last = names.at(-1) ?? '';
  await until('the last file has begun', async () => (await states(browser)).includes(`${last} partial`));
  sent.destroy();
  await answer.catch(() => undefined);
  await until('its form is over', async () => !(await states(browser)).includes(`${last} partial`));
}

describe('a plain form that breaks off', () => {
  it('keeps what had come whole, and asks by name for the file in which it broke', async () => {
    const browser = await broken(['first.mp4', 'second.mp4']);
    await until('it is asked for', async () => (await states(browser)).includes('second.mp4 chosen'));
    expect(await states(browser)).toEqual(['first.mp4 waiting', 'second.mp4 chosen']);
    const { text } = await browser.get('/files');
    expect(text).toContain('Please choose these files again:');
    expect(text).toContain('This file is not here yet. Choose it again to add it.');
    await again(browser, ['second.mp4']);
    expect((await states(browser)).filter((state) => state.startsWith('second'))).toEqual([
      'second.mp4 chosen',
    ]);
    expect((await browser.upload([{ name: 'second.mp4', bytes: randomBytes(100) }])).status).toBe(303);
    expect(await states(browser)).toEqual(['first.mp4 waiting', 'second.mp4 waiting']);
  });

  it('is gone on with by the script of the page, under the same id', async () => {
    const browser = await broken(['only.mp4']);
    await until('it is asked for', async () => (await states(browser)).includes('only.mp4 chosen'));
    const [asked] = await browser.files();
    const [id = ''] = await choose(browser, { name: 'only.mp4', size: 300, fingerprint: print('a') });
    expect(id).toBe(asked?.id);
    expect((await browser.send('POST', `/files/${id}/begin`)).status).toBe(204);
    expect((await browser.patch(`/upload/${id}`, 0, randomBytes(300))).status).toBe(204);
    expect(await states(browser)).toEqual(['only.mp4 waiting']);
  });
});
