import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const FOLDER = join(__dirname, 'schema');

/** In the order in which their tables refer to one another. */
const FEATURES = [
  'scope',
  'custody',
  'queue',
  'identity',
  'investigations',
  'emergency',
  'invitations',
  'submissions',
  'consent',
  'diary',
  'evidence',
  'footage',
  'seals',
  'notes',
  'conduct',
  'disclosure',
  'retention',
  'messages',
  'scheme',
  'audit',
  'witnesses',
];

/** All tables first, so that functions and policies of any feature may name them. */
const KINDS = ['tables', 'functions', 'triggers', 'views', 'policies'];

/** The statements of one kind: `tables.sql`, and files such as `tables-clips.sql`. */
const statements = (feature: string, kind: string): string[] =>
  readdirSync(join(FOLDER, feature))
    .filter((file) => file === `${kind}.sql` || (file.startsWith(`${kind}-`) && file.endsWith('.sql')))
    .sort()
    .map((file) => readFileSync(join(FOLDER, feature, file), 'utf8'));

/** The whole schema as schema/ describes it, feature by feature. */
export class Baseline1770000000000 implements MigrationInterface {
  readonly name = 'Baseline1770000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const kind of KINDS)
      for (const feature of FEATURES) for (const sql of statements(feature, kind)) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA scheme, lintel, custody, scope CASCADE');
  }
}
