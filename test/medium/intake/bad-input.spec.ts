import { until } from '../../support/until';
import { IntakeWorld } from './support/intake';
import { patchHeaders, VisitorBrowser, type Answer } from './support/visitor';

let world: IntakeWorld;
let her: VisitorBrowser;
beforeAll(async () => {
  world = await IntakeWorld.open();
  her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
});
afterAll(() => world.close());

const errors = (): string[] => world.logLines.filter((line) => line.includes('"level":"error"'));

/** What she can see of an answer: all but the number that differs with each. */
const seen = ({ status, headers, text }: Answer): unknown => [
  status,
  text.replaceAll(String(headers['x-correlation-id']), ''),
];

describe('a NUL, which no text can hold,', () => {
  it.each(['', '.pdf', '/plain', '/plain.pdf'])(
    'in the reference of a receipt%s leads nowhere, like a reference that was never given',
    async (ending) => {
      const answer = await her.get(`/receipts/A%00B${ending}`);
      expect(seen(answer)).toEqual(seen(await her.get(`/receipts/2222-2222${ending}`)));
      expect(answer.status).toBe(404);
    },
  );

  it('is nowhere a fault of ours', async () => {
    const places = ['i/X', 'a/X', 'b/X', 'diary/X', 'diary/X/what', 'files/X/about', 'help/X', 'notes/X'];
    const paths = places.map((place) => `/${place.replace('X', 'A%00B')}`);
    const asked = ['/', '/diary', '/files', '/check', '/receipts', '/said'].map(
      (path) => `${path}?q=%00&code=%00&day=%00&make=%00&at=%00`,
    );
    const sent = { q: '\0', code: '\0', words: '\0', reference: '\0' };
    const answers = [];
    for (const path of [...paths, ...asked]) answers.push([path, (await her.get(path)).status]);
    for (const path of ['/check', '/code', '/ask', '/diary/many', '/i/A%00B'])
      answers.push([path, (await her.post(path, sent)).status]);
    expect(answers.filter(([, status]) => Number(status) >= 500)).toEqual([]);
    expect(errors()).toEqual([]);
  });
});

it('a form that does not say where its parts begin is the client’s mistake', async () => {
  const headers = { 'Content-Type': 'multipart/form-data' };
  const answer = await her.send('POST', '/files', { headers, body: 'bytes' });
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('We could not understand this.');
  expect(errors()).toEqual([]);
});

it.each(['Upload-Concat', 'Upload-Defer-Length'])(
  'what the protocol of uploads has and we do not offer (%s) is refused, and calls nobody',
  async (name) => {
    const value = name === 'Upload-Concat' ? 'partial' : '1';
    const answer = await her.send('POST', '/upload', {
      headers: { 'Tus-Resumable': '1.0.0', [name]: value },
    });
    expect(answer.status).toBe(501);
    await until('the line of the request', () => Promise.resolve(world.log.includes('"status":501')));
    expect(world.log).toContain('"refused":"not-offered"');
    expect(errors()).toEqual([]);
  },
);

describe('a method that a page does not have', () => {
  it.each([
    ['PUT', '/files', 'GET, HEAD, POST'],
    ['DELETE', '/diary', 'GET, HEAD'],
    ['OPTIONS', '/send', 'GET, HEAD, POST'],
    ['PATCH', '/receipts/2222-2222.pdf', 'GET, HEAD'],
    ['PUT', '/upload', 'OPTIONS, HEAD, POST, PATCH, DELETE'],
    ['GET', '/files/chosen', 'POST'],
    ['TRACE', '/', 'GET, HEAD, POST'],
  ])('%s of %s is refused as such, with those that it has', async (method, path, allowed) => {
    const { status, headers, text } = await her.send(method, path);
    expect([status, headers['allow']]).toEqual([405, allowed]);
    expect(text).toContain('We could not understand this.');
  });

  it('is no reason to say that there is a page where there is none', async () => {
    for (const method of ['GET', 'PUT', 'OPTIONS']) {
      const { status, headers } = await her.send(method, '/no-such-page');
      expect([status, headers['allow']]).toEqual([404, undefined]);
    }
  });
});

it('what is refused of an odd request is not called a fault of ours', async () => {
  const type = 'application/x-www-form-urlencoded';
  const odd = [
    await her.send('POST', '/diary/many', {
      headers: { 'Content-Type': `${type}; charset=utf-16` },
      body: 'a=b',
    }),
    await her.send('PUT', '/files'),
  ];
  expect(odd.map(({ status }) => status)).toEqual([415, 405]);
  for (const { text } of odd) expect(text).not.toContain('Something went wrong on our side');
});

it('more bytes than an upload may have are the client’s mistake, and none of them is said to be here', async () => {
  const location = (await her.create('long.mp4', 1000)).headers.location ?? '';
  const { sent, answer } = her.open('PATCH', location, {
    ...patchHeaders(0),
    'Transfer-Encoding': 'chunked',
  });
  sent.end(Buffer.alloc(2000));
  expect((await answer).status).toBe(413);
  expect(await her.offset(location)).toBe(0);
  expect(errors()).toEqual([]);
});
