import { Client } from 'pg';
import { createTestDatabase } from '../../support/database';

/** Of which processes delete rows: what was not sent, and what has run out. For each PostgreSQL looks for what refers to it. */
const DELETED = ['lintel.clip', 'lintel.incident', 'lintel.submission'];

/** An index may leave out rows that refer to nothing, and must leave out no others. */
const READ_WHOLE = `SELECT c.conrelid::regclass::text || ' ' || a.attname AS reference
  FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
 WHERE c.contype = 'f' AND c.confrelid = ANY ($1::text[]::regclass[]) AND NOT EXISTS (
   SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indisvalid AND i.indkey[0] = a.attnum
     AND coalesce(pg_get_expr(i.indpred, i.indrelid) = '(' || quote_ident(a.attname) || ' IS NOT NULL)', true))
 ORDER BY 1`;

describe('a row that is deleted', () => {
  it('is looked for by an index wherever it may be referred to, so that nobody waits for a whole table to be read', async () => {
    const database = await createTestDatabase();
    const admin = new Client({ connectionString: database.urls.admin });
    await admin.connect();
    try {
      const { rows } = await admin.query<{ reference: string }>(READ_WHOLE, [DELETED]);
      expect(rows.map(({ reference }) => reference)).toEqual([]);
    } finally {
      await admin.end();
      await database.drop();
    }
  });
});
