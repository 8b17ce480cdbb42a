import { isMainThread } from 'node:worker_threads';
import { main } from './main';
import { serveThread } from './thread';

// One file, so that a recipient has nothing to put together: it also runs in each of its threads.
if (isMainThread) void main(process.argv[1] ?? '');
else serveThread();
