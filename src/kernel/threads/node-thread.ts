import { Worker } from 'node:worker_threads';
import type { Answer, StartThread } from './pool';

/**
 * Starts threads of a script that answers each message by the messages of `Answer`.
 * @param here does a task in this thread, where no other can be had
 */
export const nodeThreads =
  <Task, Result>(
    script: string,
    here: (task: Task, listen: (answer: Answer<Result>) => void) => Promise<void>,
  ): StartThread<Task, Result> =>
  (listen) => {
    const worker = new Worker(script);
    let asked: Task | undefined;
    let isGone = false;
    const ask = (task: Task): void => {
      asked = task;
      if (isGone) void here(task, listen);
      else worker.postMessage(task);
    };
    worker.on('message', (answer: Answer<Result>) => listen(answer));
    worker.on('error', () => {
      isGone = true;
      if (asked !== undefined) ask(asked);
    });
    return { ask, stop: () => void worker.terminate() };
  };
