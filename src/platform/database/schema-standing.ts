import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LiveClient } from './live-client';
import { DomainError } from '../../kernel/errors';

export const MIGRATIONS_FOLDER = join(__dirname, '../../../migrations');
const MIGRATION_FILE = /^(\d{13})-([a-z-]+)\.(js|ts)$/;
/** So the name of a migration begins after which programs that do not know it cannot work. All others only add. */
export const BREAKING = 'Breaking';
/** No such function, no such schema: the tables are from before there was a way to ask. */
const NOT_THERE = new Set(['42883', '3F000']);

/** What a program and the tables it finds have in common. */
export interface SchemaStanding {
  /** Migrations of this program that have not run. */
  readonly missing: readonly string[];
  /** Migrations that ran and that this program does not have. */
  readonly unknown: readonly string[];
}

class TablesTooOld extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'tables-too-old';
  constructor() {
    super('The tables are older than this program: run lintel migrate of this version first.');
  }
}

class TablesTooNew extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'tables-too-new';
  constructor(migration: string) {
    super(
      `The tables are newer than this program, and it cannot work with what ${migration} has changed: run the version of Lintel that has it.`,
    );
  }
}

export const standingOf = (own: readonly string[], done: readonly string[]): SchemaStanding => ({
  missing: own.filter((name) => !done.includes(name)),
  unknown: done.filter((name) => !own.includes(name)),
});

/** @throws TablesTooNew after a change that this program cannot work with */
export function refuseBroken({ unknown }: SchemaStanding): void {
  const broken = unknown.find((name) => name.startsWith(BREAKING));
  if (broken !== undefined) throw new TablesTooNew(broken);
}

/** Tables with additions that this program does not know are fine: it goes on. @throws TablesTooNew, TablesTooOld */
export function refuseUnfit(standing: SchemaStanding): void {
  refuseBroken(standing);
  if (standing.missing.length > 0) throw new TablesTooOld();
}

/** Files of migrations, oldest first. */
export const migrationFiles = async (): Promise<string[]> =>
  (await readdir(MIGRATIONS_FOLDER)).filter((file) => MIGRATION_FILE.test(file)).sort();

/** `1770000000681-tickets-swept.ts` is `TicketsSwept1770000000681`. */
export function migrationName(file: string): string {
  const [, stamp = '', words = ''] = MIGRATION_FILE.exec(file) ?? [];
  return words.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()) + stamp;
}

/** How the tables stand to this program, asked with the role of `url`. @throws the driver's error */
export async function schemaStanding(url: string): Promise<SchemaStanding> {
  const own = (await migrationFiles()).map(migrationName);
  const client = new LiveClient({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      'SELECT name FROM lintel.migrations_done() AS name',
    );
    return standingOf(
      own,
      rows.map(({ name }) => name),
    );
  } catch (error) {
    if (NOT_THERE.has(String((error as { code?: unknown }).code))) return standingOf(own, []);
    throw error;
  } finally {
    await client.end();
  }
}
