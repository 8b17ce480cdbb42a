import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BREAKING, migrationFiles, migrationName, MIGRATIONS_FOLDER } from './schema-standing';

/** Programs from this one on look at what has run, and may find tables that are newer than they are. */
const FIRST = 'MigrationsKnown1770000000690';

/** May be taken away: nothing that a program names, or what hinders it. */
const MAY_GO = 'INDEX|POLICY|TRIGGER|CONSTRAINT|NOT NULL';

/** What an older program that goes on would stumble over. Bodies of functions are left out: they are replaced as a whole. */
function takenAway(sql: string): string[] {
  const text = sql
    .replaceAll(/(\$\w*\$).*?\1/gs, "''")
    .replaceAll(/'[^']*'/g, "''")
    .replaceAll(/--.*$/gm, '')
    .replaceAll(/\s+/g, ' ');
  const patterns = [
    new RegExp(`\\bDROP (?!(${MAY_GO})\\b)\\w+`, 'gi'),
    /\bRENAME\b/gi,
    /\bALTER (COLUMN )?\w+ (SET DATA )?TYPE\b/gi,
    /\bSET NOT NULL\b/gi,
    /\bTRUNCATE\b/gi,
    // From all, as each new function is at first.
    /\bREVOKE (?!\w+ ON FUNCTION [^;]* FROM PUBLIC\b)/gi,
    /\bADD COLUMN (?:(?!ADD COLUMN|DEFAULT|GENERATED).)*\bNOT NULL\b(?!(?:(?!ADD COLUMN).)*\b(?:DEFAULT|GENERATED)\b)/gi,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([found]) => found.trim()));
}

async function statementsOf(file: string): Promise<string[]> {
  const module = (await import(join(MIGRATIONS_FOLDER, file))) as Record<
    string,
    new () => MigrationInterface
  >;
  const said: string[] = [];
  const runner = { query: (sql: string) => Promise.resolve(void said.push(sql)) };
  for (const Migration of Object.values(module)) await new Migration().up(runner as unknown as QueryRunner);
  return said;
}

describe('migrations that no older program is stopped by', () => {
  it.each([
    'DROP TABLE lintel.clip',
    'ALTER TABLE lintel.clip DROP COLUMN decided',
    'ALTER TABLE lintel.clip DROP decided',
    'DROP FUNCTION lintel.counts(uuid)',
    'ALTER TABLE lintel.clip RENAME COLUMN decided TO outcome',
    'ALTER TABLE lintel.clip ALTER COLUMN size TYPE integer',
    'ALTER TABLE lintel.clip ALTER size SET NOT NULL',
    'ALTER TABLE lintel.clip ALTER size DROP DEFAULT',
    'REVOKE SELECT (size) ON lintel.clip FROM lintel_intake',
    'ALTER TABLE lintel.clip ADD COLUMN one text NOT NULL, ADD COLUMN two text NOT NULL DEFAULT 1',
  ])('would be told by %s', (sql) => {
    expect(takenAway(sql)).toHaveLength(1);
  });

  it.each([
    `CREATE OR REPLACE FUNCTION lintel.f() RETURNS void AS $$ BEGIN DROP TABLE x; END $$`,
    'REVOKE EXECUTE ON FUNCTION lintel.f(), lintel.g() FROM PUBLIC',
    'DROP INDEX lintel.clip_waiting',
    'ALTER TABLE lintel.clip ADD COLUMN one bigint DEFAULT 0 NOT NULL, ADD COLUMN two text',
    'CREATE TABLE lintel.more (id uuid NOT NULL)',
  ])('may say %s', (sql) => {
    expect(takenAway(sql)).toEqual([]);
  });

  it('only add, unless their name says that they break', async () => {
    const files = (await migrationFiles()).filter((file) => {
      const name = migrationName(file);
      return name.slice(-13) > FIRST.slice(-13) && !name.startsWith(BREAKING);
    });
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const found = (await statementsOf(file)).flatMap(takenAway);
      expect([file, found]).toEqual([file, []]);
    }
  });
});
