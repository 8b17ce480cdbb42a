/** Why a ZIP is not one that Lintel has sealed. */
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

/** The file ends too early, as after a download that broke off: nothing can be said. */
export class ZipCut extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'ZipCut';
  }
}

export function same(
  where: string,
  expected: number | string | bigint,
  found: number | string | bigint,
): void {
  if (expected !== found) throw new ZipFault(where, String(expected), String(found));
}
