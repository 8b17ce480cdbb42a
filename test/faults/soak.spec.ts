import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { EvidenceStore } from '../../src/platform/object-store';
import { clip } from '../fixtures/clips';
import { startCeph, type Ceph } from '../support/ceph';
import { startRedis, type TestRedis } from '../support/redis';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { startCluster, type Cluster } from './support/cluster';
import { expectKept, keptAfterCure, storeOf, type Kept } from './support/kept';
import { work, type Load } from './support/load';
import { Visitor, type Given } from './support/people';
import { Plant } from './support/plant';
import { Report } from './support/report';
import { isFullRun, isPiece, LOAD_PAUSE_MS, rounds, SHORTER_OVERDUE, WAITS_MS } from './support/runs';
import { storeSettings } from './support/services';
import { FaultyStore, type StoreFault } from './support/store-faults';

/** How long a fault lasts; a database that is stopped is so for a minute in a full run. */
const HOLD_MS = Number(process.env['SOAK_HOLD_SECONDS'] ?? (isFullRun ? 15 : 3)) * 1_000;
const AWAY_MS = isFullRun ? 60_000 : HOLD_MS;
/** Without a full run so many of them, others each time (FAULTS_SEED says which). */
const SAMPLE = 4;
const isRoot = process.getuid?.() === 0;
/** Not every machine that the short run must pass on has loop devices. */
const hasSmallDisk = isRoot && isFullRun;
jest.setTimeout(isFullRun ? rounds * 240_000 + WAITS_MS : 600_000);

/** Two of each process on PostgreSQL, Redis and S3, all of which fail in turn while people upload, send and accept. */
describe('every service, failing under load', () => {
  const chance = new Chance();
  const reported = new Report('soak', chance.seed);
  const sent: Given[] = [];
  let redis: TestRedis;
  let cluster: Cluster;
  let ceph: Ceph;
  let store: FaultyStore;
  let plant: Plant;
  let evidence: EvidenceStore;
  let officer: Officer;
  let visitors: Visitor[];
  let films: Buffer[];
  let load: Load | undefined;
  const scratch = (): string => join(plant.home, 'scratch');

  beforeAll(async () => {
    [redis, cluster, ceph] = await Promise.all([
      startRedis(),
      startCluster(hasSmallDisk ? { diskBytes: 2 * 1024 ** 3 } : {}),
      startCeph([]),
    ]);
    store = await FaultyStore.before(ceph.endpoint, chance);
    const settings = await storeSettings(ceph, store.endpoint);
    plant = await Plant.prepare(
      {
        ...settings,
        REDIS_URL: redis.url,
        ...SHORTER_OVERDUE,
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
    ...(hasSmallDisk && {
      'the disk of PostgreSQL full': {
        begin: () => cluster.fillDisk({ logToo: false }),
        cure: () => cluster.makeRoom(),
      },
      'the disk of PostgreSQL full, for its log too': {
        begin: () => cluster.fillDisk({ logToo: true }),
        cure: () => cluster.makeRoom(),
      },
    }),
    'one of each process killed': {
      begin: () => Promise.all(['intake', 'worker', 'workspace'].map((name) => plant.kill(name))),
      cure: () => plant.startAll(),
      ms: 1_000,
    },
  };

  const makeFault = async (fault: Fault): Promise<Kept> => {
    load = work(officer, visitors, chance, { films, pauseMs: LOAD_PAUSE_MS ?? (isFullRun ? 200 : 1_000) });
    await sleep(300 + chance.below(1_000));
    await fault.begin();
    await sleep(fault.ms ?? HOLD_MS);
    await fault.cure?.();
    return keptAfterCure(plant, load, isPiece);
  };

  const all = Object.entries(FAULTS);
  const chosen = chance.some(all, isFullRun ? all.length : SAMPLE);
  chosen.sort(([one], [other]) => reported.onRecord(one) - reported.onRecord(other));
  reported.begins(all.length);
  it.each(chosen)('%s: nothing is lost, nothing is stuck', async (name, fault) => {
    await reported.untilTheMachineHasTime();
    if (!reported.wants(name)) return;
    let [slowest, clips, times] = [0, 0, 0];
    for (let round = 0; round < rounds; round += 1) {
      const { given, ms, starved } = await makeFault(fault).catch((error: unknown) => {
        reported.failed(name, error);
        throw error;
      });
      sent.push(...given);
      if (starved !== undefined) {
        reported.starved(name, starved, { ms });
        continue;
      }
      slowest = Math.max(slowest, ms);
      clips += given.length;
      times += 1;
    }
    if (times > 0) reported.add({ fault: name, times, clips, slowestSeconds: slowest / 1_000 });
  });

  it('after all of them every byte is in the store, nothing twice, and the log is proven', async () => {
    if (isPiece && reported.hasFailed) return;
    await reported.untilItHasTimeToLook();
    await expectKept(plant, evidence, sent);
    expect((await plant.run('jobs')).text).toContain('No job was given up.');
    reported.whole(sent.length);
  });
});
