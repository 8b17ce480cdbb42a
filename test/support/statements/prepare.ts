import { Client, type Connection, type FieldDef, type Submittable } from 'pg';
import { BY_INDEXES, type PlanNode } from './whole-readings';

/** What PostgreSQL says of a statement, which it has not run. */
export interface Prepared {
  readonly columns: readonly FieldDef[];
  readonly parameters: number;
  readonly plan: PlanNode;
}

/** As the extended protocol describes it. */
type Described = Omit<Prepared, 'plan'>;

interface Explained {
  readonly 'QUERY PLAN': readonly [{ readonly Plan: PlanNode }];
}

const NAME = 'statement';

/**
 * Parse and Describe of the extended protocol (PostgreSQL, "Message Flow", 54.2.3), and no Execute. pg calls the methods by
 * their names, as it does those of its own queries.
 */
class Preparing implements Submittable {
  private columns: readonly FieldDef[] = [];
  private parameters = 0;
  readonly done: Promise<Described>;
  private settle: { resolve: (described: Described) => void; reject: (error: Error) => void } | undefined;

  constructor(private readonly text: string) {
    this.done = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
  }

  private readonly count = ({ parameterCount }: { parameterCount: number }): void => {
    this.parameters = parameterCount;
  };

  submit(connection: Connection): void {
    connection.once('parameterDescription', this.count);
    connection.parse({ name: NAME, text: this.text, types: [] }, true);
    connection.describe({ type: 'S', name: NAME }, true);
    connection.sync();
  }

  handleRowDescription({ fields }: { fields: FieldDef[] }): void {
    this.columns = fields;
  }

  handleError(error: Error, connection: Connection): void {
    connection.off('parameterDescription', this.count);
    this.settle?.reject(error);
  }

  handleReadyForQuery(): void {
    this.settle?.resolve({ columns: this.columns, parameters: this.parameters });
  }
}

/**
 * Prepares a statement as the role of the connection and has it planned, which asks for the role's rights on every table,
 * column and function in it. Nothing is run.
 * @throws the refusal of PostgreSQL
 */
export async function prepare(client: Client, text: string): Promise<Prepared> {
  const preparing = new Preparing(text);
  client.query(preparing);
  try {
    const described = await preparing.done;
    const nothing = Array.from({ length: described.parameters }, () => 'NULL').join(', ');
    const { rows } = await client.query<Explained>(
      `EXPLAIN (FORMAT JSON, VERBOSE) EXECUTE ${NAME}${nothing === '' ? '' : `(${nothing})`}`,
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    if (plan === undefined) throw new Error('no plan');
    return { ...described, plan };
  } finally {
    await client.query(`DEALLOCATE ALL`);
  }
}

/** One connection of a role, whose plans are made for any values: with NULL for each most of a statement would be left out. */
export async function connectTo(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('SET plan_cache_mode = force_generic_plan');
  await client.query(BY_INDEXES);
  return client;
}
