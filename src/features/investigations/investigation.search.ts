import type { InvestigationId, OfficerId } from '../../kernel/ids';
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

/** The ways in which an investigation `i` may answer, each with a plan of its own: together they are read row by row. */
function answers({ text, words, exhibit, submission }: Wanted, put: Put): string[] {
  const part = put(text);
  const said = [
    `position(${part} in lower(i.urn)) > 0`,
    `i.oic_id IN (SELECT o.id FROM lintel.officer o WHERE position(${part} in lower(o.display_name)) > 0)`,
    ...(words === null ? [] : [`i.words @@ to_tsquery('simple', ${put(words)})`]),
  ];
  return [
    said.join(' OR '),
    ...(exhibit === null
      ? []
      : [
          `EXISTS (SELECT FROM lintel.exhibit e WHERE e.investigation_id = i.id AND e.reference = ${put(exhibit)})`,
        ]),
    ...(submission === null
      ? []
      : [
          `i.id = (SELECT s.investigation_id FROM lintel.submission s WHERE s.reference = ${put(submission)})`,
        ]),
  ];
}

/** Those that hold whatever is searched for. What is not asked for is left out, so that the plan is made for what is asked. */
function conditions(filter: Filter, after: InvestigationId | undefined, put: Put): string[] {
  return [
    ...(after === undefined
      ? []
      : [`i.urn > (SELECT l.urn FROM lintel.investigation l WHERE l.id = ${put(after)})`]),
    ...(filter.mineOnly === true ? ['i.oic_id = $1'] : []),
    ...(filter.team === undefined ? [] : [`lower(i.team) = lower(${put(filter.team)})`]),
    ...(filter.state === 'open' ? ['i.closed_at IS NULL'] : []),
    ...(filter.state === 'closed' ? ['i.closed_at IS NOT NULL'] : []),
  ];
}

/** The `id` of the first `limit` investigations by URN of which the officer is a member, as the SQL of a subquery. */
export function searchOfMine(
  officer: OfficerId,
  filter: Filter,
  limit: number,
  after?: InvestigationId,
): { readonly sql: string; readonly values: readonly unknown[] } {
  const values: unknown[] = [officer, limit];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const always = conditions(filter, after, put);
  const ways = filter.wanted === undefined ? ['true'] : answers(filter.wanted, put);
  const first = (way: string): string =>
    `(SELECT i.id, i.urn FROM lintel.investigation i
        JOIN lintel.investigation_member m ON m.investigation_id = i.id AND m.officer_id = $1 AND m.removed_at IS NULL
       WHERE ${[...always, `(${way})`].join(' AND ')} ORDER BY i.urn LIMIT $2)`;
  return { sql: ways.map(first).join(' UNION '), values };
}
