import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Config } from '../../../src/config';
import { digestStream, type Digest } from '../../../src/platform/digest';
import type { EvidenceKey, EvidenceStore, IncomingStore } from '../../../src/platform/object-store';
import type { S3Sizes } from '../../../src/platform/object-store/s3/client';

const MiB = 1024 ** 2;
/** The smallest that S3 allows, so that a few megabytes are several parts. */
export const SMALL_PARTS: S3Sizes = { partBytes: 5 * MiB, copyPartBytes: 6 * MiB };

/** One way to keep objects, and what only a test may do to it: go behind the store's back. */
export interface Driver {
  readonly objects: Config['objects'];
  readonly incoming: IncomingStore;
  readonly evidence: EvidenceStore;
  /** The same area by a store whose locks last a second; `unlock` waits for one to run out. */
  readonly brief: EvidenceStore;
  readonly unlock: (key: EvidenceKey) => Promise<void>;
  /** Every file, object, version and unfinished upload under a prefix, also those no list of the store shows. */
  readonly leftovers: (area: 'incoming' | 'evidence', prefix: string) => Promise<string[]>;
  /** Changes the bytes of an incoming object as a failing disk or an intruder would. */
  readonly tamper: (key: string, bytes: Buffer) => Promise<void>;
  stop(): Promise<void>;
}

let count = 0;
/** A prefix that no other test uses. */
export const freshName = (): string => `t${String((count += 1))}`;

export const bytesOf = (size: number): Buffer => randomBytes(size);
export const streamOf = (bytes: Buffer): Readable => Readable.from(chunks(bytes));

function* chunks(bytes: Buffer): Generator<Buffer> {
  const step = 64 * 1024 + 1; // never falls on a part's edge
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

export const digestOf = (bytes: Buffer): Promise<Digest> => digestStream(streamOf(bytes));

/** A source that breaks off, as a dropped connection does. */
export async function* breaking(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
  throw new Error('the connection was lost');
}

export async function contentOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

export async function keysOf(list: AsyncIterable<{ readonly key: string }>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of list) keys.push(key);
  return keys.sort();
}
