import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { Config } from '../../../config';

export type S3Settings = NonNullable<Config['objects']['s3']>;

const CONNECT_MS = 5_000;
/** A viewer may pause for a while in the middle of a file. */
const IDLE_MS = 300_000;
/** A part has to go there first. */
const SENDING = 6;
/** S3 itself copies bytes of a large object, or puts parts together, before it answers. */
const WORKING = 30;

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
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: IDLE_MS, throwOnRequestTimeout: true },
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey } }),
  };
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
}

/** How long may pass until an answer begins. */
function patienceFor({ method = '', headers = {}, query = {} }: Asked, answerMs: number): number {
  if (method === 'GET' || method === 'HEAD') return answerMs;
  const isCopy = Object.keys(headers).some((name) => name.toLowerCase() === 'x-amz-copy-source');
  const isPutTogether = method === 'POST' && query['uploadId'] !== undefined;
  return (isCopy || isPutTogether ? WORKING : SENDING) * answerMs;
}

/** Makes `client` give up a store that takes a request and says nothing, after which it asks again. */
export function withPatience<Client extends Pick<S3Client, 'config'>>(
  client: Client,
  { answerMs }: Pick<S3Settings, 'answerMs'>,
): Client {
  const { requestHandler } = client.config;
  const handle = requestHandler.handle.bind(requestHandler);
  requestHandler.handle = (request, options) => {
    const requestTimeout = patienceFor(request as Asked, answerMs);
    return handle(request, { ...options, requestTimeout });
  };
  return client;
}

export const connect = (settings: S3Settings): S3Client =>
  withPatience(new S3Client(clientConfig(settings)), settings);

/** A bucket and the way to it. */
export interface Bucket {
  readonly client: S3Client;
  readonly name: string;
  readonly sizes: S3Sizes;
  /** A body that is waited for, and of which nothing comes for so long, is given up. */
  readonly silenceMs: number;
}
