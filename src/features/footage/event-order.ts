/** `ORDER BY` of every list of sent items, whose table is `c`. The index `clip_in_event_order` holds this order. */
export const EVENT_ORDER = 'c.placed_at, c.sent_at, c.name_key, c.id';

/** The same backwards. */
export const EVENT_ORDER_BACK = 'c.placed_at DESC, c.sent_at DESC, c.name_key DESC, c.id DESC';

/** Each column on its own, so that PostgreSQL begins in the index where the item stands. */
const place = (id: string, columns: readonly string[]): string =>
  columns.map((column) => `(SELECT l.${column} FROM lintel.clip l WHERE l.id = ${id})`).join(', ');

/**
 * Said twice: where a policy stands on a table, PostgreSQL looks in an index only by comparisons that cannot tell of rows that are
 * not to be seen (leakproof), as those of times are, and those of texts and UUIDs are not. By the whole place alone each page would
 * read all pages before it.
 */
const from = (than: '>' | '<', id: string): string =>
  `(c.placed_at, c.sent_at) ${than}= (${place(id, ['placed_at', 'sent_at'])})
  AND (${EVENT_ORDER}) ${than} (${place(id, ['placed_at', 'sent_at', 'name_key', 'id'])})`;

/** What comes after the item whose id stands in the parameter `id`, such as `$4`. */
export const afterItem = (id: string): string => `(${from('>', id)})`;

export const beforeItem = (id: string): string => `(${from('<', id)})`;
