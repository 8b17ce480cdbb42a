import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { Config } from '../../../config';

export type S3Settings = NonNullable<Config['objects']['s3']>;

const CONNECT_MS = 5_000;
/** A viewer may pause for a while in the middle of a file. */
const IDLE_MS = 300_000;

/** Sizes that matter to memory and speed; tests use small ones. */
export interface S3Sizes {
  /** One body sent: held in memory. At least 5 MiB (S3's smallest part). */
  readonly partBytes: number;
  /** One part copied inside the store: at most 5 GiB. */
  readonly copyPartBytes: number;
}

const MiB = 1024 ** 2;
export const DEFAULT_SIZES: S3Sizes = { partBytes: 16 * MiB, copyPartBytes: 512 * MiB };

/** S3-compatible servers know only the checksums of old: the SDK's newer ones are sent where a request needs one. */
export function clientConfig(settings: S3Settings): S3ClientConfig {
  const { accessKeyId, secretAccessKey } = settings;
  return {
    endpoint: settings.endpoint,
    region: settings.region,
    forcePathStyle: settings.forcePathStyle,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: IDLE_MS },
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey } }),
  };
}

export const connect = (settings: S3Settings): S3Client => new S3Client(clientConfig(settings));

/** A bucket and the way to it. */
export interface Bucket {
  readonly client: S3Client;
  readonly name: string;
  readonly sizes: S3Sizes;
}
