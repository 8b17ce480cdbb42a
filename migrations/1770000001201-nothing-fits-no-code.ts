import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

/** By name, what they say, and what they are to say. */
const CHANGES: readonly (readonly [name: string, ...changes: readonly Change[]])[] = [
  [
    'code_fits',
    [
      `SELECT split_part(code_hash, '$', 6) = rtrim(encode(sha256(digest), 'base64'), '=')`,
      `SELECT coalesce(split_part(code_hash, '$', 6) = rtrim(encode(sha256(digest), 'base64'), '='), false)`,
    ],
  ],
  [
    'prove_password',
    [
      `OR split_part(known.password_hash, '$', 6) IS DISTINCT FROM rtrim(encode(sha256(digest), 'base64'), '=') THEN`,
      'OR NOT lintel.code_fits(known.password_hash, digest) THEN',
    ],
  ],
];

/**
 * What is not there fits nothing. Whoever had broken into intake or workspace and gave NULL for what a code comes to was let in by the link alone, since
 * NULL is neither right nor wrong: to a victim's session, out of an assisted one to all that the victim wrote, to a draft under an earlier code, and to a
 * bundle; and an account that has no password was proved by none.
 */
export class NothingFitsNoCode1770000001201 implements MigrationInterface {
  readonly name = 'NothingFitsNoCode1770000001201';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, ...changes] of CHANGES) await runner.query(reworded(name, changes));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, ...changes] of CHANGES)
      await runner.query(
        reworded(
          name,
          changes.map(([from, to]) => [to, from]),
        ),
      );
  }
}
