import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

const OWN = `mine CONSTANT uuid[] := ARRAY(SELECT readable_id FROM scope.readable);
     -- Each is looked up in it in its turn; in an array that is not known when a statement is planned, one after the other would be.
     own CONSTANT jsonb := (SELECT coalesce(jsonb_object_agg(m, NULL), '{}') FROM unnest(mine) m);`;
/** One more than the most for which the index of words answers alone. */
const FEW = `mine CONSTANT uuid[] := ARRAY(SELECT readable_id FROM scope.readable LIMIT 201);`;

/** PostgreSQL reads the list into a table of its own when the first row asks for it, and not before: what stands nowhere asks for none. */
const isOwn = (name: string): string =>
  `(${name}.investigation_id IN (SELECT readable_id FROM scope.readable)) IS TRUE`;
const inList = (name: string, before: string, after: string): Change => [
  `${before}${name}.investigation_id = ANY (mine)${after}`,
  `${before}${isOwn(name)}${after}`,
];
const inObject = (name: string): Change => [`own ? ${name}.investigation_id::text`, isOwn(name)];

const FOUND: readonly Change[] = [
  [OWN, FEW],
  inList('c', 'c.sent_at IS NOT NULL AND ', ' LIMIT most'),
  inList('e', 'e.reference = exhibit AND ', ''),
  ...['e', 'c', 'i', 'm'].map(inObject),
];
const TRANSCRIPTS: readonly Change[] = [[OWN, FEW], inObject('t')];

const back = (changes: readonly Change[]): readonly Change[] => changes.map(([from, to]) => [to, from]);

/**
 * A search asks which investigations are an officer's when it has found something. Before, it put all of them into an object first; of
 * two thousand that took longer than to find that a word stands nowhere.
 */
export class SearchesLookWhenFound1770000001061 implements MigrationInterface {
  readonly name = 'SearchesLookWhenFound1770000001061';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(reworded('found', FOUND));
    await runner.query(reworded('found_transcripts', TRANSCRIPTS));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(reworded('found_transcripts', back(TRANSCRIPTS)));
    await runner.query(reworded('found', back(FOUND)));
  }
}
