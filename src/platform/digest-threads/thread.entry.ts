import { parentPort } from 'node:worker_threads';
import type { Answer } from '../../kernel/threads/pool';
import type { Digest } from '../digest';
import { digestParts, type DigestTask } from './read-part';

function answerOf(task: DigestTask): Answer<Digest> {
  try {
    return { result: digestParts(task) };
  } catch (error) {
    return { failed: error instanceof Error ? error : new Error('the file cannot be read') };
  }
}

parentPort?.on('message', (task: DigestTask) => parentPort?.postMessage(answerOf(task)));
