import { randomUUID } from 'node:crypto';
import { draft, DRAFTS } from '../../support/drafts';
import { inThisProcess, IntakeWorld } from './support/intake';
import { VisitorBrowser } from './support/visitor';

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open({}, inThisProcess(DRAFTS.map(draft)));
});
afterAll(() => world.close());

/** Her browser asks for one of the languages. */
class Speaking extends VisitorBrowser {
  tag = '';
  override open(
    method: string,
    path: string,
    headers: Record<string, string>,
  ): ReturnType<VisitorBrowser['open']> {
    return super.open(method, path, { 'Accept-Language': this.tag, ...headers });
  }
}

const PATHS = [
  ...[
    '/start/questions',
    '/agreement',
    '/diary',
    '/diary/many',
    '/diary/days',
    '/files',
    '/receipts',
    '/stop',
  ],
  ...['/pressure', '/ask', '/privacy', '/accessibility', '/helper', '/help/ring', '/first/ring', '/send'],
];

it.each(DRAFTS)('%s leads from the link to the receipt, each value in its place', async (tag) => {
  const her = Object.assign(new Speaking(world.base), { tag });
  const { link, code } = await world.officer.invite();
  const where = new URL(link).pathname;
  const look = async (path: string): Promise<void> => {
    const { status, text } = await her.get(path);
    // What the page's script says has its places filled there.
    const left = text.replaceAll(/<script\b[\s\S]*?<\/script>|<[^>]*>/g, ' ').match(/\{\w+\}/g);
    const head = new RegExp(`<html lang="${tag}" dir="(ltr|rtl)"`).test(text);
    expect({ path, status, head, left }).toEqual({
      path,
      status: 200,
      head: true,
      left: null,
    });
  };
  await her.post(where, { code });
  await look('/notice');
  await look('/notice/easy-read');
  await her.post('/notice', { agree: 'yes' });
  await her.post('/start/questions', { setUp: 'me', others: 'nobody', decides: 'self' });
  await her.post(`/diary/${randomUUID()}/what`, { words: 'typed by her', go: 'on' });
  await her.uploadByTus('a.mp4', Buffer.alloc(1_000, 1));
  for (const path of PATHS) await look(path);
  const reference = /name="reference" value="([^"]+)"/.exec((await her.get('/send')).text)?.[1] ?? '';
  const receipt = (await her.post('/send', { reference })).headers.location ?? '';
  expect(receipt).toContain('/receipts/');
  await look(receipt);
  await look(`${receipt}/plain`);
});
