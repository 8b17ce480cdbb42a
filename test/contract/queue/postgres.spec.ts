import { withAdmin } from '../../support/database';
import { queueContract } from './suite';

describe('the queue on PostgreSQL', () => {
  queueContract(() =>
    Promise.resolve({
      // What a restart does to its clients: every connection of the database ends at once, in the middle of anything.
      disturb: async (database) => {
        await withAdmin(async (admin) => {
          await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
            database.name,
          ]);
        });
      },
      forget: async (database) => {
        await withAdmin(async (admin) => {
          await admin.query('TRUNCATE queue.job CASCADE');
        }, database.name).catch(() => undefined);
      },
      stop: () => Promise.resolve(),
    }),
  );
});
