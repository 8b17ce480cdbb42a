import { randomBytes } from 'node:crypto';
import { send } from '../diary/support';
import { IntakeWorld } from './support/intake';
import { VisitorBrowser } from './support/visitor';

const CONTACT = 'Call 0191 496 0000 and ask for Sam.';

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open({ INTAKE_CONTACT: CONTACT });
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
});
