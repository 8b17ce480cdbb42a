/** The archive contradicts itself: no tool has written it so, and two tools may unpack it differently. */
export class ZipFault extends Error {
  constructor(
    /** The entry, or the part of the file, that is wrong. */
    readonly where: string,
    readonly expected: string,
    readonly found: string,
  ) {
    super(`${where}: expected ${expected}, found ${found}`);
    this.name = 'ZipFault';
  }
}

/** Nothing can be said: the file ends too early, as after a download that broke off, or cannot be unpacked here. */
export class CannotOpen extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'CannotOpen';
  }
}

type Value = number | string | bigint;

/** @throws ZipFault */
export function same(where: string, expected: Value, found: Value): void {
  if (expected !== found) throw new ZipFault(where, String(expected), String(found));
}

/** How an archive differs from the one form in which bundles are sealed. Whoever packs it anew may choose another. */
export class Form {
  #why: string | undefined;

  /** The first difference. */
  get why(): string | undefined {
    return this.#why;
  }

  same(where: string, expected: Value, found: Value): void {
    if (expected !== found) this.#why ??= `${where}: ${expected} when sealed, now ${found}`;
  }
}
