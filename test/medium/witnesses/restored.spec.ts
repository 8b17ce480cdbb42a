import { CustodyReader, latestCheckpoint, SERVICE_SUBJECT, type CustodyLog } from '../../../src/custody';
import { loadConfig, type Config } from '../../../src/config';
import { RestoreGuard, SweepService, type Behind } from '../../../src/features/evidence';
import { SweepRepository } from '../../../src/features/evidence/sweep.repository';
import { witnessesOf, WitnessingService } from '../../../src/features/witnesses';
import { WitnessesRepository } from '../../../src/features/witnesses/witnesses.repository';
import { systemClock } from '../../../src/kernel/clock';
import { randomId } from '../../../src/kernel/ids';
import type { EvidenceStore, IncomingStore } from '../../../src/platform/object-store';
import { newClip, openLog, type TestLog } from '../custody/log.support';
import { cutTail } from '../custody/tampering.support';
import { WitnessHouse } from './witness-house';

const clip = newClip();
let log: TestLog;
let one: WitnessHouse;
let other: WitnessHouse;
let config: Config;
let service: WitnessingService;
beforeAll(async () => {
  log = await openLog();
  one = await WitnessHouse.open('witness.test/one', [log.signer]);
  other = await WitnessHouse.open('witness.test/other', [log.signer]);
  const witnesses = [one, other].map(({ vkey, url }) => `${vkey} ${url}/`).join(',');
  config = loadConfig({
    NODE_ENV: 'test',
    CUSTODY_WITNESSES: witnesses,
    CUSTODY_WITNESS_TIMEOUT_SECONDS: '60',
  });
  const kept = new WitnessesRepository();
  service = new WitnessingService(log.worker, kept, new CustodyReader(), witnessesOf(config.custody), config);
});
afterAll(async () => {
  await one.close();
  await other.close();
  await log.close();
});

/** A store that came back together with the database: it holds no checkpoint that the log does not know. */
const store = {
  async *list(): AsyncGenerator<never> {
    await Promise.resolve();
    yield* [];
  },
  sweep: () => Promise.resolve(),
};
const newGuard = (): RestoreGuard => new RestoreGuard(log.worker, store, service);
const sizeNow = async (): Promise<number> => (await log.worker.transaction(latestCheckpoint))?.size ?? 0;

/** A sweep that finds a file of which no row tells. */
async function sweepOrphan(guard: RestoreGuard): Promise<{ held: Behind | undefined; erased: number }> {
  let erased = 0;
  const incoming = {
    ...store,
    async *list() {
      await Promise.resolve();
      yield { key: randomId(), size: 1, modifiedAt: new Date(0) };
    },
    remove: () => Promise.resolve((erased += 1)),
  } as unknown as IncomingStore;
  const evidence = store as unknown as EvidenceStore;
  const nobody = undefined as unknown as CustodyLog;
  const report = await new SweepService(
    ...([log.worker, new SweepRepository(), nobody, incoming, evidence, guard, config, systemClock] as const),
  ).run();
  return { held: report?.held, erased };
}

describe('a database that came back older, and its store with it', () => {
  let guard: RestoreGuard;
  let lost: number;

  it('holds nothing while each witness has seen this log and no more of it', async () => {
    await log.fill(clip, 12);
    await service.keepUp();
    guard = newGuard();
    expect(await guard.behind()).toBeUndefined();
    expect(guard.silent).toEqual([]);
    expect(await sweepOrphan(guard)).toEqual({ held: undefined, erased: 1 });
  });

  it('asks nobody again while the log only grows', async () => {
    const before = one.asked;
    expect(await guard.behind()).toBeUndefined();
    await log.fill(clip, 1);
    expect(await guard.behind()).toBeUndefined();
    expect(one.asked).toBe(before);
    await service.keepUp();
  });

  it('is not held up by a witness that is away, and names it', async () => {
    await other.down();
    const asking = newGuard();
    expect(await asking.behind()).toBeUndefined();
    expect(asking.silent).toEqual(['witness.test/other']);
    expect(await sweepOrphan(asking)).toEqual({ held: undefined, erased: 1 });
  });

  it('erases nothing where one witness has seen more, in a process that runs on and in a new one', async () => {
    lost = await sizeNow();
    const left = lost - 4;
    await log.tamper(async (admin) => {
      await cutTail(admin, left);
      await admin.query('DELETE FROM custody.checkpoint WHERE size > $1', [left]);
      await admin.query('ALTER TABLE lintel.custody_cosignature DISABLE TRIGGER ALL');
      await admin.query('DELETE FROM lintel.custody_cosignature WHERE checkpoint_size > $1', [left - 2]);
    });
    const held = { store: lost, log: left, witness: 'witness.test/one' };
    for (const asking of [guard, newGuard()]) {
      expect(await asking.behind()).toEqual(held);
      expect(await sweepOrphan(asking)).toEqual({ held, erased: 0 });
    }
  });

  it('nor when the log has grown past what the witness had seen', async () => {
    await log.fill(newClip(), 30);
    const asking = newGuard();
    expect(await asking.behind()).toEqual({ store: lost, log: await sizeNow(), witness: 'witness.test/one' });
    expect(await sweepOrphan(asking)).toMatchObject({ erased: 0 });
  });

  it('goes on when a person has compared them', async () => {
    await log.appendAsOperator({
      type: 'restore-compared',
      subject: SERVICE_SUBJECT,
      detail: { store: lost, log: lost - 4, masters: 0, drafts: 0 },
      secrets: { why: 'Sample reason' },
    });
    for (const asking of [guard, newGuard()]) {
      expect(await asking.behind()).toBeUndefined();
      expect(await sweepOrphan(asking)).toEqual({ held: undefined, erased: 1 });
    }
  });
});
