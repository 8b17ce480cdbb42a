import { createTestDatabase, type TestDatabase } from '../../support/database';
import { StatementCheck } from '../../support/statements/check';
import { Code } from '../../support/statements/code';
import { statementCalls } from '../../support/statements/find';
import { DRAFTS, MISTAKES, pathOf, PATHS } from './mistakes';

let database: TestDatabase;
let check: StatementCheck;
beforeAll(async () => {
  database = await createTestDatabase();
  check = await StatementCheck.open(database);
});
afterAll(async () => {
  await check.close();
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
});

describe('the check of statements', () => {
  let problems: string[];
  beforeAll(async () => {
    problems = await check.problems(Code.read(DRAFTS));
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
