import { waitForLocks } from '../../support/waiting';
import { Typing } from './typing';

let typing: Typing;
beforeAll(async () => {
  typing = await Typing.open();
});
afterAll(() => typing.close());

describe('a transcript that is begun twice at one moment', () => {
  it.each([
    ['by two officers', [0, 1], 'say-why-another'],
    ['by one who pressed twice', [0, 0], 'go-on-with-draft'],
  ] as const)('%s is begun once, and the other is told so', async (_, who, code) => {
    const { admin } = typing.world;
    const clip = await typing.film();
    // Both have begun before either can end.
    await admin.query('BEGIN');
    await admin.query('SELECT FROM lintel.clip WHERE id = $1 FOR UPDATE', [clip]);
    const both = Promise.all(
      who.map((one) => typing.clients[one].call('POST', `/api/v1/clips/${clip}/transcripts`, { reason: '' })),
    );
    await waitForLocks(admin, 2);
    await admin.query('COMMIT');
    const answers = await both;
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.json().code).toBe(code);
  });
});
