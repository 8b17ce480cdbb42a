import type { ProcessName } from '../../../src/config';

const around = (...steps: string[]): string[] => steps.flatMap((step) => [`before ${step}`, `after ${step}`]);

/** Points of the way from the first byte to the exhibit at which a process can be killed (hooks.cjs), and whose they are. */
export const KILL_POINTS: Readonly<Partial<Record<ProcessName, readonly string[]>>> = {
  intake: [
    ...around('begun', 'the record of an upload', 'received', 'the fingerprint', 'sent'),
    ...['in the middle of a part', 'after the last byte'],
  ],
  worker: [
    ...around('relayed', 'jobs are handed over', 'done', 'what arrived is taken', 'verified'),
    ...around('the master has its name', 'a stored file is read only', 'master', 'the draft is removed'),
    ...around('a working copy has its name', 'rendition', 'sequenced', 'a head is remembered'),
    ...['while a file is probed', 'while ffmpeg runs'],
  ],
  workspace: around('exhibit'),
};
