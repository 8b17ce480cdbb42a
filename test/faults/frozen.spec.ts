import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../medium/intake/support/visitor';
import { until } from '../support/until';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { startCluster, type Cluster } from './support/cluster';
import type { Given, Visitor } from './support/people';
import { Plant } from './support/plant';
import { expectWhole } from './support/truth';

const HTML = { Accept: 'text/html' };
/** What a statement and a turn may last here, and what is between them. */
const SOON_MS = 25_000;

const chance = new Chance();
let cluster: Cluster;
let plant: Plant;
let officer: Officer;
let visitor: Visitor;
let given: Given;

beforeAll(async () => {
  cluster = await startCluster();
  plant = await Plant.open({ DATABASE_ANSWER_SECONDS: '3', LIMIT_TRANSACTIONS_WAIT_SECONDS: '4' }, cluster);
  officer = await Officer.at(plant);
  visitor = await officer.visitor();
  given = await visitor.add('a.bin', chance.bytes(100_000));
});
afterAll(() => plant.close());

async function timed(work: () => Promise<Answer>): Promise<Answer> {
  const answer = await Promise.race([work(), sleep(SOON_MS, undefined, { ref: false })]);
  if (answer === undefined) throw new Error('no answer');
  return answer;
}

function expectAway({ status, headers, text }: Answer): void {
  expect([status, headers['retry-after']]).toEqual([503, '10']);
  expect(text).toMatch(/A part of (our|the) service does not work at the moment|We are busy/);
}

const form = (path: string, fields: Record<string, string>): Promise<Answer> => {
  const headers = { ...HTML, 'Content-Type': 'application/x-www-form-urlencoded' };
  return officer.browser.send('POST', path, { headers, body: new URLSearchParams(fields).toString() });
};

describe.each([
  ['hangs', () => cluster.freeze(), () => cluster.thaw()],
  ['is away', () => cluster.stop(), () => cluster.start()],
])('while PostgreSQL %s', (_how, fault, cure) => {
  it('pages answer soon, calmly, and say when to come again; what was typed comes back; all goes on afterwards', async () => {
    const before = await officer.browser.get(`/investigations/${officer.investigation}`, HTML);
    expect(before.status).toBe(200);
    const me = /name="_officer" value="([^"]+)"/.exec(before.text)?.[1] ?? '';
    await fault();
    try {
      const asked = Array.from({ length: 12 }, () => timed(() => visitor.get('/files', HTML)));
      const typed = timed(() =>
        form(`/investigations/${officer.investigation}/details`, {
          _officer: me,
          offence: 'Long words of hers',
        }),
      );
      const sent = timed(() => visitor.send('POST', '/files', { headers: HTML }));
      for (const answer of await Promise.all(asked)) expectAway(answer);
      expect((await sent).status).toBe(503);
      const kept = await typed;
      expect([kept.status, kept.headers['retry-after']]).toEqual([503, '10']);
      expect(kept.text).toContain('this page holds it');
      expect(kept.text).toContain('value="Long words of hers"');
      expect(kept.text).toContain(`name="_officer" value="${me}"`);
      const secret = await timed(() =>
        form('/password', { _officer: me, current: 'my old words', wanted: 'my new words' }),
      );
      expect(secret.status).toBe(503);
      expect(secret.text).not.toContain('my new words');
    } finally {
      await cure();
    }
    await until('the pages', async () => (await visitor.get('/files', HTML)).status === 200);
    const ready = async (url: string): Promise<number> => (await fetch(`${url}/readyz`)).status;
    await until('intake that is ready', async () => (await ready(plant.intake)) === 200);
    await until('the workspace that is ready', async () => (await ready(plant.workspace)) === 200);
  });
});

it('nothing of what was given before is lost', async () => {
  await visitor.sendAll();
  await expectWhole(plant, [given]);
});
