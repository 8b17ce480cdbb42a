import { createTestDatabase, type TestDatabase } from '../../support/database';
import { StatementCheck } from '../../support/statements/check';
import { Code } from '../../support/statements/code';
import { entityCalls } from '../../support/statements/entity-calls';
import { EntityRights } from '../../support/statements/entity-rights';
import { statementCalls } from '../../support/statements/find';
import { entityFiles } from './declared';
import { CALL_DRAFTS, CALLS, pathOfCall } from './entity-calls';
import { DRAFTS, MISTAKES, pathOf, PATHS } from './mistakes';

let database: TestDatabase;
let check: StatementCheck;
let rights: EntityRights;
/** The drafts of both checks in one program: each program is checked anew, with all that it imports. */
let drafts: Code;
beforeAll(async () => {
  database = await createTestDatabase();
  check = await StatementCheck.open(database);
  rights = await EntityRights.open(database, entityFiles());
  drafts = Code.read({ ...DRAFTS, ...CALL_DRAFTS });
});
afterAll(async () => {
  await check.close();
  await rights.close();
  await database.drop();
});

describe('the statements of the product', () => {
  let code: Code;
  beforeAll(() => {
    code = Code.read();
  });

  it('are accepted by PostgreSQL from the processes that send them, and give what the types of their rows say', async () => {
    expect(await check.problems(code)).toEqual([]);
  });

  it('are all looked at: none is sent in a transaction that the check does not see', () => {
    const seen = statementCalls(code).filter(({ expression }) => expression.getText().endsWith('tx.query'));
    const written = code.files.flatMap(({ text }) => [...text.matchAll(/\btx\.query\b/g)]);
    expect(seen).toHaveLength(written.length);
  });

  it('are sent by entities only from processes that may read and write what they name', async () => {
    expect(entityCalls(code).length).toBeGreaterThan(8);
    expect(await rights.problems(code)).toEqual([]);
  });
});

describe('the check of statements', () => {
  let problems: string[];
  beforeAll(async () => {
    problems = await check.problems(drafts);
  });
  const foundIn = (path: string): string[] =>
    problems
      .filter((problem) => problem.startsWith(`${path}:`))
      .map((problem) => problem.replace(/^\S+ /, ''));

  it.each(Object.entries(MISTAKES))('finds %s', (name, { found }) => {
    expect(foundIn(pathOf(name))).toEqual([found]);
  });

  it('finds a statement that no process runs', () => {
    expect(foundIn(PATHS.unused)).toEqual(['is run by no process']);
  });

  it('finds the one statement of a repository that a process sends and may not send', () => {
    expect(problems.filter((problem) => problem.startsWith(PATHS.shared))).toEqual([
      `${PATHS.shared}:7 permission denied for table exhibit, as lintel_intake`,
    ]);
  });

  it('finds nothing in a statement that is right', () => {
    expect(foundIn(PATHS.right)).toEqual([]);
  });
});

describe('the check of calls by entities', () => {
  let problems: readonly string[];
  beforeAll(async () => {
    problems = await rights.problems(drafts);
  });

  it.each(CALLS.map(([name, app, , found], index) => ({ name, path: pathOfCall(index, app), found })))(
    'looks at $name',
    ({ path, found }) => {
      const here = problems.filter((problem) => problem.startsWith(`${path}:`));
      expect(here.map((problem) => problem.replace(/^\S+ /, ''))).toEqual(found);
    },
  );
});
