import { setTimeout as sleep } from 'node:timers/promises';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { startCluster, type Cluster } from './support/cluster';
import { work } from './support/load';
import { Plant } from './support/plant';
import { expectWhole } from './support/truth';

let cluster: Cluster;
let plant: Plant;
let officer: Officer;

beforeAll(async () => {
  cluster = await startCluster();
  plant = await Plant.open({}, cluster);
  officer = await Officer.at(plant);
});
afterAll(() => plant.close());

describe('PostgreSQL, while people upload, send and accept and the log is signed', () => {
  it.each([
    ['restarted at once (pg_ctl restart -m immediate)', () => cluster.restart()],
    ['killed with -9', () => cluster.kill()],
  ])('%s: no process ends, everybody goes on, nothing is lost or doubled', async (_how, fault) => {
    const chance = new Chance();
    const pids = ['intake', 'workspace', 'worker'].map((name) => plant.pid(name));
    const visitors = await Promise.all([officer.visitor(), officer.visitor()]);
    const load = work(officer, visitors, chance, { pauseMs: 200 });
    for (let round = 0; round < 2; round += 1) {
      await sleep(300 + chance.below(1_500));
      await fault();
    }
    const sent = await load.end();
    expect(['intake', 'workspace', 'worker'].map((name) => plant.pid(name))).toEqual(pids);
    await expectWhole(plant, sent);
    const references = await plant.rows<{ reference: string }>('SELECT reference FROM lintel.exhibit');
    expect(new Set(references.map(({ reference }) => reference)).size).toBe(references.length);
  });
});
