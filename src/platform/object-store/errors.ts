import { DomainError } from '../../kernel/errors';
import type { Digest, ExpectedDigest } from '../digest';

/** A name that could lead out of its area, or clash with an upload's own records. */
export class BadObjectKey extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'bad-object-key';
  constructor() {
    super('That name cannot be used for a stored file.');
  }
}

/** No room: nothing of the write that met it counts as received. */
export class StorageFull extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'storage-full';
  constructor(options?: ErrorOptions) {
    super('There is no room for this file at the moment. Please try again later.', options);
  }
}

export class ObjectTooLarge extends DomainError {
  readonly kind = 'too-large';
  readonly code = 'object-too-large';
  override readonly facts;
  constructor(limitBytes: number) {
    super('This file is larger than allowed.');
    this.facts = { limitBytes };
  }
}

/** The range starts at or after the end (RFC 9110 section 15.5.17), or is none at all. */
export class RangeNotSatisfiable extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'range-not-satisfiable';
  override readonly facts;
  constructor(size: number) {
    super('The file has no bytes in that range.');
    this.facts = { size };
  }
}

/** An incoming object has that name already; it was left as it is. */
export class ObjectExists extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'object-exists';
  constructor(options?: ErrorOptions) {
    super('A file is already stored under that name.', options);
  }
}

/** Other bytes are in evidence under that name. They were not touched. `found` describes them. */
export class EvidenceConflict extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'evidence-conflict';
  constructor(
    readonly expected: ExpectedDigest,
    readonly found: Digest,
  ) {
    super('Different evidence is already stored under that name.');
  }
}

/** The bytes read back are not the bytes that were expected. They were not made evidence. */
export class IntegrityMismatch extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'integrity-mismatch';
  constructor(
    readonly expected: ExpectedDigest,
    readonly found: Digest,
  ) {
    super('The stored file is not the same as the file that was received.');
  }
}

/** A read ended before the object did. */
export class TornRead extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'torn-read';
  constructor() {
    super('The store broke off in the middle of a file. Please try again later.');
  }
}

/** Each reading gives other bytes: what is stored may be right, and cannot be told. */
export class CorruptRead extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'corrupt-read';
  constructor(options?: ErrorOptions) {
    super('The store gives other bytes at each reading.', options);
  }
}

/** What is stored is not what was locked, however often it is read: nothing is made of it, and nothing said of it. */
export class NotAsLocked extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-as-locked';
  constructor() {
    super('The stored file is not the file that was locked.');
  }
}

/** Neither the store's other versions nor the copy are the file that was locked. */
export class NoRightCopy extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'no-right-copy';
  constructor() {
    super('None of the copies is the file that was locked: nothing was changed.');
  }
}

/** The store took the request for a lock, and has none: what was stored is not evidence yet. */
export class NotLocked extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'not-locked';
  constructor() {
    super('The store has not locked a file that it was asked to lock.');
  }
}

/** A lock of the store holds until `until` (or, without a date, until somebody lifts it): nothing was removed. */
export class StillLocked extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'still-locked';
  override readonly facts;
  constructor(readonly until: Date | undefined) {
    super('The store still protects this file.');
    this.facts = until === undefined ? {} : { until: until.toISOString() };
  }
}

/** The buckets are not set up as evidence needs them. For the operator: every problem at once. */
export class UnsuitableBuckets extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The object store cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'UnsuitableBuckets';
  }
}
