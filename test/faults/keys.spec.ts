import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { blockOf } from '../support/typed';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { untilKept } from './support/kept';
import { settledPlant } from './support/truth';
import type { Given } from './support/people';
import { Plant } from './support/plant';

let plant: Plant;
let officer: Officer;
const chance = new Chance();
const given: Given[] = [];

beforeAll(async () => {
  plant = await Plant.open();
  officer = await Officer.at(plant);
});
afterAll(() => plant.close());

const folder = (): string => join(plant.home, 'keys');
const files = (): string[] => readdirSync(folder()).filter((name) => name.endsWith('.pem'));

/** A block of docs/operations.md, word by word. @returns what it said */
async function type(block: string, variables: Record<string, string> = {}): Promise<string> {
  const lines = await blockOf('docs/operations.md', block);
  const { code, text } = await plant.type(lines, { KEYS: folder(), AWAY: plant.home, ...variables });
  expect([block, code, text]).toEqual([block, 0, text]);
  return text;
}
const makeKey = (name: string): Promise<string> => type('new-key', { NEW: name });
const putAway = (name: string): Promise<string> => type('put-away', { OLD: name });
/** As a disk that broke. */
const lose = (name: string): void => renameSync(join(folder(), name), join(plant.home, name));

/** Takes a clip in, which the keys of the moment sign. */
async function takeIn(): Promise<void> {
  const visitor = await officer.visitor();
  given.push(await visitor.add('clip.bin', chance.bytes(50_000)));
  await visitor.sendAll();
  await untilKept(plant, given);
  await settledPlant(plant);
}
const restartWorker = async (): Promise<void> => {
  await plant.stop('worker');
  await plant.start('worker');
};
const keyLines = async (): Promise<string[]> => (await type('published-keys')).trim().split('\n');
const expectProven = async (words: RegExp): Promise<void> => expect(await type('proven')).toMatch(words);

describe('keys of the custody log', () => {
  it('rotation: both sign for a while, then the new one alone', async () => {
    await takeIn();
    const [old = ''] = files();
    await makeKey('second.pem');
    await restartWorker();
    expect((await keyLines()).length).toBe(2);
    await takeIn();
    await putAway(old);
    await restartWorker();
    expect((await keyLines()).length).toBe(1);
    await takeIn();
    await expectProven(/^Proven/);
  });

  it('a lost key: a new one signs only when the operator says so', async () => {
    lose('second.pem');
    await makeKey('third.pem');
    await plant.stop('worker');
    await expect(plant.start('worker')).rejects.toThrow('None of the keys here has signed this log before');
    await type('lost-key');
    await plant.start('worker');
    await takeIn();
    await expectProven(/^Proven/);
  });

  it('a key in the hands of somebody else: a new one, and what was made with it is repudiated in the log', async () => {
    await makeKey('fourth.pem');
    await restartWorker();
    await takeIn();
    await putAway('third.pem');
    await restartWorker();
    await takeIn();
    const [event] = await plant.rows<{ id: string }>(
      `SELECT event::jsonb ->> 'id' AS id FROM custody.record WHERE event::jsonb ->> 'type' = 'invitation-created' ORDER BY id LIMIT 1`,
    );
    const why = 'A key was copied from a stolen machine';
    await type('stolen-key', { EVENTS: event?.id ?? '', SINCE: '2026-01-01', WHY: why });
    await settledPlant(plant);
    await expectProven(/^Proven; 1 event repudiated/);
  });
});
