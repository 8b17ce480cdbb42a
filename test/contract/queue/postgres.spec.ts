import { setTimeout as sleep } from 'node:timers/promises';
import { withAdmin } from '../../support/database';
import { Gate } from './gate';
import { queueContract } from './suite';
import { clips, idle, recorder, until, Workbench } from './workbench';

/** Notes how each commit that changes a job, and each that changes the outbox, waits for the disk. */
const NOTED = `
  CREATE TABLE public.waited (what text, how text);
  CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN INSERT INTO public.waited VALUES (TG_TABLE_NAME, current_setting('synchronous_commit')); RETURN NULL; END $$;
  CREATE TRIGGER noted AFTER INSERT OR UPDATE ON queue.job FOR EACH ROW EXECUTE FUNCTION public.note();
  CREATE TRIGGER noted AFTER INSERT OR UPDATE ON lintel.outbox FOR EACH ROW EXECUTE FUNCTION public.note()`;

it('on PostgreSQL does not wait for the disk with what BullMQ writes, and does with the outbox, which is the truth', async () => {
  const bench = await Workbench.make({
    disturb: () => Promise.resolve(),
    forget: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  });
  try {
    await withAdmin(async (admin) => {
      // The cluster of the tests waits for no disk. As a real one does, from here on.
      await admin.query(`ALTER DATABASE ${bench.database.name} SET synchronous_commit = on`);
      await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND usename LIKE 'lintel\\_%'`,
      );
    }, bench.database.name);
    await bench.start([recorder().handler, idle]);
    await withAdmin((admin) => admin.query(NOTED), bench.database.name);
    await bench.ask(...clips(3));
    await until(bench.allDone, 'all work is done');
    const { rows } = await withAdmin(
      (admin) => admin.query<object>('SELECT DISTINCT what, how FROM public.waited ORDER BY what'),
      bench.database.name,
    );
    expect(rows).toEqual([
      { what: 'job', how: 'off' },
      { what: 'outbox', how: 'on' },
    ]);
  } finally {
    await bench.clear();
  }
});

describe('the queue on PostgreSQL', () => {
  queueContract(async () => {
    const { hostname, port } = new URL(process.env['LINTEL_TEST_ADMIN_URL'] ?? '');
    const gate = new Gate({ host: hostname, port: Number(port) });
    await gate.open();
    return {
      reach: (url) => gate.through(url),
      // What a restart is to its clients: every connection ends in the middle of anything, new ones are refused.
      disturb: async () => {
        await gate.shut();
        await sleep(1_500);
        await gate.open();
      },
      forget: (database) =>
        withAdmin(async (admin) => {
          await admin.query('TRUNCATE queue.job CASCADE');
        }, database.name).catch(() => undefined),
      stop: () => gate.shut(),
    };
  });
});
