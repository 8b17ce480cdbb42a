/** The store gave another number of bytes than was sealed: what is being sent is not the sealed archive. */
export class EntryBroken extends Error {
  constructor(
    readonly position: number,
    readonly expected: number,
    /** Bytes that came; for an object that is too long, those up to the moment that was noticed. */
    readonly found: number,
    options?: ErrorOptions,
  ) {
    super(`entry ${position} of the archive: expected ${expected} bytes, found ${found}`, options);
    this.name = 'EntryBroken';
  }
}
