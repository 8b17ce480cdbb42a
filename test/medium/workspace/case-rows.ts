import type { Client } from 'pg';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const idsIn = (text: string): string[] => text.match(UUID) ?? [];

/** Every row of every table, each as `table {json}`. As the superuser, whom no policy hides anything from. */
async function everyRow(admin: Client): Promise<string[]> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname IN ('lintel', 'custody', 'scheme', 'scope') ORDER BY 1`,
  );
  const selects = tables.map(({ name }) => `SELECT '${name} ' || to_jsonb(t)::text AS row FROM ${name} t`);
  const { rows } = await admin.query<{ row: string }>(selects.join(' UNION ALL '));
  return rows.map(({ row }) => row);
}

/** Everything in the database that has to do with one case: rows that name it, rows that name those, and so on. */
export class CaseRows {
  private last: readonly string[] = [];

  private constructor(
    private readonly admin: Client,
    private readonly ids: ReadonlySet<string>,
  ) {}

  /** From its investigation, and other rows that are nobody's to touch. Officers belong to no case. */
  static async of(admin: Client, first: readonly string[]): Promise<CaseRows> {
    const { rows } = await admin.query<{ id: string }>('SELECT id FROM lintel.officer');
    const officers = new Set(rows.map(({ id }) => id).filter((id) => !first.includes(id)));
    const all = await everyRow(admin);
    const known = new Set(first);
    for (let size = 0; size < known.size;) {
      size = known.size;
      for (const row of all) {
        const ids = idsIn(row);
        if (ids.some((id) => known.has(id))) for (const id of ids) if (!officers.has(id)) known.add(id);
      }
    }
    const found = new CaseRows(admin, known);
    await found.changes();
    return found;
  }

  /** What has gone and come since this was asked before. */
  async changes(): Promise<{ readonly gone: string[]; readonly come: string[] }> {
    const rows = await everyRow(this.admin);
    const now = rows.filter((row) => idsIn(row).some((id) => this.ids.has(id)));
    const [before, after] = [new Set(this.last), new Set(now)];
    const gone = this.last.filter((row) => !after.has(row));
    this.last = now;
    return { gone, come: now.filter((row) => !before.has(row)) };
  }
}
