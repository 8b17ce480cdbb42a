import { Client } from 'pg';
import { DIARY_WORDS, linesOf, type Answers } from '../../../src/features/diary';
import { inScope, officerSession } from '../../factories/acting';
import { seedCase, type Case } from '../../factories/rows';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const ANSWERS: Answers = {
  what: { words: ' He stood at my gate.\n', unknown: false },
  when: { kind: 'unknown', day: '', month: '', year: '', time: '', words: 'after dark' },
  said: { answer: 'yes', words: 'I told him to go' },
  more: { where: '', seen: 'my sister\u00A0', effect: 'I do not sleep', before: '' },
};

/** A member is signed in while somebody who has broken into the workspace writes to PostgreSQL past it. */
describe('what the victim wrote, as an item for the court', () => {
  let database: TestDatabase;
  let admin: Client;
  let workspace: Client;
  let made: Case;
  let secret: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    admin = new Client({ connectionString: database.urls.admin });
    workspace = new Client({ connectionString: database.urls.workspace });
    await Promise.all([admin.connect(), workspace.connect()]);
    made = await seedCase(admin);
    secret = await officerSession(admin, made.officer);
    await admin.query('UPDATE lintel.incident SET answers = $2 WHERE id = $1', [
      made.sentIncident,
      JSON.stringify(ANSWERS),
    ]);
  });
  afterAll(async () => {
    await Promise.all([admin.end(), workspace.end()]);
    await database.drop();
  });

  const lines = (answers: Answers) => [
    { label: 'Sent by the victim', text: 'today' },
    ...linesOf(answers, new Date(), DIARY_WORDS).map(({ question, answer }) => ({
      label: question,
      text: answer,
    })),
  ];
  const take = (content: unknown, kind = 'incident', source = made.sentIncident): Promise<string> =>
    inScope(workspace, 'officer', secret, () =>
      workspace.query('SELECT lintel.take_written($1, $2)', [
        made.investigation,
        JSON.stringify([{ kind, source, title: 'x', sentAt: new Date(), content }]),
      ]),
    ).then(
      () => 'done',
      (error: unknown) => String((error as { code?: string }).code),
    );

  it('is taken as it was sent', async () => {
    expect(await take({ lines: lines(ANSWERS), answers: ANSWERS })).toBe('done');
  });

  const other: Answers = {
    ...ANSWERS,
    what: { words: 'He stood at my gate. I had asked him to.', unknown: false },
  };
  it.each([
    ['other answers', () => ({ lines: lines(other), answers: other })],
    ['other lines', () => ({ lines: lines(other), answers: ANSWERS })],
    [
      'a line more',
      () => ({
        lines: [...lines(ANSWERS), { label: 'And', text: 'I invited him' }, { label: 'And', text: 'twice' }],
        answers: ANSWERS,
      }),
    ],
    [
      'a line less',
      () => ({ lines: lines(ANSWERS).filter(({ text }) => text !== 'I do not sleep'), answers: ANSWERS }),
    ],
    [
      'another answer with yes',
      () => ({ lines: lines({ ...ANSWERS, said: { answer: 'yes', words: 'nothing' } }), answers: ANSWERS }),
    ],
    ['no answers', () => ({ lines: lines(ANSWERS) })],
    ['no lines', () => ({ answers: ANSWERS })],
  ])('is not taken with %s', async (_what, content) => {
    expect(await take(content())).toBe('LN016');
  });

  it('is not taken where nothing was sent', async () => {
    expect(await take({ lines: lines(ANSWERS), answers: ANSWERS }, 'incident', made.draftIncident)).toBe(
      'LN016',
    );
    expect(await take({ lines: [{ label: 'Text', text: 'x' }] }, 'message', made.sentIncident)).toBe('LN016');
  });
});
