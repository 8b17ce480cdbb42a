/** How many of the files of a walk are where. */
export interface Fates {
  readonly here: number;
  readonly askedFor: number;
  readonly sent: number;
  /** The server lists them so; or "Erase now" or a sending came after that, or no server knew of them yet. */
  readonly removed: number;
  /** A page was left that told, by name, that it had not been able to note them down yet. */
  readonly toldNotNoted: number;
  /** Names of files that are nowhere and of which nothing was said. */
  readonly lost: readonly string[];
}

/** Where a file may be. */
export interface Places {
  /** What the server says of those in the draft, by name. */
  readonly here: ReadonlyMap<string, string>;
  readonly asked: readonly string[];
  /** The words of all receipts. */
  readonly sent: string;
  readonly removed: readonly string[];
  readonly told: readonly string[];
}

export function fatesOf(names: Iterable<string>, places: Places): Fates {
  const found = { here: 0, askedFor: 0, sent: 0, removed: 0, toldNotNoted: 0 };
  const lost: string[] = [];
  for (const name of names) {
    if (/waiting|checked|stored|doubtful|cut/.test(places.here.get(name) ?? '')) found.here += 1;
    else if (places.asked.includes(name)) found.askedFor += 1;
    else if (new RegExp(`\\b${name}\\b`).test(places.sent)) found.sent += 1;
    else if (places.removed.includes(name)) found.removed += 1;
    else if (places.told.includes(name)) found.toldNotNoted += 1;
    else lost.push(name);
  }
  return { ...found, lost };
}
