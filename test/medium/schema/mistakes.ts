import type { Drafts } from '../../support/statements/code';

/** A mistake that tsc lets pass, and what the check says of it. */
export interface Mistake {
  readonly code: string;
  readonly found: string;
  /** Whose code it is in. Default: the workspace's. */
  readonly process?: 'intake' | 'workspace' | 'worker';
}

export const MISTAKES: Readonly<Record<string, Mistake>> = {
  'a misspelt column': {
    code: `tx.query<{ fileName: string }>('SELECT file_nam AS "fileName" FROM lintel.clip')`,
    found: 'column "file_nam" does not exist, as lintel_workspace',
  },
  'a column of another table': {
    code: `tx.query<{ urn: string }>('SELECT c.urn FROM lintel.clip c')`,
    found: 'column c.urn does not exist, as lintel_workspace',
  },
  'a look by what no index leads to': {
    code: `tx.query<{ id: string }>('SELECT id FROM lintel.clip WHERE file_name = $1', ['a'])`,
    found: 'reads all of lintel.clip for file_name',
  },
  'a join by what no index leads to': {
    code: `tx.query<{ id: string }>('SELECT e.id FROM lintel.exhibit i JOIN lintel.exhibit e ON e.description = i.reference WHERE i.id = $1', ['a'])`,
    found: 'reads all of lintel.exhibit for description',
  },
  'a misspelt table': {
    code: `tx.query<{ id: string }>('SELECT id FROM lintel.clips')`,
    found: 'relation "lintel.clips" does not exist, as lintel_workspace',
  },
  'a function that is not there': {
    code: `tx.query('SELECT lintel.send_it($1)', [1])`,
    found: 'function lintel.send_it(unknown) does not exist, as lintel_workspace',
  },
  'a statement that is no SQL': {
    code: `tx.query('SELEC id FROM lintel.clip')`,
    found: 'syntax error at or near "SELEC", as lintel_workspace',
  },
  'a misspelt alias': {
    code: `tx.query<{ fileName?: string }>('SELECT file_name AS "filename" FROM lintel.clip')`,
    found: 'gives "filename", which the type of its rows does not have',
  },
  'an alias without quotation marks': {
    code: `tx.query<{ fileName: string; filename?: string }>('SELECT file_name AS fileName FROM lintel.clip')`,
    found: 'does not give "fileName"',
  },
  'a column that nobody reads': {
    code: `tx.query<{ id: string }>('SELECT id, size FROM lintel.clip')`,
    found: 'gives "size", which the type of its rows does not have',
  },
  'a column that is not asked for': {
    code: `tx.query<{ id: string; size: string }>('SELECT id FROM lintel.clip')`,
    found: 'does not give "size"',
  },
  'one column over another': {
    code: `tx.query<{ id: string }>('SELECT c.id, e.id FROM lintel.clip c JOIN lintel.exhibit e ON e.clip_id = c.id')`,
    found: 'gives "id" twice',
  },
  'a bigint taken for a number': {
    code: `tx.query<{ size: number }>('SELECT size FROM lintel.clip')`,
    found: 'gives "size" as string, said to be number',
  },
  'a count taken for a number': {
    code: `tx.query<{ clips: number }>('SELECT count(*) AS clips FROM lintel.clip')`,
    found: 'gives "clips" as string, said to be number',
  },
  'a time taken for a text': {
    code: `tx.query<{ at: string }>('SELECT sent_at AS at FROM lintel.clip')`,
    found: 'gives "at" as Date, said to be string',
  },
  'bytes taken for hexadecimal': {
    code: `tx.query<{ hash: string }>('SELECT hash FROM custody.record')`,
    found: 'gives "hash" as Buffer, said to be string',
    process: 'worker',
  },
  'a list taken for one': {
    code: `tx.query<{ ids: string }>('SELECT array_agg(id) AS ids FROM lintel.clip')`,
    found: 'gives "ids" as a list of string, said to be string',
  },
  'a time inside JSON, where it is a text': {
    code: `tx.query<{ sent: { at: Date } }>(\`SELECT json_build_object('at', sent_at) AS sent FROM lintel.clip\`)`,
    found: 'gives "sent" as JSON, said to be an object with what JSON cannot hold',
  },
  'a mistake in rows that a function gives on': {
    code: `((): Promise<{ filename?: string }[]> => tx.query('SELECT file_name FROM lintel.clip'))()`,
    found: 'gives "file_name", which the type of its rows does not have',
  },
  'a mistake where rows are changed': {
    code: `tx.query<{ id: string }>('UPDATE lintel.note SET text = $1 RETURNING key', [''])`,
    found: 'column "key" does not exist, as lintel_workspace',
  },
  'a value too few': {
    code: `tx.query<{ id: string }>('SELECT id FROM lintel.clip WHERE id = $1 AND size = $2', [''])`,
    found: 'is sent 1 values for 2 parameters',
  },
  'a table that another process may read': {
    code: `tx.query<{ id: string }>('SELECT id FROM lintel.exhibit')`,
    found: 'permission denied for table exhibit, as lintel_intake',
    process: 'intake',
  },
  'a column that another process may write': {
    code: `tx.query('UPDATE lintel.clip SET evidence_key = $1', [''])`,
    found: 'permission denied for table clip, as lintel_workspace',
  },
  'a function that another process may call': {
    code: `tx.query('SELECT lintel.erase_item($1)', [''])`,
    found: 'permission denied for function erase_item, as lintel_workspace',
  },
  'a mistake on one way of several': {
    code: `tx.query<{ id: string }>(\`SELECT id FROM lintel.clip\${Math.random() < 0.5 ? ' ORDER BY sent_on' : ''}\`)`,
    found: 'column "sent_on" does not exist, as lintel_workspace',
  },
  'a mistake in a condition with a value of its own': {
    code: `((after?: string) => {
      const values: unknown[] = [10];
      const put = (value: unknown): string => \`$\${values.push(value)}\`;
      const conditions = ['true', ...(after === undefined ? [] : [\`id > \${put(after)} AND sent_on IS NULL\`])];
      return tx.query<{ id: string }>(
        \`SELECT id FROM lintel.clip WHERE \${conditions.join(' AND ')} LIMIT $1\`, values);
    })`,
    found: 'column "sent_on" does not exist, as lintel_workspace',
  },
  'a mistake in one entry of a table of texts': {
    code: `((order: 'new' | 'old') => {
      const orders = { new: 'sent_at DESC', old: 'sent_on' };
      return tx.query<{ id: string }>(\`SELECT id FROM lintel.clip ORDER BY \${orders[order]}\`);
    })`,
    found: 'column "sent_on" does not exist, as lintel_workspace',
  },
  'a mistake in one name of several': {
    code: `((table: 'clip' | 'clips') => tx.query<{ id: string }>(\`SELECT id FROM lintel.\${table}\`))`,
    found: 'relation "lintel.clips" does not exist, as lintel_workspace',
  },
  'a mistake in what a function gets': {
    code: `(() => {
      const one = (where: string) => tx.query<{ id: string }>(\`SELECT id FROM lintel.clip WHERE \${where}\`);
      return [one('size > 0'), one('sent_on IS NULL')];
    })()`,
    found: 'column "sent_on" does not exist, as lintel_workspace',
  },
  'a text from a function that is handed on': {
    code: `(() => {
      const one = (where: string) => tx.query<{ id: string }>(\`SELECT id FROM lintel.clip WHERE \${where}\`);
      return [one('size > 0'), ['sent_on IS NULL'].map(one)];
    })()`,
    found: 'cannot be told without running it: the parameter `where`',
  },
  'a text that is only known when it is sent': {
    code: `tx.query<{ id: string }>(\`SELECT id FROM \${String(process.argv[2])}\`)`,
    found: 'cannot be told without running it: `String(process.argv[2])`',
  },
  'conditions that grow by statements': {
    code: `(() => {
      const conditions = ['true'];
      conditions.push('sent_on IS NULL');
      return tx.query<{ id: string }>(\`SELECT id FROM lintel.clip WHERE \${conditions.join(' AND ')}\`);
    })()`,
    found: 'cannot be told without running it: `conditions`, which a statement of its own adds to',
  },
};

