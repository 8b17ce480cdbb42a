import { useTemporaryFolder } from '../../config';
import { runProcess } from '../process';
import { createWorker, type WorkerChoices } from './app';
import { repeat } from './repeat';
import { openScratch } from './scratch';

const KEEP_MS = 20_000;

/** Whatever asks the system for a place to write a while is led to the scratch folder of this process. */
async function createInScratch(choices: WorkerChoices): ReturnType<typeof createWorker> {
  const scratch = await openScratch(choices.config.worker.scratch);
  useTemporaryFolder(scratch.folder);
  const keeping = repeat('keeping the scratch folder', KEEP_MS, choices.logger, async () => {
    await scratch.keep();
    return false;
  });
  const worker = await createWorker(choices);
  return {
    app: worker.app,
    close: async () => {
      await worker.close();
      await keeping.stop();
      await scratch.close();
    },
  };
}

/** The process that nobody faces. */
runProcess({
  name: 'worker',
  listen: ({ worker }) => ({ host: worker.host, port: worker.healthPort }),
  database: ({ database }) => database.workerUrl,
  setting: 'WORKER_DATABASE_URL',
  create: createInScratch,
});
