/** The head of a column by which a list can be ordered. */
export interface SortHead {
  /** As `aria-sort` says it. */
  readonly sorted: 'ascending' | 'descending' | 'none';
  /** The same list in the order that a press asks for, from its first page; undefined where there is no other way round. */
  readonly href: string | undefined;
}

/** `down` is left out where no index holds the order backwards: the head stands still then, once the list is in its order. */
export function sortHead<Sort extends string>(
  present: Sort,
  { up, down }: { readonly up: Sort; readonly down?: Sort },
  addressOf: (sort: Sort) => string,
): SortHead {
  const sorted = present === up ? 'ascending' : present === down ? 'descending' : 'none';
  const next = sorted === 'ascending' ? down : up;
  return { sorted, href: next === undefined ? undefined : addressOf(next) };
}
