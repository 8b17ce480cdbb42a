import { randomUUID } from 'node:crypto';
import { PSEUDO_RIGHT_TO_LEFT } from '../../support/pseudo-languages';
import { inThisProcess, IntakeWorld } from './support/intake';
import { VisitorBrowser, type Answer } from './support/visitor';

/** Her browser asks for a language that is written in other letters: whatever is not in the texts is seen at once. */
class ForeignBrowser extends VisitorBrowser {
  override open(
    method: string,
    path: string,
    headers: Record<string, string>,
  ): ReturnType<VisitorBrowser['open']> {
    return super.open(method, path, { 'Accept-Language': PSEUDO_RIGHT_TO_LEFT.tag, ...headers });
  }
}

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open({}, inThisProcess([PSEUDO_RIGHT_TO_LEFT]));
});
afterAll(() => world.close());

/** What no translator writes: names of files, references, hashes, commands, what she typed, what the operator named. */
const DATA = [
  /Secure file drop/g,
  /[\w-]+\.(?:mp4|MP4|txt)\b/g,
  /\b[0-9a-f-]{36}\b|\b[0-9a-f]{64}\b/g,
  /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/g,
  /(?:Windows|Mac|Linux): [^<]*/g,
  /typed by her/g,
  /Sample Person/g,
];

