import type { CatalogColumn } from './catalog';
import type { Reference } from './references';

export interface Drawn {
  /** Feature -> its tables. */
  readonly features: ReadonlyMap<string, readonly string[]>;
  readonly tables: ReadonlyMap<string, readonly CatalogColumn[]>;
  readonly references: readonly Reference[];
}

const SHORT: Readonly<Record<string, string>> = {
  'timestamp with time zone': 'timestamptz',
  'time without time zone': 'time',
  'double precision': 'float8',
};

const idOf = (table: string): string => table.replace('.', '_');

function column({ name, type, primary, refersTo, nullable }: CatalogColumn): string {
  const keys = [primary && 'PK', refersTo !== null && 'FK'].filter((key) => key !== false).join(', ');
  return ['   ', SHORT[type] ?? type, name, keys, nullable ? '"may be empty"' : '']
    .filter((part) => part !== '')
    .join(' ');
}

const line = ({ from, to, columns, optional, single }: Reference): string =>
  `  ${idOf(from)} ${single ? '|o' : '}o'}--${optional ? 'o|' : '||'} ${idOf(to)} : "${columns.join(', ')}"`;

function feature(name: string, tables: readonly string[], { tables: all, references }: Drawn): string {
  const own = references.filter(({ from }) => tables.includes(from));
  const elsewhere = [...new Set(own.map(({ to }) => to))].filter((to) => !tables.includes(to)).sort();
  const boxes = tables.map((table) =>
    [`  ${idOf(table)}["${table}"] {`, ...(all.get(table) ?? []).map(column), '  }'].join('\n'),
  );
  return [
    `## ${name}`,
    '',
    '```mermaid',
    'erDiagram',
    ...boxes,
    ...elsewhere.map((table) => `  ${idOf(table)}["${table}"]`),
    ...own.map(line),
    '```',
  ].join('\n');
}

const HEAD = `# Schema

Each feature's tables, with what they refer to; tables of other features are boxes without columns. What a column means, and who
may see and change its rows, stands in \`migrations/schema\`; its type in TypeScript in the feature's \`*.entity.ts\`.

Drawn by \`npm run schema:diagram\` from a database that has just been migrated.`;

/** docs/schema.md: one diagram for each feature. */
export const schemaPage = (drawn: Drawn): string =>
  [HEAD, ...[...drawn.features].map(([name, tables]) => feature(name, tables, drawn))].join('\n\n') + '\n';
