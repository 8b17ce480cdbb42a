import { PAGE_DEFAULT, toPage } from '../inputs/common';

/** What a page shows of a list, and where it goes on. */
export interface Paged<Item> {
  readonly items: readonly Item[];
  /** Address of the next page; undefined on the last one. */
  readonly next: string | undefined;
  /** Address of the first page; undefined on itself. */
  readonly first: string | undefined;
}

export interface Place {
  /** With the `#` of the list where a page has several. */
  readonly path: string;
  /** The id after which this page begins. */
  readonly after: string | undefined;
  /** What else stands in the address; what is empty is left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** How the address names `after`, where a page has several lists. */
  readonly name?: string;
  readonly perPage?: number;
}

/** Of one row more than a page holds. */
export function pagedOf<Row extends { readonly id: string }, Item>(
  rows: readonly Row[],
  { path, after, query = {}, name = 'after', perPage = PAGE_DEFAULT }: Place,
  view: (row: Row) => Item,
): Paged<Item> {
  const { items, next } = toPage(rows, perPage, view);
  const [bare = '', anchor] = path.split('#');
  const at = (place?: string): string => {
    const given = Object.entries({ ...query, [name]: place }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    );
    const asked = new URLSearchParams(given).toString();
    return `${bare}${asked === '' ? '' : `?${asked}`}${anchor === undefined ? '' : `#${anchor}`}`;
  };
  return { items, next: next === null ? undefined : at(next), first: after === undefined ? undefined : at() };
}
