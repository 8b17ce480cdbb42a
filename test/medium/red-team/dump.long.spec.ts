import { Client } from 'pg';
import { writeFileSync } from 'node:fs';
import { createTestDatabase } from '../../support/database';
import { wholeCase } from './whole-case';
import { people } from './people';
import { rightsOf, tables } from './tries';
it('dumps', async () => {
  const database = await createTestDatabase();
  const admin = new Client({ connectionString: database.urls.admin });
  await admin.connect();
  const made = await wholeCase(admin);
  const attacked = await tables(admin);
  const all = await people(admin, made);
  const out: Record<string, Record<string, string>> = {};
  for (const [name, person] of Object.entries(all)) {
    const r: Record<string, string> = {};
    for (const t of attacked) {
      const l = await rightsOf(admin, person, t);
      if (l) r[t.name] = l;
    }
    out[name] = r;
  }
  writeFileSync('/tmp/matrix.json', JSON.stringify(out, null, 1));
  await admin.end();
  await database.drop();
}, 300000);
