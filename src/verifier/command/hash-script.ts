import { join } from 'node:path';

/** What runs in the threads of `verifyPath`, where it was compiled. */
export const HASH_SCRIPT = join(__dirname, 'hash-thread.js');
