import type { AddressInfo } from 'node:net';
import { required, runProcess } from '../process';
import { createWorker } from './app';

runProcess('worker', async ({ config, logger }) => {
  const databaseUrl = required(config.database.workerUrl, 'WORKER_DATABASE_URL');
  const worker = await createWorker({ config, databaseUrl, logger });
  await worker.app.listen(config.worker.healthPort, config.worker.host);
  const { port } = worker.app.getHttpServer().address() as AddressInfo;
  return { port, close: () => worker.close() };
});
