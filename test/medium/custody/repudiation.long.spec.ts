import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repudiate as command } from '../../../src/apps/cli/repudiate';
import { loadConfig, type Config } from '../../../src/config';
import {
  CustodyLog,
  exportRecords,
  FactRefused,
  SERVICE_SUBJECT,
  verifyLive,
  type Subject,
} from '../../../src/custody';
import { systemClock } from '../../../src/kernel/clock';
import { describeVerdict, verifyExport } from '../../../src/verifier';
import { copyMade, newClip, openLog, type TestLog } from './log.support';

describe('events that the operator repudiates (real PostgreSQL)', () => {
  let log: TestLog;
  let config: Config;
  beforeEach(async () => {
    log = await openLog();
    const { owner, intake, workspace, worker } = log.test.urls;
    config = loadConfig({
      ...{ DATABASE_URL: owner, INTAKE_DATABASE_URL: intake },
      ...{ WORKSPACE_DATABASE_URL: workspace, WORKER_DATABASE_URL: worker },
    });
  });
  afterEach(() => log.close());

  const repudiate = (events: string, since = '2026-03-01'): Promise<void> =>
    command(config, { events, since, why: 'a break-in at the worker' });

  const live = async (): Promise<object> => {
    while ((await log.sequence()) > 0);
    return verifyLive(log.worker, { keys: log.keys });
  };

  async function exported<T>(subjects: readonly Subject[], look: (folder: string) => Promise<T>): Promise<T> {
    while ((await log.sequence()) > 0);
    const folder = await mkdtemp(join(tmpdir(), 'lintel-export-'));
    try {
      await log.worker.snapshot((tx) => exportRecords(tx, subjects, folder));
      return await look(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  it('are named by the check of the whole log, which stays proven', async () => {
    const clip = newClip();
    const [one, two] = [await log.append(copyMade(clip, 1)), await log.append(copyMade(newClip(), 2))];
    await log.append(copyMade(clip, 3));
    expect(await live()).not.toHaveProperty('repudiated');
    await repudiate(`${one.id}, ${two.id}`);
    expect(await verifyLive(log.worker, { keys: log.keys })).toMatchObject({
      ...{ outcome: 'proven', exitCode: 0, unsigned: 2 },
      repudiated: [one.id, two.id].sort(),
    });
    expect(await live()).toMatchObject({ events: 5, unsigned: 0, repudiated: [one.id, two.id].sort() });
  });

  it('are named by the check of their history, with nothing of others', async () => {
    const [clip, other, quiet] = [newClip(), newClip(), newClip()];
    const [one, two] = [await log.append(copyMade(clip, 1)), await log.append(copyMade(other, 2))];
    await log.append(copyMade(clip, 3));
    await log.append(copyMade(quiet, 4));
    await repudiate(`${two.id},${one.id}`);
    await exported([clip], async (folder) => {
      const verdict = await verifyExport(folder);
      expect(verdict).toMatchObject({ outcome: 'proven', events: 2, repudiated: [one.id] });
      expect(describeVerdict(verdict)).toMatch(/^Proven; 1 event repudiated: 2 events under checkpoint 6/);
      const said = await readFile(join(folder, 'repudiations.txt'), 'utf8');
      expect([said.includes(one.id), said.includes(two.id)]).toEqual([true, false]);
      expect(await readFile(join(folder, 'openings.jsonl'), 'utf8')).not.toContain('break-in');
    });
    await exported([quiet], async (folder) => {
      expect(await verifyExport(folder)).not.toHaveProperty('repudiated');
      await expect(readFile(join(folder, 'repudiations.txt'))).rejects.toThrow('ENOENT');
    });
    await exported([clip, SERVICE_SUBJECT, other], async (folder) => {
      const { repudiated } = (await verifyExport(folder)) as { repudiated?: string[] };
      expect(repudiated).toEqual([one.id, two.id].sort());
    });
  });

  it('are genuine again once the repudiation itself is repudiated, wherever that is looked at', async () => {
    const clip = newClip();
    const { id } = await log.append(copyMade(clip));
    await repudiate(id);
    const [wrong] = await log.worker.transaction((tx) =>
      tx.query<{ id: string }>('SELECT id FROM custody.record WHERE subject = $1', [SERVICE_SUBJECT]),
    );
    await repudiate(wrong?.id ?? '');
    expect(await live()).toMatchObject({ outcome: 'proven', repudiated: [wrong?.id] });
    await exported([clip], async (folder) => {
      const verdict = await verifyExport(folder);
      expect(verdict).toMatchObject({ outcome: 'proven', events: 1 });
      expect(verdict).not.toHaveProperty('repudiated');
    });
  });

  it('are the operator’s alone to name', async () => {
    const { id } = await log.append(copyMade(newClip()));
    const forged = log.worker.transaction((tx) =>
      new CustodyLog(systemClock).append(tx, {
        type: 'repudiated',
        subject: SERVICE_SUBJECT,
        detail: { events: [id], since: '2026-03-01T00:00:00.000Z' },
        secrets: { why: 'to be rid of it' },
      }),
    );
    await expect(forged).rejects.toThrow(FactRefused);
  });

  it.each([
    ['an event that is not in the log', '00000000-0000-7000-8000-000000000001', '2026-03-01', /has no event/],
    ['a name', 'Ann', '2026-03-01', /ann is none/],
    ['nothing', ' , ', '2026-03-01', /by their ids/],
    ['a day to come', '00000000-0000-7000-8000-000000000001', '2999-01-01', /past day/],
    ['no day', '00000000-0000-7000-8000-000000000001', 'yesterday', /past day/],
  ])('cannot be %s', async (_, events, since, why) => {
    await expect(repudiate(events, since)).rejects.toThrow(why);
  });
});
