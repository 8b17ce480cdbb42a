import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { handle, openQueues, PermanentFailure } from '../../../src/platform/queue';
import { createLogger } from '../../../src/platform/observability';
import { ServiceHealth } from '../../../src/platform/services';
import { withAdmin } from '../../support/database';
import { fairShares } from './fair';
import { measure, shrink } from './jobs';
import { newerRelease } from './newer';
import { clips, type Home, idle, recorder, until, Workbench } from './workbench';

/** The promises of the queue, whichever backend keeps them. */
export function queueContract(open: () => Promise<Home>): void {
  let home: Home;
  let bench: Workbench;

  beforeAll(async () => {
    home = await open();
  });
  afterAll(() => home.stop());
  beforeEach(async () => {
    bench = await Workbench.make(home);
  });
  afterEach(() => bench.clear());

  it('does every job of a committed change once, and none of a change that was rolled back', async () => {
    const { runs, handler } = recorder();
    await bench.start([handler, idle]);
    const wanted = clips(200);
    await Promise.all([bench.ask(...wanted.slice(0, 100)), bench.ask(...wanted.slice(100))]);
    await expect(
      bench.asker.transaction(async (tx) => {
        await bench.outbox.add(tx, measure, { clipId: randomUUID() });
        throw new Error('changed her mind');
      }),
    ).rejects.toThrow('changed her mind');
    await until(bench.allDone, 'all work is done');
    expect([...runs].sort()).toEqual([...wanted].sort());
  });

  it('starts within half a second of the commit', async () => {
    const { runs, handler } = recorder();
    await bench.start([handler, idle]);
    await sleep(500);
    const once = async (): Promise<number> => {
      const [before, earlier] = [Date.now(), runs.length];
      await bench.ask(randomUUID());
      await until(() => runs.length > earlier, 'the job runs');
      return Date.now() - before;
    };
    // The middle one, and again: a machine that stood still for a moment says nothing of the queue.
    let middle = Infinity;
    for (let round = 0; round < 3 && middle >= 500; round += 1) {
      const took: number[] = [];
      while (took.length < 7) took.push(await once());
      middle = took.sort((one, other) => one - other)[3] ?? Infinity;
    }
    expect(middle).toBeLessThan(500);
  });

  it('relays a row twice without doing it twice, yet lets the same work be asked for again', async () => {
    const { runs, handler } = recorder();
    await bench.start([handler, idle]);
    const clip = randomUUID();
    await bench.ask(clip);
    await until(bench.allDone, 'the first is done');
    // As if the relay had died between adding the job and marking the row.
    await bench.worker.transaction((tx) => tx.query('UPDATE lintel.outbox SET relayed_at = NULL'));
    await until(async () => (await bench.rows('relayed_at IS NULL')) === 0, 'the row is relayed again');
    await sleep(500);
    expect(runs).toEqual([clip]);
    await bench.ask(clip);
    await until(() => runs.length === 2, 'the second request runs');
  });

  it('shares the work of several relays and workers without doubling it', async () => {
    const { runs, handler } = recorder();
    await Promise.all([
      bench.start([handler, idle]),
      bench.start([handler, idle]),
      bench.start([handler, idle]),
    ]);
    const wanted = clips(300);
    for (let at = 0; at < wanted.length; at += 10) await bench.ask(...wanted.slice(at, at + 10));
    await until(bench.allDone, 'all work is done');
    expect([...runs].sort()).toEqual([...wanted].sort());
  });

  it('tries again, tells the last attempt, then keeps the job where it can be seen and retried', async () => {
    let mended = false;
    const last: boolean[] = [];
    const { runs, handler } = recorder((_clip, context) => {
      last.push(context.lastAttempt);
      return mended ? Promise.resolve() : Promise.reject(new Error('ffmpeg said: holiday.mp4 is odd'));
    });
    const queues = await bench.start([handler, idle]);
    const clip = randomUUID();
    await bench.ask(clip);
    await until(async () => (await queues.failedJobs()).length === 1, 'the job has failed');
    expect(last).toEqual([false, false, true]);
    const [failed] = await queues.failedJobs();
    expect(failed).toMatchObject({
      queue: 'measure',
      name: 'measure-clip',
      payload: { clipId: clip },
      attempts: 3,
    });
    expect(JSON.stringify(failed)).not.toContain('holiday');
    mended = true;
    await queues.retry('measure', failed?.id ?? '');
    await until(bench.allDone, 'the retried job is done');
    expect(runs).toHaveLength(4);
    expect(await queues.failedJobs()).toEqual([]);
    await expect(queues.retry('measure', 'nothing.1')).rejects.toThrow('could not be found');
  });

  it('uses up no try while a service is away, shows what waits, and does it when the service is back', async () => {
    let away = true;
    const attempts: number[] = [];
    const stuck: unknown[] = [];
    const { runs, handler } = recorder((_clip, context) => {
      attempts.push(context.attempt);
      return away
        ? Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))
        : Promise.resolve();
    });
    const showing = { ...handler, stuck: (payload: unknown) => Promise.resolve(void stuck.push(payload)) };
    const queues = await bench.start([showing, idle], { longestWaitMs: 100, stuckMs: 300 });
    const clip = randomUUID();
    await bench.ask(clip);
    await until(() => runs.length > 5 && stuck.length > 0, 'it was tried more often than it has tries');
    expect(new Set(attempts)).toEqual(new Set([1]));
    expect(stuck[0]).toEqual({ clipId: clip });
    expect(stuck.length).toBeLessThan(runs.length);
    // Between two tries it is shown; while it is tried it is at work.
    let shown = await queues.waitingJobs();
    await until(async () => (shown = await queues.waitingJobs()).length === 1, 'it is shown as waiting');
    expect(shown).toMatchObject([
      { queue: 'measure', name: 'measure-clip', why: 'a service cannot be reached (ECONNREFUSED)' },
    ]);
    expect(await queues.failedJobs()).toEqual([]);
    away = false;
    await until(bench.allDone, 'it is done');
  });

  it('begins nothing while a service is known to be away', async () => {
    let away = true;
    const health = new ServiceHealth(createLogger({ process: 'worker', level: 'silent' }), {
      lookMs: 50,
      patienceMs: 1_000,
    });
    health.add('store', () => (away ? Promise.reject(new Error('away')) : Promise.resolve()));
    expect(await health.look()).toMatchObject([{ service: 'store', why: 'away' }]);
    const { runs, handler } = recorder();
    await bench.start([handler, idle], { health });
    await bench.ask(...clips(10));
    await sleep(1_500);
    expect(runs).toEqual([]);
    away = false;
    await until(bench.allDone, 'all are done');
    expect(runs).toHaveLength(10);
    health.close();
  });

  fairShares(() => bench);

  it('does not repeat what no attempt can mend', async () => {
    const { runs, handler } = recorder(() => Promise.reject(new PermanentFailure('This is not a video.')));
    const queues = await bench.start([handler, idle]);
    await bench.ask(randomUUID());
    await until(async () => (await queues.failedJobs()).length === 1, 'the job has failed');
    expect(runs).toHaveLength(1);
    expect((await queues.failedJobs())[0]?.reason).toBe('This is not a video.');
  });

  it('sets aside, with the reason, what does not fit its contract', async () => {
    const { runs, handler } = recorder();
    const queues = await bench.start([handler, idle]);
    await withAdmin(async (admin) => {
      await admin.query(`INSERT INTO lintel.outbox (queue, name, job_id, payload) VALUES
        ('measure', 'measure-clip', 'a', '{"clipId": "not-an-id", "extra": 1}'),
        ('later', 'not-known-yet', 'c', '{}')`);
    }, bench.database.name);
    await until(async () => (await queues.failedJobs()).length === 1, 'it is set aside');
    expect((await queues.failedJobs())[0]?.reason).toMatch(
      /does not fit job measure\/measure-clip: clipId: .*; payload: /,
    );
    expect(runs).toEqual([]);
    // A queue that only a newer release knows is left for it; the rows of the others go after their jobs are there.
    await until(async () => (await queues.counts()).outbox.rows === 1, 'one row is left');
    await expect(
      bench.asker.transaction((tx) => bench.outbox.add(tx, measure, { clipId: 'not-an-id' })),
    ).rejects.toThrow();
  });

  newerRelease(() => bench);

  it('does the job again when its worker process is killed in the middle', async () => {
    const wanted = clips(4);
    // Makes the tables first, so that the child's start is not part of the test.
    await openQueues(bench.choices()).then((queues) => queues.close());
    const child = await bench.startChild(60_000);
    await bench.ask(...wanted);
    await until(() => child.begun.length === 4, 'the child is busy with all four');
    child.kill();
    const killed = Date.now();
    const { runs, handler } = recorder();
    const queues = await bench.start([handler, idle], { lockMs: 1_000 });
    await until(bench.allDone, 'the jobs are done by another');
    expect([...runs].sort()).toEqual([...wanted].sort());
    // Not only when all that is overdue is asked for again.
    expect(Date.now() - killed).toBeLessThan(60_000);
    expect(await queues.failedJobs()).toEqual([]);
  });

  it('loses nothing when its server goes away under load', async () => {
    const { runs, handler } = recorder(() => sleep(5));
    const queues = await bench.start([handler, idle], { lockMs: 1_000, relay: { overdueSeconds: 1 } });
    const wanted = clips(400);
    const asking = (async () => {
      for (const clip of wanted) {
        await until(
          () =>
            bench.ask(clip).then(
              () => true,
              () => false,
            ),
          'the request is committed',
        );
      }
    })();
    await until(() => runs.length > 30, 'work is under way');
    await home.disturb();
    await until(() => runs.length > 150, 'work goes on');
    await home.disturb();
    await asking;
    await until(bench.allDone, 'all work is done');
    // A request whose commit was not confirmed may have been made twice: nothing may be missing.
    expect(wanted.filter((clip) => !runs.includes(clip))).toEqual([]);
    expect(await queues.failedJobs()).toEqual([]);
  });

  it('asks again for work that the queue has forgotten', async () => {
    const waiting = handle(measure, (_payload, { signal }) => sleep(60_000, undefined, { signal }));
    const first = await bench.start([waiting, idle], { concurrency: 1 });
    const wanted = clips(5);
    await bench.ask(...wanted);
    await until(async () => (await first.counts()).outbox.rows === 0, 'all are relayed');
    await home.forget(bench.database);
    await first.close(0);
    const { runs, handler } = recorder();
    await bench.start([handler, idle], { relay: { overdueSeconds: 1 } });
    await until(bench.allDone, 'all work is done');
    expect([...new Set(runs)].sort()).toEqual([...wanted].sort());
  });

  it('does again what the queue calls completed and the database, brought back to before, does not', async () => {
    const { runs, handler } = recorder();
    await bench.start([handler, idle], { relay: { overdueSeconds: 1 } });
    const clip = randomUUID();
    await bench.ask(clip);
    await until(bench.allDone, 'it is done');
    await bench.admin.query('UPDATE lintel.outbox SET done_at = NULL');
    await until(bench.allDone, 'it is done again');
    expect(runs).toEqual([clip, clip]);
  });

  it('closing leaves a handler behind that does not heed its signal', async () => {
    let ended = false;
    const { runs, handler } = recorder(async () => {
      await sleep(12_000);
      ended = true;
    });
    const queues = await bench.start([handler, idle]);
    await bench.ask(randomUUID());
    await until(() => runs.length === 1, 'it is at work');
    await queues.close(100);
    expect(ended).toBe(false);
    await until(() => ended, 'its end');
  });

  it('closing waits for the work at hand', async () => {
    let ended = 0;
    const { runs, handler } = recorder(async () => {
      await sleep(500);
      ended += 1;
    });
    const queues = await bench.start([handler, idle]);
    await bench.ask(...clips(3));
    await until(() => runs.length === 3, 'all are at work');
    await queues.close();
    expect(ended).toBe(3);
    expect(await bench.allDone()).toBe(true);
  });

  it('closing hands back work that would take too long, without costing it an attempt', async () => {
    const first = await bench.start([
      handle(measure, (_payload, { signal }) => sleep(60_000, undefined, { signal })),
      idle,
    ]);
    await bench.ask(...clips(2));
    await until(async () => (await first.counts()).queues['measure']?.['active'] === 2, 'both are at work');
    const before = Date.now();
    await first.close(100);
    expect(Date.now() - before).toBeLessThan(30_000);
    const attempts: number[] = [];
    const { handler } = recorder((_clip, { attempt }) => {
      attempts.push(attempt);
      return Promise.resolve();
    });
    await bench.start([handler, idle]);
    await until(bench.allDone, 'both are done by another');
    expect(attempts).toEqual([1, 1]);
  });

  it('does not start unless every job has exactly one handler', async () => {
    const { handler } = recorder();
    await expect(bench.start([handler])).rejects.toThrow('job shrink/shrink-clip has no handler');
    await expect(bench.start([handler, handler, idle])).rejects.toThrow(
      'measure/measure-clip has more than one handler',
    );
    await expect(bench.start([handler, idle], { jobs: [measure] })).rejects.toThrow(
      'handler for unknown job shrink/',
    );
    await expect(bench.start([handler, idle], { jobs: [measure, measure, shrink] })).rejects.toThrow(
      'is defined twice',
    );
  });
}
