import type { Config } from '../../config';
import { prepareBuckets } from '../../platform/object-store';
import { Refusal } from './refusal';
import { say } from './say';

/** Makes the two buckets where they are missing: the evidence one with versions and Object Lock. */
export async function initStore({ objects }: Config): Promise<void> {
  if (objects.s3 === undefined) {
    throw new Refusal(
      'Set S3_ENDPOINT and a key that may make buckets; on a file system there is nothing to do.',
    );
  }
  try {
    await prepareBuckets(objects.s3);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'no reason given';
    throw new Refusal(`The buckets at ${objects.s3.endpoint} could not be made: ${why}`, { cause });
  }
  say(`The buckets ${objects.s3.incomingBucket} and ${objects.s3.evidenceBucket} are ready.`);
}
