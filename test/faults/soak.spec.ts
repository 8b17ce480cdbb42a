import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { loadConfig } from '../../src/config';
import { prepareBuckets, type EvidenceStore } from '../../src/platform/object-store';
import { clip } from '../fixtures/clips';
import { startCeph, type Ceph } from '../support/ceph';
import { startRedis, type TestRedis } from '../support/redis';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { startCluster, type Cluster } from './support/cluster';
import { expectKept, storeOf, untilKept } from './support/kept';
import { work, type Load } from './support/load';
import { Visitor, type Given } from './support/people';
import { Plant, type Settings } from './support/plant';
import { isFullRun, report, rounds } from './support/report';
import { FaultyStore, type StoreFault } from './support/store-faults';

/** How long a fault lasts; a database that is stopped is so four times as long in a full run. */
const HOLD_MS = Number(process.env['SOAK_HOLD_SECONDS'] ?? (isFullRun ? 15 : 3)) * 1_000;
const AWAY_MS = isFullRun ? 4 * HOLD_MS : HOLD_MS;
/** Without a full run so many of them, others each time (FAULTS_SEED says which). */
const SAMPLE = 6;
const isRoot = process.getuid?.() === 0;
jest.setTimeout(isFullRun ? rounds * 240_000 : 600_000);

/** Two of each process on PostgreSQL, Redis and S3, all of which fail in turn while people upload, send and accept. */
describe('every service, failing under load', () => {
  const chance = new Chance();
  const sent: Given[] = [];
  let redis: TestRedis;
  let cluster: Cluster;
  let ceph: Ceph;
  let store: FaultyStore;
  let settings: Settings;
  let plant: Plant;
  let evidence: EvidenceStore;
  let officer: Officer;
  let visitors: Visitor[];
  let films: Buffer[];
  let load: Load | undefined;
  const scratch = (): string => join(plant.home, 'scratch');

  beforeAll(async () => {
    [redis, cluster, ceph] = await Promise.all([startRedis(), startCluster(), startCeph()]);
    store = await FaultyStore.before(ceph.endpoint, chance);
    const key = { S3_ACCESS_KEY_ID: ceph.accessKeyId, S3_SECRET_ACCESS_KEY: ceph.secretAccessKey };
    settings = { ...key, S3_ENDPOINT: store.endpoint, EVIDENCE_LOCK_DAYS: '1' };
    const { objects } = loadConfig({ ...settings });
    if (objects.s3 === undefined) throw new Error('no S3 is configured');
    await prepareBuckets(objects.s3);
    plant = await Plant.prepare(
      {
        ...settings,
        INTAKE_S3_ACCESS_KEY_ID: ceph.accessKeyId,
        INTAKE_S3_SECRET_ACCESS_KEY: ceph.secretAccessKey,
        REDIS_URL: redis.url,
        WORKER_OVERDUE_SECONDS: '4',
        WORKER_LONGEST_WAIT_SECONDS: '5',
      },
      cluster,
    );
    if (isRoot) {
      mkdirSync(scratch());
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80m,mode=700', 'tmpfs', scratch()]);
    }
    await plant.startAll();
    for (const name of ['intake', 'workspace', 'worker'] as const) await plant.start(name, `second ${name}`);
    evidence = await storeOf(plant, { ...settings, S3_ENDPOINT: ceph.endpoint });
    officer = await Officer.at(plant);
    const here = await officer.visitor();
    const there = await officer.visitor();
    visitors = [here, Object.assign(new Visitor(plant.address('second intake')), { cookie: there.cookie })];
    for (const visitor of visitors) visitor.mayGoBack = true;
    films = [readFileSync(await clip('silent'))];
  });
  // What a test that failed has left at work.
  afterEach(() => {
    load?.end().catch(() => undefined);
  });
  afterAll(async () => {
    await plant.stopAll();
    if (isRoot) execFileSync('umount', [scratch()]);
    await plant.close();
    await store.close();
    await Promise.all([redis.stop(), ceph.stop()]);
  });

  const redisSays = async (...command: [string, ...string[]]): Promise<void> => {
    const client = new Redis(redis.url);
    try {
      await client.call(...command);
    } finally {
      client.disconnect();
    }
  };

  /** A fault that begins, lasts and is cured. */
  interface Fault {
    begin(): unknown;
    cure?(): unknown;
    readonly ms?: number;
  }
  const storeFault = (fault: StoreFault): Fault => ({
    begin: () => store.begin(fault),
    cure: () => store.cure(),
  });
  const FAULTS: Readonly<Record<string, Fault>> = {
    'PostgreSQL restarted at once': { begin: () => cluster.restart(), ms: 0 },
    'PostgreSQL stopped': { begin: () => cluster.stop(), cure: () => cluster.start(), ms: AWAY_MS },
    'Redis killed and restarted': { begin: () => redis.restart(), ms: 0 },
    'Redis flushed': { begin: () => redisSays('FLUSHALL'), ms: 0 },
    'Redis out of memory': {
      begin: () => redisSays('CONFIG', 'SET', 'maxmemory', '1'),
      cure: () => redisSays('CONFIG', 'SET', 'maxmemory', '0'),
    },
    'S3 down': storeFault('down'),
    'S3 answering 500': storeFault('errors'),
    'S3 slow': storeFault('slow'),
    'S3 ending bodies early': storeFault('truncating'),
    'S3 flipping bits': storeFault('flipping'),
    'S3 saying what is not so': storeFault('lying'),
    'the clocks 20 s ahead': { begin: () => plant.setClock(20_000), cure: () => plant.setClock(0) },
    'the clocks 20 s behind': { begin: () => plant.setClock(-20_000), cure: () => plant.setClock(0) },
    ...(isRoot && {
      'the scratch disk full': {
        begin: () => writeFileSync(join(scratch(), 'filler'), Buffer.alloc(40 * 1024 ** 2)),
        cure: () => rmSync(join(scratch(), 'filler'), { force: true }),
      },
    }),
    'one of each process killed': {
      begin: () => Promise.all(['intake', 'worker', 'workspace'].map((name) => plant.kill(name))),
      cure: () => plant.startAll(),
      ms: 1_000,
    },
  };

  const chosen = isFullRun ? Object.entries(FAULTS) : chance.some(Object.entries(FAULTS), SAMPLE);
  it.each(chosen)('%s: nothing is lost, nothing is stuck', async (name, fault) => {
    let [slowest, clips] = [0, 0];
    for (let round = 0; round < rounds; round += 1) {
      load = work(officer, visitors, chance, { films, pauseMs: 200 });
      await sleep(300 + chance.below(1_000));
      await fault.begin();
      await sleep(fault.ms ?? HOLD_MS);
      await fault.cure?.();
      const cured = Date.now();
      const given = await load.end();
      await untilKept(plant, given);
      slowest = Math.max(slowest, Date.now() - cured);
      clips += given.length;
      sent.push(...given);
    }
    report({ fault: name, times: rounds, clips, slowestSeconds: slowest / 1_000 });
  });

  it('after all of them every byte is in the store, nothing twice, and the log is proven', async () => {
    await expectKept(plant, evidence, sent);
    expect((await plant.run('jobs')).text).toContain('No job was given up.');
  });
});
