import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config';
import { prepareBuckets } from '../../platform/object-store';
import { Refusal } from './refusal';
import { say } from './say';

/** The policies in a folder such as deploy/s3, for the buckets by the names that they have here. */
async function policiesIn(folder: string, incomingBucket: string, evidenceBucket: string) {
  const read = async (name: string): Promise<string> =>
    (await readFile(join(folder, `${name}-policy.json`), 'utf8'))
      .replaceAll('arn:aws:s3:::lintel-incoming', `arn:aws:s3:::${incomingBucket}`)
      .replaceAll('arn:aws:s3:::lintel-evidence', `arn:aws:s3:::${evidenceBucket}`);
  return { incoming: await read('incoming'), evidence: await read('evidence') };
}

export interface StoreOptions {
  /** Folder of the two policies, which take the place of those that the buckets have. */
  readonly policies?: string;
}

/** Makes the two buckets where they are missing: the evidence one with versions and Object Lock. */
export async function initStore({ objects }: Config, { policies }: StoreOptions): Promise<void> {
  if (objects.s3 === undefined) {
    throw new Refusal(
      'Set S3_ENDPOINT and a key that may make buckets; on a file system there is nothing to do.',
    );
  }
  try {
    const { incomingBucket, evidenceBucket } = objects.s3;
    await prepareBuckets(
      objects.s3,
      policies === undefined ? undefined : await policiesIn(policies, incomingBucket, evidenceBucket),
    );
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'no reason given';
    throw new Refusal(`The buckets at ${objects.s3.endpoint} could not be made: ${why}`, { cause });
  }
  say(`The buckets ${objects.s3.incomingBucket} and ${objects.s3.evidenceBucket} are ready.`);
}
