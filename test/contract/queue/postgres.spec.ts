import { setTimeout as sleep } from 'node:timers/promises';
import { withAdmin } from '../../support/database';
import { Gate } from './gate';
import { queueContract } from './suite';

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
