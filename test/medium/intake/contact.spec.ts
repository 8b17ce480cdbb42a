import { randomBytes, randomUUID } from 'node:crypto';
import { withAdmin } from '../../support/database';
import { send } from '../diary/support';
import { IntakeWorld } from './support/intake';
import { VisitorBrowser } from './support/visitor';

const GIVEN = 'Call 0191 496 0000 and ask for Sam.';
/** With the number in one piece. */
const CONTACT = 'Call 0191\u00a0496\u00a00000 and ask for Sam.';

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open({
    INTAKE_CONTACT: GIVEN,
    INTAKE_FORCE_NAME: 'Example Constabulary',
    INTAKE_HELPLINES: 'A line of the county: 01632 960 001; Another <line>: 01632 960 002',
    INTAKE_ACCESSIBILITY: 'Our own statement.\n\nIts second line.',
  });
});
afterAll(() => world.close());

describe('whom she may ask', () => {
  it('is said in the operator’s words where her link does not work, and on her receipt', async () => {
    const stranger = new VisitorBrowser(world.base);
    const [home, signedOut] = [await stranger.get('/'), await stranger.get('/files')];
    const refused = await stranger.post(`/i/${randomBytes(32).toString('base64url')}`, { code: '00000000' });
    for (const page of [home, signedOut, refused]) expect(page.text).toContain(CONTACT);
    expect((await stranger.get('/i/anything')).text).not.toContain(CONTACT);

    const her = new VisitorBrowser(world.base);
    await her.enter(await world.officer.invite());
    await her.upload([{ name: 'a.mp4', bytes: randomBytes(10) }]);
    const path = await send(her);
    expect((await her.get(path)).text).toContain(`${CONTACT} Give the reference at the top.`);
    expect((await her.get(`${path}/plain`)).text).not.toContain(CONTACT);
  });

  it('stands on every page behind the code, in the officer’s words where there are some', async () => {
    const invitation = await world.officer.invite();
    const her = new VisitorBrowser(world.base);
    await her.enter(invitation);
    const paths = [
      '/diary',
      '/files',
      '/receipts',
      '/notice?again',
      '/stop',
      '/pressure',
      '/helper',
      '/ask',
      '/privacy',
      '/first',
      '/first/ring',
    ];
    for (const path of paths)
      expect([path, (await her.get(path)).text.includes(CONTACT)]).toEqual([path, true]);
    await withAdmin(
      (admin) =>
        admin.query(
          `INSERT INTO lintel.safe_contact (invitation_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask, officer_id)
           SELECT invitation_id, do_not_contact, channel, address, days, from_hour, to_hour, never, 'Ask for Olive at the library desk.', officer_id
             FROM lintel.safe_contact WHERE invitation_id = $1 LIMIT 1`,
          [invitation.id],
        ),
      world.database.name,
    );
    for (const path of paths) {
      const { text } = await her.get(path);
      expect([path, text.includes('Ask for Olive at the library desk.'), text.includes(CONTACT)]).toEqual([
        path,
        true,
        false,
      ]);
    }
  });

  it('is one step away on every other page, too, but not for who has entered no code', async () => {
    const [her, stranger] = [new VisitorBrowser(world.base), new VisitorBrowser(world.base)];
    await her.enter(await world.officer.invite());
    for (const path of ['/about', '/help', '/help/ring', `/diary/${randomUUID()}`]) {
      const [behind, before] = [(await her.get(path)).text, (await stranger.get(path)).text];
      for (const link of ['href="/ask"', 'href="/diary"'])
        expect([path, behind.includes(link), before.includes(link)]).toEqual([path, true, false]);
    }
  });

  it('comes with who runs it, who listens and how to tell that it is real: behind the code alone', async () => {
    const her = new VisitorBrowser(world.base);
    const pages = ['/ask', '/privacy', '/accessibility'];
    for (const path of pages) {
      const { status, text } = await her.get(path);
      expect([path, status, /constabulary|helpline|police/i.test(text)]).toEqual([path, 401, false]);
    }
    await her.enter(await world.officer.invite());
    const [ask, privacy, accessibility] = await Promise.all(
      pages.map(async (path) => (await her.get(path)).text),
    );
    expect(ask).toContain('This service is run for Example Constabulary.');
    expect(ask).toContain('01632\u00a0960\u00a0001');
    expect(ask).toContain('Another &lt;line&gt;: 01632\u00a0960\u00a0002');
    expect(ask).not.toContain('0808');
    expect(ask).toContain(`it must be ${new URL(world.base).host}, and no more`);
    expect(privacy).toContain('Example Constabulary decides what is done with it.');
    expect(privacy).toContain('is erased 90 days after');
    expect(accessibility).toContain('Its second line.');
    expect(accessibility).not.toContain('WCAG');
  });
});
