import { PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT, UNCHECKED } from '../../support/pseudo-languages';
import type { VisitorBrowser } from '../intake/support/visitor';
import { BothSides } from './support';

let sides: BothSides;
beforeAll(async () => {
  sides = await BothSides.open({}, [PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT, UNCHECKED]);
});
afterAll(() => sides.close());

const { tag } = PSEUDO_RIGHT_TO_LEFT;

async function spokenAt(her: VisitorBrowser, path: string): Promise<string | undefined> {
  const { text } = await her.get(path);
  return /<html lang="([^"]*)"/.exec(text)?.[1];
}

const pathOf = (link: string): string => {
  const { pathname, search } = new URL(link);
  return pathname + search;
};

describe('a language that an officer chooses beforehand', () => {
  const invite = async (investigation: string, language: string) => {
    const path = `/api/v1/investigations/${investigation}/invitations`;
    return sides.client.call('POST', path, { days: 30, safeContact: { channel: 'in-person' }, language });
  };

  it('is that in which her link opens, and goes with her behind the code', async () => {
    const { investigation } = await sides.invite();
    const { link, code } = (await invite(investigation, tag)).json() as unknown as {
      link: string;
      code: string;
    };
    const her = sides.browser();
    expect(await spokenAt(her, pathOf(link))).toBe(tag);
    expect((await her.post(pathOf(link), { code })).headers.location).toBe('/notice');
    expect(await spokenAt(her, '/start/exit')).toBe(tag);
  });

  it('is said by the link and not looked up: a dead link in it looks the same to the byte', async () => {
    const { investigation } = await sides.invite();
    const { link } = (await invite(investigation, tag)).json() as unknown as { link: string };
    const dead = `/i/${'A'.repeat(43)}?language=${tag}`;
    const face = async (path: string): Promise<string> =>
      (await sides.browser().get(path)).text.replaceAll(/name="link" value="[^"]*"/g, '');
    expect(await face(pathOf(link))).toBe(await face(dead));
  });

  it('is asked for on the page too, and the pass beside her opens in it', async () => {
    const { id, investigation } = await sides.invite();
    const asked = (await sides.client.page(`/investigations/${investigation}/invitations/new`)).text;
    expect(asked).toContain(PSEUDO_RIGHT_TO_LEFT.name);
    expect(asked).not.toContain(UNCHECKED.name);
    const made = await sides.client.form(`/investigations/${investigation}/invitations`, {
      ...{ channel: 'in-person', from: '09:00', until: '17:00', valid: '30', language: tag },
    });
    expect(made.status).toBe(201);
    expect(made.text).toContain(`?language=${tag}`);
    const beside = await sides.client.call('POST', `/api/v1/invitations/${id}/assisted`, {
      ...{ place: 'home', language: tag },
    });
    const path = pathOf((beside.json() as unknown as { link: string }).link);
    const her = sides.browser();
    expect(await spokenAt(her, path)).toBe(tag);
    await her.post(path);
    expect(await spokenAt(her, '/start/exit')).toBe(tag);
  });

  it.each([UNCHECKED.tag, 'tlh'])('is refused when the pages do not speak it: %s', async (other) => {
    const { investigation } = await sides.invite();
    const count = async () =>
      (await sides.rows(`SELECT id FROM lintel.invitation WHERE investigation_id = $1`, [investigation]))
        .length;
    const before = await count();
    expect((await invite(investigation, other)).status).toBe(404);
    expect(await count()).toBe(before);
  });
});

describe('the page that says that her session has ended', () => {
  it('speaks the language that she had chosen, and her phone holds the one cookie as before', async () => {
    const her = await sides.inDiary(await sides.invite());
    await her.post('/language', { language: tag, to: '/diary' });
    const { cookie } = her;
    await sides.rows(`UPDATE lintel.intake_session SET expires_at = now() - interval '1 minute'`);
    const ended = await her.get('/diary');
    expect(ended.status).toBe(401);
    expect(ended.text).toContain(PSEUDO_RIGHT_TO_LEFT.texts.entry.signedOut.title);
    expect(her.cookie).toBe(cookie);
    expect(await spokenAt(her, '/about')).toBe(tag);
    expect(await spokenAt(her, '/stop')).toBe(tag);
  });

  it('is in the browser’s own after she has left: then nothing is known of her', async () => {
    const her = await sides.inDiary(await sides.invite());
    await her.post('/language', { language: tag, to: '/diary' });
    const { cookie } = her;
    await her.get('/leave');
    her.cookie = cookie;
    expect(await spokenAt(her, '/diary')).toBe('en-GB');
  });
});
