import type { InvestigationId } from '../../kernel/ids';
import type { Wanted } from './domain/search';

/** Which of the officer's investigations to list. */
export interface Filter {
  readonly wanted?: Wanted | undefined;
  /** Only those in which she is the officer in the case. */
  readonly mineOnly?: boolean;
  readonly team?: string | undefined;
  readonly state?: 'open' | 'closed' | 'all';
}

type Put = (value: unknown) => string;

/** Whether the words of an investigation `i` hold what is searched for. */
function said({ text, words }: Wanted, put: Put): string {
  const part = put(text);
  const ways = [
    `position(${part} in lower(i.urn)) > 0`,
    `i.oic_id IN (SELECT o.id FROM lintel.officer o WHERE position(${part} in lower(o.display_name)) > 0)`,
    ...(words === null ? [] : [`i.words @@ to_tsquery('simple', ${put(words)})`]),
  ];
  return ways.join(' OR ');
}

/** Whether it has just what is searched for: each way has an index and a plan of its own. */
const exactly = ({ exhibit, submission }: Wanted, put: Put): string[] => [
  ...(exhibit === null
    ? []
    : [
        `EXISTS (SELECT FROM lintel.exhibit e WHERE e.investigation_id = i.id AND e.reference = ${put(exhibit)})`,
      ]),
  ...(submission === null
    ? []
    : [`i.id = (SELECT s.investigation_id FROM lintel.submission s WHERE s.reference = ${put(submission)})`]),
];

/** Those that hold whatever is searched for. What is not asked for is left out, so that the plan is made for what is asked. */
function conditions(filter: Filter, after: InvestigationId | undefined, put: Put): string[] {
  return [
    ...(after === undefined
      ? []
      : [`i.urn > (SELECT l.urn FROM lintel.investigation l WHERE l.id = ${put(after)})`]),
    ...(filter.mineOnly === true ? ['i.oic_id = (SELECT scope.officer())'] : []),
    ...(filter.team === undefined ? [] : [`lower(i.team) = lower(${put(filter.team)})`]),
    ...(filter.state === 'open' ? ['i.closed_at IS NULL'] : []),
    ...(filter.state === 'closed' ? ['i.closed_at IS NOT NULL'] : []),
  ];
}

/** What is read of each: all that a list shows, so that no row is looked for twice. */
const READ = 'i.id, i.urn, i.offence, i.team, i.oic_id, i.created_at, i.closed_at';

/** Beyond these no words are read: the page is full of those that have just what is searched for. */
const UP_TO_THERE = `i.urn <= (SELECT coalesce((SELECT max(urn) FROM exact HAVING count(*) >= $1), (SELECT max(urn) FROM lintel.investigation)))`;

/** The first `limit` investigations by URN of which the acting officer is a member, as the SQL of a subquery; $1 is the limit. */
export function searchOfMine(
  filter: Filter,
  limit: number,
  after?: InvestigationId,
): { readonly sql: string; readonly values: readonly unknown[] } {
  const values: unknown[] = [limit];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const always = conditions(filter, after, put);
  const first = (way: string): string =>
    `(SELECT ${READ} FROM lintel.investigation i
        JOIN scope.changeable ON changeable_id = i.id
       WHERE ${[...always, `(${way})`].join(' AND ')} ORDER BY i.urn LIMIT $1)`;
  const { wanted } = filter;
  if (wanted === undefined) return { sql: first('true'), values };
  const [words, exact] = [said(wanted, put), exactly(wanted, put)];
  if (exact.length === 0) return { sql: first(words), values };
  const sql = `WITH exact AS (SELECT * FROM (${exact.map(first).join(' UNION ')}) e ORDER BY urn LIMIT $1)
    SELECT * FROM exact UNION ${first(`(${words}) AND ${UP_TO_THERE}`)}`;
  return { sql, values };
}
