import type { Client } from 'pg';

/** A node of `EXPLAIN (FORMAT JSON, VERBOSE)`, as far as it is read here (PostgreSQL, "EXPLAIN"). */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly Schema?: string;
  readonly 'Relation Name'?: string;
  readonly Alias?: string;
  readonly 'Index Cond'?: string;
  readonly Filter?: string;
  readonly 'Join Filter'?: string;
  readonly 'Hash Cond'?: string;
  readonly 'Merge Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** Where no more rows are than a page holds. */
const FEW: ReadonlySet<string> = new Set([
  // What stands in no checkpoint yet, a few seconds of the log.
  ...['custody.pending subject', 'custody.pending seq'],
]);

/**
 * `i.follows = l.id`, by either side. What is compared with a constant, as a state is, is one of few that all rows have, and no
 * look-up.
 */
const COMPARED = [
  /\b(\w+)\.(\w+)\)?(?:::\w+)? = (?!'|ANY \(|true\b|false\b)/gu,
  / = \(?(\w+)\.(\w+)\b/gu,
] as const;

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const isReadWhole = (node: PlanNode): boolean =>
  /^(?:Seq|Index|Index Only) Scan$/u.test(node['Node Type']) && node['Index Cond'] === undefined;

const comparedIn = (conditions: readonly (string | undefined)[]): RegExpMatchArray[] =>
  conditions.flatMap((condition = '') => COMPARED.flatMap((pattern) => [...condition.matchAll(pattern)]));

/** So that a plan shows no reading of a whole table where an index could have been used. */
export const BY_INDEXES = 'SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off';

/** The columns by which rows are looked for though no index leads to them: such a look reads the whole table. */
export class WholeReadings {
  private constructor(private readonly led: ReadonlySet<string>) {}

  static async of(client: Client): Promise<WholeReadings> {
    const { rows } = await client.query<{ led: string }>(
      `SELECT i.indrelid::regclass::text || ' ' || a.attname AS led FROM pg_index i
         JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] WHERE i.indisvalid`,
    );
    return new WholeReadings(new Set(rows.map(({ led }) => led)));
  }

  /** As `lintel.incident follows`. @param plan made {@link BY_INDEXES} */
  in(plan: PlanNode): string[] {
    const nodes = nodesOf(plan);
    const joined = nodes.flatMap((node) => [node['Join Filter'], node['Hash Cond'], node['Merge Cond']]);
    return nodes.filter(isReadWhole).flatMap((node) => {
      const table = `${node.Schema ?? ''}.${node['Relation Name'] ?? ''}`;
      const compared = comparedIn([node.Filter, ...joined]).filter(([, alias]) => alias === node.Alias);
      const by = compared.map(([, , column]) => `${table} ${column}`);
      // Which of several ways PostgreSQL takes is for it to choose.
      return by.some((one) => this.led.has(one)) ? [] : by.filter((one) => !FEW.has(one));
    });
  }
}
