import { DeleteObjectCommand, PutObjectRetentionCommand } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import type { Clock } from '../../../kernel/clock';
import { NotFound } from '../../../kernel/errors';
import { Digester, digestStream, sameBytes, type ExpectedDigest } from '../../digest';
import { EvidenceConflict, IntegrityMismatch, NotLocked } from '../errors';
import {
  evidenceKey,
  incomingKey,
  isEvidenceKey,
  partsOfKey,
  type EvidenceKey,
  type IncomingKey,
} from '../keys';
import type { EvidenceEntry, EvidenceReader, EvidenceStat, EvidenceStore, Stored } from '../port';
import type { ByteRange } from '../range';
import { chunksOf, type EvidenceSource } from '../source';
import { find } from './arrived';
import type { Bucket } from './client';
import { isTaken } from './errors';
import { abortUploads } from './multipart';
import { copy, download, upload } from './transfer';
import { firstVersion, firstVersions, head, NOTHING, versionsOf, type Version } from './versions';

const DAY_MS = 86_400_000;
const MASTER_TYPE = 'application/octet-stream';

export interface LockRule {
  readonly mode: 'COMPLIANCE' | 'GOVERNANCE';
  readonly days: number;
}

export class S3EvidenceReader implements EvidenceReader {
  constructor(protected readonly bucket: Bucket) {}

  /** A store that says that there is no such name answers. */
  async check(): Promise<void> {
    await firstVersion(this.bucket, NOTHING);
  }

  async stat(key: EvidenceKey): Promise<EvidenceStat> {
    const first = await this.first(key);
    const { size, modifiedAt, version, lockedUntil } = await head(this.bucket, first.key, first.version);
    return {
      size,
      modifiedAt,
      ...(version === undefined ? {} : { version }),
      ...(lockedUntil === undefined ? {} : { lockedUntil }),
    };
  }

  async read(key: EvidenceKey, range?: ByteRange): Promise<Readable> {
    const first = await this.first(key);
    return download(this.bucket, first.key, first, range);
  }

  /** Or the version that the key names. @throws NotFound */
  protected async first(key: EvidenceKey): Promise<Version> {
    const wanted = partsOfKey(evidenceKey(key));
    if (wanted.version !== undefined) {
      // From the list: of what is not there HEAD tells nobody who may not list all names.
      const all = await versionsOf(this.bucket, wanted.name);
      const named = all.find(({ version }) => version === wanted.version);
      if (named === undefined) throw new NotFound('The file');
      return named;
    }
    const version = await firstVersion(this.bucket, wanted.name);
    if (version === undefined) throw new NotFound('The file');
    return version;
  }
}

/**
 * Evidence in a bucket with Object Lock. A version is written only if the name is free, read back, hashed, and locked
 * last: so bytes that came out wrong can still be taken away.
 */
export class S3EvidenceStore extends S3EvidenceReader implements EvidenceStore {
  constructor(
    bucket: Bucket,
    private readonly incoming: Bucket,
    private readonly lock: LockRule,
    private readonly clock: Clock,
  ) {
    super(bucket);
  }

  async promote(from: IncomingKey, to: EvidenceKey, expected: ExpectedDigest): Promise<Stored> {
    const key = incomingKey(from);
    const there = await this.findThere(evidenceKey(to), expected);
    if (there !== undefined) return there;
    const { name, object } = await find(this.incoming, key);
    const source = { bucket: this.incoming, key: name, object };
    const version = await copy(source, this.target(to, MASTER_TYPE)).catch(ignoreTaken);
    return this.settle(to, version, expected);
  }

  async put(
    key: EvidenceKey,
    source: EvidenceSource,
    options: { readonly contentType: string },
  ): Promise<Stored> {
    const digester = new Digester();
    const target = this.target(evidenceKey(key), options.contentType);
    const version = await upload(target, passing(chunksOf(source), digester)).catch(ignoreTaken);
    return this.settle(key, version, digester.finish());
  }

  async *list(prefix = '', after = ''): AsyncGenerator<EvidenceEntry> {
    for await (const { key, size, modifiedAt } of firstVersions(this.bucket, prefix, after)) {
      if (isEvidenceKey(key)) yield { key, size, modifiedAt };
    }
  }