/** By the name of what is wrong with it, where something is. */
export const pathOf = (name: string): string =>
  `src/apps/${MISTAKES[name]?.process ?? 'workspace'}/${name.replaceAll(/\W/g, '-')}.ts`;

const fileOf = (code: string): string =>
  `import type { Transaction } from '../../platform/database';
export const send = (tx: Transaction): unknown => ${code};
`;

const RIGHT = `tx.query<{ id: string }>('SELECT id FROM lintel.clip')`;

/** Intake may not read exhibits, and uses one method of two. */
const REPOSITORY = `import type { Transaction } from '../../platform/database';
export class Exhibits {
  forOfficers(tx: Transaction): Promise<{ id: string }[]> {
    return tx.query('SELECT id FROM lintel.exhibit');
  }
  forAnybody(tx: Transaction): Promise<{ id: string }[]> {
    return tx.query('SELECT id FROM lintel.exhibit');
  }
}
`;

const pageOf = (...methods: readonly string[]): string =>
  `import type { Transaction } from '../../platform/database';
import { Exhibits } from '../../features/exhibits/exhibits.repository';
export class Page {
  constructor(private readonly exhibits: Exhibits) {}
  show(tx: Transaction): unknown {
    return [${methods.map((method) => `this.exhibits.${method}(tx)`).join(', ')}];
  }
}
`;

export const PATHS = {
  right: pathOf('right'),
  unused: 'src/features/unused/unused.ts',
  shared: 'src/features/exhibits/exhibits.repository.ts',
};

/** A file for each mistake, one without any, one that no process uses, and one that two processes use. */
export const DRAFTS: Drafts = {
  ...Object.fromEntries(Object.entries(MISTAKES).map(([name, { code }]) => [pathOf(name), fileOf(code)])),
  [PATHS.right]: fileOf(RIGHT),
  [PATHS.unused]: fileOf(RIGHT),
  [PATHS.shared]: REPOSITORY,
  'src/apps/workspace/exhibits.ts': pageOf('forOfficers', 'forAnybody'),
  'src/apps/intake/exhibits.ts': pageOf('forAnybody'),
};
