import { Client } from 'pg';
import { wholeCase } from './whole-case';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { ALLOWED } from './allowed';
import { people, type Person } from './people';
import { rightsOf, tables, type Table } from './tries';

/**
 * Every table, every verb, everybody: tried by SQL in the database role of the process, with no code of ours in between.
 * What is not allowed here must be refused by PostgreSQL itself.
 */
let database: TestDatabase;
let admin: Client;
let attacked: Table[];
let everybody: Readonly<Record<string, Person>>;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.urls.admin });
  await admin.connect();
  const made = await wholeCase(admin);
  attacked = await tables(admin);
  everybody = await people(admin, made);
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

async function found(name: string): Promise<Record<string, string>> {
  const person = everybody[name];
  if (person === undefined) throw new Error(`nobody is called ${name}`);
  const rights: Record<string, string> = {};
  for (const table of attacked) {
    const letters = await rightsOf(admin, person, table);
    if (letters !== '') rights[table.name] = letters;
  }
  return rights;
}

it('has a row of the case in nearly every table, or it would prove nothing', () => {
  const empty = attacked.filter(({ rows }) => rows.length === 0).map(({ name }) => name);
  expect(empty).toEqual([]);
});

it('knows everybody who is tried', () => {
  expect(Object.keys(ALLOWED).sort()).toEqual(Object.keys(everybody).sort());
});

describe('what PostgreSQL lets somebody do to the rows of a case', () => {
  it.each(Object.keys(ALLOWED))('%s', async (name) => {
    expect(await found(name)).toEqual(ALLOWED[name]);
  });
});
