import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** As `openssl genpkey -algorithm ed25519` makes it. */
function makeKey(name: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  writeFileSync(join(folder(), name), pem, { mode: 0o600 });
}
/** Out of the reach of the worker. */
const putAway = (name: string): void => renameSync(join(folder(), name), join(plant.home, name));

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
const keyLines = async (): Promise<string[]> => (await plant.run('keys')).text.trim().split('\n');
const expectProven = async (words: RegExp): Promise<void> =>
  expect(await plant.run('verify', '--live')).toEqual({
    code: 0,
    text: expect.stringMatching(words) as string,
  });

describe('keys of the custody log', () => {
  it('rotation: both sign for a while, then the new one alone', async () => {
    await takeIn();
    const [old = ''] = files();
    makeKey('second.pem');
    await restartWorker();
    expect((await keyLines()).length).toBe(2);
    await takeIn();
    putAway(old);
    await restartWorker();
    expect((await keyLines()).length).toBe(1);
    await takeIn();
    await expectProven(/^Proven/);
  });

  it('a lost key: a new one signs only when the operator says so', async () => {
    putAway('second.pem');
    makeKey('third.pem');
    await plant.stop('worker');
    await expect(plant.start('worker')).rejects.toThrow('None of the keys here has signed this log before');
    expect((await plant.run('keys', '--add')).code).toBe(0);
    await plant.start('worker');
    await takeIn();
    await expectProven(/^Proven/);
  });

  it('a key in the hands of somebody else: a new one, and what was made with it is repudiated in the log', async () => {
    makeKey('fourth.pem');
    await restartWorker();
    await takeIn();
    putAway('third.pem');
    await restartWorker();
    await takeIn();
    const [event] = await plant.rows<{ id: string }>(
      `SELECT event::jsonb ->> 'id' AS id FROM custody.record WHERE event::jsonb ->> 'type' = 'invitation-created' ORDER BY id LIMIT 1`,
    );
    const said = ['--since', '2026-01-01', '--why', 'A key was copied from a stolen machine'];
    expect((await plant.run('repudiate', '--events', event?.id ?? '', ...said)).code).toBe(0);
    await settledPlant(plant);
    await expectProven(/^Proven; 1 event repudiated/);
  });
});