/** What is read or read out: text between the tags, and labels in attributes. */
function wordsOf(html: string): string {
  // Only places where a line may break: what stands around them is one word.
  const whole = html.replaceAll('<wbr>', '');
  const shown = whole.replaceAll(/<(script|style)\b[\s\S]*?<\/\1>/g, ' ');
  const spoken = Array.from(
    shown.matchAll(/\s(?:aria-label|title|alt|placeholder)="([^"]*)"/g),
    ([, text = '']) => text,
  );
  // A letter to a maker is in English, and says so.
  const own = shown.replaceAll(/<textarea[^>]*\slang="en-GB"[^>]*>[^<]*<\/textarea>/g, ' ');
  // The language's own names stay as they are: one finds one's own by it.
  const text = own.replaceAll(
    /<(\w+)[^>]*\shreflang="en-GB"[^>]*>[^<]*<\/\1>|<button[^>]*lang="en-GB"[^>]*>[^<]*/g,
    ' ',
  );
  const plain = [text.replaceAll(/<[^>]*>/g, ' '), ...spoken].join(' ').replaceAll(/&[#\w]+;/g, ' ');
  return DATA.reduce((so, data) => so.replaceAll(data, ' '), plain);
}

function expectForeign(where: string, { text, status }: Answer, expected: number): void {
  expect({ where, status }).toEqual({ where, status: expected });
  expect({ where, head: /<html lang="ar-XB" dir="rtl"/.test(text) }).toEqual({ where, head: true });
  expect({ where, english: wordsOf(text).match(/[A-Za-z]{2,}/g) }).toEqual({ where, english: null });
}

/** Makers' names and the addresses of their pages are everyone's. */
const withoutMakers = (text: string): string =>
  text
    .replaceAll('<wbr>', '')
    .replaceAll(/(?:[a-z]+\.)+(?:com)\/?[\w/-]*/g, ' ')
    .replaceAll(/Ring|Google|Nest|Blink|eufy|Arlo|Tapo|Reolink/g, ' ');

async function expectPages(her: VisitorBrowser, paths: readonly string[], status = 200): Promise<void> {
  for (const path of paths) expectForeign(path, await her.get(path), status);
}

describe('every word of every page, in a language written from the right', () => {
  it('without a session', async () => {
    const stranger = new ForeignBrowser(world.base);
    await expectPages(stranger, ['/', '/a/made-up', '/b/made-up', '/about', '/check', '/help']);
    const makes = ['ring', 'nest', 'blink', 'eufy', 'arlo', 'tapo', 'reolink', 'other'];
    for (const make of makes) {
      const { text, status } = await stranger.get(`/help/${make}`);
      expectForeign(`/help/${make}`, { status, text: withoutMakers(text) } as Answer, 200);
    }
    await expectPages(stranger, ['/i/XXXX', '/nowhere', '/help/nobody'], 404);
    await expectPages(stranger, ['/diary', '/files', '/stop', '/pressure', '/language'], 401);
    expectForeign('a wrong code', await stranger.post('/i/made-up', { code: '1' }), 403);
    expectForeign('a used pass', await stranger.post('/a/made-up'), 403);
    const strange = { Origin: 'https://elsewhere.example' };
    expectForeign('from elsewhere', await stranger.send('POST', '/files', { headers: strange }), 403);
  });

  it('on the way to her diary', async () => {
    const her = new ForeignBrowser(world.base);
    const { link, code } = await world.officer.invite();
    await her.post(new URL(link).pathname, { code });
    await expectPages(her, ['/start/exit', '/start/questions', '/notice', '/notice/easy-read']);
    expectForeign('not confirmed', await her.post('/notice'), 400);
    await her.post('/notice', { agree: 'yes' });
    for (const others of ['someone', 'unknown', 'nobody']) {
      const asked = await her.post('/start/questions', { setUp: 'someone-else', others });
      expectForeign('who decides is open', asked, 400);
      await expectPages(her, ['/start/advice']);
    }
    await her.post('/start/advice');
    await expectPages(her, ['/agreement', '/agreement/who?for=child', '/agreement/who?for=helped']);
    expectForeign('no answer', await her.post('/agreement'), 400);
    expectForeign('nobody agrees', await her.post('/agreement/who', { for: 'child' }), 400);
    await her.post('/agreement', { answer: 'unsure' });
    await expectPages(her, [
      '/diary',
      '/files',
      '/receipts',
      '/stop',
      '/pressure',
      '/done',
      '/ask',
      '/privacy',
      '/accessibility',
      '/helper',
      '/language',
      '/diary/many',
      '/diary/days',
      '/diary/search',
    ]);
    const id = randomUUID();
    await her.post(`/diary/${id}/what`, { words: 'typed by her', go: 'on' });
    await expectPages(her, ['/send']);
    for (const path of ['/first', '/first/ring']) {
      const { text, status } = await her.get(path);
      expectForeign(path, { status, text: withoutMakers(text) } as Answer, 200);
    }
  });

  it('on a device that an officer lends, and with a new code', async () => {
    const { id, link, code } = await world.officer.invite();
    const own = new ForeignBrowser(world.base);
    await own.enter({ link, code });
    await own.post(`/diary/${randomUUID()}/what`, { words: 'typed by her', go: 'on' });
    const lent = new ForeignBrowser(world.base);
    await lent.post(new URL(await world.officer.beside(id)).pathname);
    await expectPages(lent, ['/own-code', '/receipts', '/diary']);
    expectForeign('not the own code', await lent.post('/own-code', { code: '1' }), 403);
    const after = new ForeignBrowser(world.base);
    await after.post(new URL(link).pathname, { code: await world.officer.renew(id, 30) });
    await expectPages(after, ['/earlier', '/diary', '/receipts']);
    expectForeign('not the earlier code', await after.post('/earlier', { code: '1' }), 403);
  });

  it('in her diary, with files, and when she has sent them', async () => {
    const her = new ForeignBrowser(world.base);
    await her.enter(await world.officer.invite());
    const [one, two] = [randomUUID(), randomUUID()];
    await expectPages(her, ['/diary', `/diary/${one}/what`]);
    for (const id of [one, two]) await her.post(`/diary/${id}/what`, { words: 'typed by her', go: 'on' });
    const questions = ['what', 'when', 'who', 'said', 'more', 'order'].map(
      (question) => `/diary/${one}/${question}`,
    );
    await expectPages(her, [...questions, `/diary/${one}`, `/diary/${one}/clips`, `/diary/${one}/remove`]);
    const when = { kind: 'exact', go: 'on' };
    const wrong = [
      {},
      { day: '31', month: '2', year: '2026' },
      { day: '1', month: '1', year: '2999' },
      { day: '1', month: '1', year: '2026', time: '25:00' },
    ];
    for (const fields of wrong)
      expectForeign('a wrong date', await her.post(`/diary/${one}/when`, { ...when, ...fields }), 400);
    const long = { words: 'x '.repeat(15_000), go: 'on' };
    expectForeign('too long', await her.post(`/diary/${one}/who`, long), 400);
    for (const [kind, rest] of Object.entries({ about: { month: '5', year: '2026' }, unknown: {} }))
      await her.post(`/diary/${two}/when`, { kind, ...rest, words: 'typed by her', go: 'on' });
    await her.post(`/diary/${one}/said`, { answer: 'yes', words: 'typed by her', go: 'on' });
    expectForeign('no file chosen', await her.upload([]), 400);
    const files = ['RingVideo_20260301_221500.MP4', 'VID-20260301-WA0007.mp4', 'note.txt'];
    await her.upload(files.map((name) => ({ name, bytes: Buffer.from(`sample ${name}`) })));
    await her.upload([{ name: 'again.mp4', bytes: Buffer.from(`sample ${files[0] ?? ''}`) }]);
    const clips = await her.files();
    for (const { id } of clips) {
      expectForeign('about a file', await her.get(`/files/${id}/about`), 200);
      expectForeign('no time', await her.post(`/files/${id}/clock`, { right: 'yes', shown: 'late' }), 400);
      await her.post(`/files/${id}/clock`, { right: 'no', shown: '21:05' });
    }
    await her.post(`/diary/${one}/clips`, { clip: clips[0]?.id ?? '' });
    await expectPages(her, [
      '/files',
      `/files/${clips[0]?.id ?? ''}/about`,
      `/diary/${one}/clips`,
      '/diary',
      '/send',
      '/stop',
    ]);
    expect(JSON.stringify(await her.files())).not.toMatch(/"words":"[^"]*[A-Za-z]{2}/);
    const [, reference = ''] = /name="reference" value="([^"]+)"/.exec((await her.get('/send')).text) ?? [];
    expect((await her.post('/send', { reference })).status).toBe(303);
    await expectPages(her, [
      '/diary',
      `/diary/${one}`,
      '/receipts',
      `/receipts/${reference}`,
      `/receipts/${reference}/plain`,
    ]);
    expectForeign('sent twice', await her.post('/send', { reference: 'LTL-ABCD-EFGH' }), 409);
    expectForeign('stopped', await her.post('/stop'), 200);
  });
});
