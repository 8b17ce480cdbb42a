import { randomBytes } from 'node:crypto';
import { until } from '../../support/until';
import { IntakeWorld } from './support/intake';
import { multipart, VisitorBrowser } from './support/visitor';

const MiB = 1024 * 1024;

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open();
});
afterAll(() => world.close());

it('a plain form that is on its way when its link is revoked is led to the page that says so, not cut off without a word', async () => {
  const given = await world.officer.invite();
  const browser = new VisitorBrowser(world.base);
  await browser.enter(given);
  const { type, body } = multipart([{ name: 'a.mp4', bytes: randomBytes(MiB) }]);
  const headers = { 'Content-Type': type, 'Content-Length': String(body.length) };
  const { sent, answer } = browser.open('POST', '/files', headers);
  let at = 0;
  const trickle = setInterval(() => {
    sent.write(body.subarray(at, at + 1000));
    at += 1000;
  }, 100);
  await until('it has begun', async () => (await browser.files()).length === 1);
  await world.officer.revoke(given.id);
  const { status } = await answer.finally(() => clearInterval(trickle));
  expect(status).toBe(303);
  const page = await browser.get('/files');
  expect([page.status, page.text]).toEqual([401, expect.stringContaining('You are signed out')]);
  expect(world.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
