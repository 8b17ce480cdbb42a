import type { Client } from 'pg';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const idsIn = (text: string): string[] => text.match(UUID) ?? [];

async function tablesOf(admin: Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname IN ('lintel', 'custody', 'scheme', 'scope') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Every row of these tables, each as `table {json}`. As the superuser, whom no policy hides anything from. */
async function everyRow(admin: Client, tables: readonly string[]): Promise<string[]> {
  if (tables.length === 0) return [];
  const selects = tables.map((name) => `SELECT '${name} ' || to_jsonb(t)::text AS row FROM ${name} t`);
  const { rows } = await admin.query<{ row: string }>(selects.join(' UNION ALL '));
  return rows.map(({ row }) => row);
}

/**
 * What each table is made of, without what its rows say: a row that is written, even as it was, has another place, and one that is not has the
 * same writer and place as before.
 */
async function writings(admin: Client, tables: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const selects = tables.map(
    (name) =>
      `SELECT '${name}' AS name, count(*) || ' ' || coalesce(sum(hashtextextended(xmin::text || ctid::text, 0)), 0) AS writing FROM ${name}`,
  );
  const { rows } = await admin.query<{ name: string; writing: string }>({
    name: 'writings',
    text: selects.join(' UNION ALL '),
  });
  return new Map(rows.map(({ name, writing }) => [name, writing]));
}

/** Which transactions there were and are: while it stays the same, none has written. */
async function snapshot(admin: Client): Promise<string | undefined> {
  const { rows } = await admin.query<{ now: string }>('SELECT pg_current_snapshot()::text AS now');
  return rows[0]?.now;
}

/** Everything in the database that has to do with one case: rows that name it, rows that name those, and so on. */
export class CaseRows {
  private looked: string | undefined;
  private written: ReadonlyMap<string, string> = new Map();
  private readonly last = new Map<string, readonly string[]>();

  private constructor(
    private readonly admin: Client,
    private readonly ids: ReadonlySet<string>,
    private readonly tables: readonly string[],
  ) {}

  /** From its investigation, and other rows that are nobody's to touch. Officers belong to no case. */
  static async of(admin: Client, first: readonly string[]): Promise<CaseRows> {
    const { rows } = await admin.query<{ id: string }>('SELECT id FROM lintel.officer');
    const officers = new Set(rows.map(({ id }) => id).filter((id) => !first.includes(id)));
    // So many tables in one statement look like work for several processes, each of which takes longer to start than to read its part.
    await admin.query('SET max_parallel_workers_per_gather = 0');
    const tables = await tablesOf(admin);
    const all = await everyRow(admin, tables);
    const known = new Set(first);
    for (let size = 0; size < known.size;) {
      size = known.size;
      for (const row of all) {
        const ids = idsIn(row);
        if (ids.some((id) => known.has(id))) for (const id of ids) if (!officers.has(id)) known.add(id);
      }
    }
    const found = new CaseRows(admin, known, tables);
    await found.changes();
    return found;
  }

  /** What has gone and come since this was asked before. Only tables that were written to meanwhile are read. */
  async changes(): Promise<{ readonly gone: string[]; readonly come: string[] }> {
    const now = await snapshot(this.admin);
    if (now === this.looked) return { gone: [], come: [] };
    this.looked = now;
    const written = await writings(this.admin, this.tables);
    const changed = this.tables.filter((table) => written.get(table) !== this.written.get(table));
    this.written = written;
    const rows = await everyRow(this.admin, changed);
    const [gone, come]: [string[], string[]] = [[], []];
    for (const table of changed) {
      const now = rows.filter((row) => row.startsWith(`${table} `) && this.names(row));
      const last = this.last.get(table) ?? [];
      const [before, after] = [new Set(last), new Set(now)];
      gone.push(...last.filter((row) => !after.has(row)));
      come.push(...now.filter((row) => !before.has(row)));
      this.last.set(table, now);
    }
    return { gone, come };
  }

  private names(row: string): boolean {
    return idsIn(row).some((id) => this.ids.has(id));
  }
}
