import { generateKeyPairSync, randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/until';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { Visitor } from './support/people';
import { Plant } from './support/plant';
import { expectWhole } from './support/truth';

let plant: Plant;
let officer: Officer;

beforeAll(async () => {
  plant = await Plant.open();
  await plant.start('intake', 'second intake');
  officer = await Officer.at(plant);
});
afterAll(() => plant.close());

/** One line of a person whose telephone changes networks: it goes on from where the service says that it is. */
async function line(visitor: Visitor, location: string, bytes: Buffer): Promise<void> {
  for (;;) {
    const at = await visitor.offset(location).catch(() => -1);
    if (at === bytes.length) return;
    const part = bytes.subarray(at, at + randomInt(1, 400_000));
    const answer = at < 0 ? undefined : await visitor.patch(location, at, part).catch(() => undefined);
    if (answer?.status !== 204) await sleep(20);
  }
}

it('a second worker with a key of its own does not start; with the key of the first it does', async () => {
  const file = join(plant.home, 'other.pem');
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const alone = plant.start('worker', 'second worker', { CUSTODY_KEY_FILES: file });
  await expect(alone).rejects.toThrow('None of the keys here has signed this log before');
  await plant.start('worker', 'second worker');
  await plant.stop('second worker');
});

it('two intakes and three lines at once for each upload: every byte is right, and nothing is stuck', async () => {
  const chance = new Chance();
  const given = [];
  const here = await officer.visitor();
  const there = Object.assign(new Visitor(plant.address('second intake')), { cookie: here.cookie });
  for (let count = 0; count < 4; count += 1) {
    const bytes = chance.bytes(3_000_000);
    const location = await here.begin(`clip ${count}.bin`, bytes.length);
    await Promise.all([here, there, there].map((visitor) => line(visitor, location, bytes)));
    given.push(await there.fingerprint(location, bytes));
  }
  await until('the check of each', async () =>
    (await there.files()).every(({ state }) => state === 'doubtful'),
  );
  await there.sendAll();
  await expectWhole(plant, given);
});
