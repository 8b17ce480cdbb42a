import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { DISTRUSTED, isDistrust } from '../../services/distrust';
import { UnsuitableBuckets } from '../errors';
import { connect, type S3Settings } from './client';
import { s3Code } from './errors';
import { NOTHING } from './versions';

interface BucketState {
  readonly versioned: boolean;
  readonly objectLock: boolean;
  readonly defaultRetention: boolean;
}

const whyNot = (error: unknown): string => (isDistrust(error) ? `its store ${DISTRUSTED}` : s3Code(error));

async function stateOf(client: S3Client, name: string): Promise<BucketState> {
  const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: name }));
  const lock = await client
    .send(new GetObjectLockConfigurationCommand({ Bucket: name }))
    .catch((error: unknown) => {
      if (s3Code(error) === 'ObjectLockConfigurationNotFoundError') return undefined;
      throw error;
    });
  const configuration = lock?.ObjectLockConfiguration;
  return {
    versioned: Status === 'Enabled',
    objectLock: configuration?.ObjectLockEnabled === 'Enabled',
    defaultRetention: configuration?.Rule?.DefaultRetention !== undefined,
  };
}

/** What makes a bucket unfit for evidence, in sentences for the operator. */
function evidenceProblems(name: string, state: BucketState): string[] {
  return [
    ...(state.versioned ? [] : [`The evidence bucket "${name}" must have versioning.`]),
    ...(state.objectLock ? [] : [`The evidence bucket "${name}" must have Object Lock.`]),
    // Each object is locked when it has been read back; one that came out wrong must not be locked before.
    ...(state.defaultRetention
      ? [`The evidence bucket "${name}" must not have a default retention: each object gets its own.`]
      : []),
  ];
}

/** What makes a bucket unfit for drafts, which must be erasable and which tus rewrites. */
function incomingProblems(name: string, state: BucketState): string[] {
  return [
    ...(state.versioned
      ? [`The incoming bucket "${name}" must not have versioning: a removed draft must be gone.`]
      : []),
    ...(state.defaultRetention
      ? [`The incoming bucket "${name}" must not have a default retention: drafts must be removable.`]
      : []),
  ];
}

async function check(
  client: S3Client,
  name: string,
  problemsOf: (name: string, state: BucketState) => string[],
): Promise<void> {
  const problems = await stateOf(client, name).then(
    (state) => problemsOf(name, state),
    (error: unknown) => [`The bucket "${name}" cannot be looked at (${whyNot(error)}).`],
  );
  if (problems.length > 0) throw new UnsuitableBuckets(problems);
}

/** @throws UnsuitableBuckets */
export const checkEvidence = (client: S3Client, name: string): Promise<void> =>
  check(client, name, evidenceProblems);

/** @throws UnsuitableBuckets */
export const checkIncoming = (client: S3Client, name: string): Promise<void> =>
  check(client, name, incomingProblems);

/** A reader may not look at settings, nor list names: only ask for the versions of a name that it knows. @throws UnsuitableBuckets */
export async function checkReadable(client: S3Client, name: string): Promise<void> {
  try {
    await client.send(new ListObjectVersionsCommand({ Bucket: name, Prefix: NOTHING, MaxKeys: 1 }));
  } catch (error) {
    throw new UnsuitableBuckets([`The evidence bucket "${name}" cannot be read (${whyNot(error)}).`]);
  }
}

/** Who may do what, as bucket policies (JSON). */
export interface Policies {
  readonly incoming: string;
  readonly evidence: string;
}

/** Makes the two buckets where they are missing; existing ones are left as they are, but for their policies. For operators and tests. */
export async function prepareBuckets(settings: S3Settings, policies?: Policies): Promise<void> {
  // The SDK names the region as the bucket's place, except this one. AWS wants that; other servers know no such place.
  const aws = new URL(settings.endpoint).hostname.endsWith('.amazonaws.com');
  const client = connect(aws ? settings : { ...settings, region: 'us-east-1' });
  try {
    await create(client, settings.incomingBucket, false);
    await create(client, settings.evidenceBucket, true);
    if (policies === undefined) return;
    for (const [Bucket, Policy] of [
      [settings.incomingBucket, policies.incoming],
      [settings.evidenceBucket, policies.evidence],
    ] as const)
      await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  } finally {
    client.destroy();
  }
}

async function create(client: S3Client, name: string, objectLock: boolean): Promise<void> {
  const exists = await client.send(new HeadBucketCommand({ Bucket: name })).then(
    () => true,
    (error: unknown) => {
      if (s3Code(error) === 'NotFound') return false;
      throw error;
    },
  );
  if (exists) return;
  await client.send(new CreateBucketCommand({ Bucket: name, ObjectLockEnabledForBucket: objectLock }));
}