  async extendLock(key: EvidenceKey, until: Date): Promise<Date> {
    const { key: name, version } = await this.first(key);
    const { lockedUntil, isGovernance } = await head(this.bucket, name, version);
    return lockedUntil !== undefined && lockedUntil >= until
      ? lockedUntil
      : this.lockVersion(name, version, until, isGovernance === true ? 'GOVERNANCE' : this.lock.mode);
  }

  sweep(olderThan: Date): Promise<number> {
    return abortUploads(this.bucket, '', (_, initiated) => initiated < olderThan);
  }

  protected target(key: EvidenceKey, contentType: string) {
    return { bucket: this.bucket, key, contentType };
  }

  /** Reads a new version back and locks it, or takes it away again if it is wrong or was not the first. */
  private async settle(
    key: EvidenceKey,
    written: string | undefined,
    expected: ExpectedDigest,
  ): Promise<Stored> {
    const first = await this.first(key);
    if (first.version !== written) {
      if (written !== undefined) await this.withdraw(key, written);
      return { ...(await this.verify(first, expected, EvidenceConflict)), existed: true };
    }
    try {
      return { ...(await this.verify(first, expected, IntegrityMismatch)), existed: false };
    } catch (error) {
      if (error instanceof IntegrityMismatch) await this.withdraw(key, written);
      throw error;
    }
  }

  /** @throws EvidenceConflict */
  private async findThere(key: EvidenceKey, expected: ExpectedDigest): Promise<Stored | undefined> {
    const first = await firstVersion(this.bucket, key);
    if (first === undefined) return undefined;
    return { ...(await this.verify(first, expected, EvidenceConflict)), existed: true };
  }

  protected async verify(
    version: Version,
    expected: ExpectedDigest,
    Refusal: typeof EvidenceConflict | typeof IntegrityMismatch,
  ): Promise<Omit<Stored, 'existed'>> {
    const stream = await download(this.bucket, version.key, version);
    const found = await digestStream(stream, { md5: expected.md5 !== undefined });
    if (!sameBytes(expected, found)) throw new Refusal(expected, found);
    return { ...found, version: version.version, lockedUntil: await this.locked(version) };
  }

  /**
   * As long as evidence is to be locked: by whom the store was told of a lock, and of how long a one, nobody knows. Also a bucket that was
   * given a default retention since we began locks by itself what is written into it.
   */
  private async locked({ key, version }: Version): Promise<Date> {
    const { lockedUntil, isGovernance, modifiedAt } = await head(this.bucket, key, version);
    const period = this.lock.days * DAY_MS;
    const until = new Date(this.clock.now().getTime() + period);
    // Of an object of before the period has gone by in part. The clock of the store may be another.
    const meant = Math.min(until.getTime(), modifiedAt.getTime() + period) - DAY_MS;
    if (lockedUntil !== undefined && lockedUntil.getTime() >= meant) return lockedUntil;
    // What is GOVERNANCE stays so: a store makes nothing else of it for whoever may not lift it.
    return this.lockVersion(key, version, until, isGovernance === true ? 'GOVERNANCE' : this.lock.mode);
  }

  private async lockVersion(
    key: string,
    version: string,
    until: Date,
    mode: LockRule['mode'],
  ): Promise<Date> {
    // Whole seconds, upwards: S3 servers keep no fraction.
    const date = new Date(Math.ceil(until.getTime() / 1000) * 1000);
    await this.bucket.client.send(
      new PutObjectRetentionCommand({
        Bucket: this.bucket.name,
        Key: key,
        VersionId: version,
        Retention: { Mode: mode, RetainUntilDate: date },
      }),
    );
    // What counts is what the store says of it afterwards.
    const { lockedUntil } = await head(this.bucket, key, version);
    if (lockedUntil === undefined || lockedUntil < date) throw new NotLocked();
    return lockedUntil;
  }

  protected async withdraw(key: string, version: string): Promise<void> {
    await this.bucket.client.send(
      new DeleteObjectCommand({ Bucket: this.bucket.name, Key: key, VersionId: version }),
    );
  }
}

/** The name is taken: what is there is looked at next. */
function ignoreTaken(error: unknown): undefined {
  if (!isTaken(error)) throw error;
}

async function* passing(source: AsyncIterable<Uint8Array>, digester: Digester): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    digester.update(chunk);
    yield chunk;
  }
}
