import { withAdmin } from '../../support/database';
import { IntakeWorld } from './support/intake';
import { multipart, VisitorBrowser } from './support/visitor';

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open();
});
afterAll(() => world.close());

/** Of whom it was reported. */
const reports = (): Promise<string[]> =>
  withAdmin(
    async (admin) =>
      (
        await admin.query<{ of: string }>('SELECT invitation_id AS of FROM lintel.concern ORDER BY at')
      ).rows.map(({ of }) => of),
    world.database.name,
  );

/** The form of a page as a browser keeps it, with all that is hidden in it. */
function formOf(html: string): { action: string; fields: Record<string, string> } {
  const [, action = '', inner = ''] =
    [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(([form]) =>
      form.includes('name="words"'),
    ) ?? [];
  const hidden = [...inner.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return { action, fields: Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])) };
}

describe('a page that is still open when another link is entered in the same browser', () => {
  it('does nothing for the other link, and says so', async () => {
    const [one, other] = [await world.officer.invite(), await world.officer.invite()];
    const her = new VisitorBrowser(world.base);
    await her.enter(one);
    const { action, fields } = formOf((await her.get('/pressure')).body.toString());
    expect(fields).toEqual({ page: '/pressure', pageof: expect.any(String) as string });
    await her.enter(other);
    const answer = await her.post(action, { ...fields, words: 'An officer presses me' });
    expect(await reports()).toEqual([]);
    expect(answer.status).toBe(401);
    // What was written there is shown to nobody, and the page says that it was not kept.
    expect(answer.text).not.toContain('An officer presses me');
    // The same link again is the same person's, whatever the session.
    await her.enter(one);
    await her.post(action, { ...fields, words: 'An officer presses me' });
    expect(await reports()).toEqual([one.id]);
  });

  it('takes in no file for the other link, and shows nothing of it, by its scripts or without', async () => {
    const [one, other] = [await world.officer.invite(), await world.officer.invite()];
    const her = new VisitorBrowser(world.base);
    await her.enter(one);
    const page = (await her.get('/files')).body.toString();
    const mark = { 'Page-Of': /<body [^>]*data-of="([^"]+)"/.exec(page)?.[1] ?? '' };
    const [, plain = ''] = /<form[^>]*action="([^"]*)"[^>]*enctype=/.exec(page) ?? [];
    await her.enter(other);

    const bytes = Buffer.from('of the first link');
    const json = { ...mark, 'Content-Type': 'application/json' };
    const told = { name: 'gate.mp4', size: bytes.length, modified: 0, fingerprint: null };
    const chosen = await her.send('POST', '/files/chosen', {
      headers: json,
      body: JSON.stringify({ files: [told] }),
    });
    const asked = await her.get('/files.json', mark);
    const begun = await her.create('gate.mp4', bytes.length, mark);
    const form = multipart([{ name: 'gate.mp4', bytes }]);
    const sent = await her.send('POST', plain, { headers: { 'Content-Type': form.type }, body: form.body });
    const statuses = [chosen, asked, begun, sent].map(({ status }) => status);
    expect([statuses, await her.files()]).toEqual([[401, 401, 401, 404], []]);

    // And of a place that the other link has made it sends no byte.
    const { location = '' } = (await her.create('own.mp4', bytes.length)).headers;
    const patch = { ...mark, 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0' };
    const more = await her.send('PATCH', location, {
      headers: { ...patch, 'Content-Type': 'application/offset+octet-stream' },
      body: bytes,
    });
    expect([more.status, (await her.files()).map(({ arrivedBytes }) => arrivedBytes)]).toEqual([401, [0]]);
    await her.enter(one);
    expect((await her.create('gate.mp4', bytes.length, mark)).status).toBe(201);
  });
});
