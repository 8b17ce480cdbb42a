import { randomUUID } from 'node:crypto';
import { unescaped } from '../../support/html';
import { OfficerClient, signedIn, type Answer } from './client';
import { allRoutes } from './routes';
import { openWorld, seedCase, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const WORDS = 'Broke the window " at night.\r\n<script>alert(1)</script> Łódź';

/** What the page would send: the fields of its one form. */
function heldIn({ text }: Answer): { action: string; fields: [string, string][] } {
  const [, action = '', inside = ''] =
    /<form method="post" action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/.exec(text) ?? [];
  const inputs = inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  const fields = [...inputs].map(([, name = '', value = '']): [string, string] => [name, unescaped(value)]);
  return { action, fields };
}

/** As a browser sends a form with one chosen file. */
function withFile(fields: [string, string][]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  form.append('file', new File(['bytes of a file'], 'note.txt'));
  return form;
}

describe('a form that comes when its session has ended', () => {
  it('goes back to who sent it, whole, and is taken once the officer has signed in again', async () => {
    const ann = await world.officer();
    const client = await signedIn(world, ann);
    const sent: [string, string][] = [
      ['_officer', ann.id],
      ['urn', `13/${Date.now()}/26`],
      ['offence', WORDS],
    ];
    await client.call('DELETE', '/api/v1/session');
    const refused = await client.form('/investigations', sent);
    expect([refused.status, refused.headers.get('Cache-Control')]).toEqual([401, 'no-store']);
    expect(refused.text).not.toContain('<script>alert');
    const held = heldIn(refused);
    expect(held.action).toBe('/investigations');
    expect(Object.fromEntries(held.fields)).toEqual(Object.fromEntries(sent));
    // Pressed before signing in it comes back again.
    expect(heldIn(await client.form(held.action, held.fields))).toEqual(held);

    await client.signIn(ann.email);
    const taken = await client.form(held.action, held.fields);
    expect(taken.status).toBe(303);
    const { text } = await client.page(taken.headers.get('Location') ?? '');
    expect(unescaped(text).replaceAll(/\s+/g, ' ')).toContain(WORDS.replaceAll(/\s+/g, ' '));
  });

  it('is taken of no other officer who signs in on the same machine', async () => {
    const [ann, ben] = [await world.officer(), await world.officer()];
    const client = new OfficerClient(world.base);
    const fields = { _officer: ann.id, urn: `14/${Date.now()}/26`, offence: 'Stalking' };
    const held = heldIn(await client.form('/investigations', fields));
    await client.signIn(ben.email);
    expect((await client.form(held.action, held.fields)).status).toBe(409);
  });

  it('goes back with a field that was given twice, twice', async () => {
    const path = `/investigations/${randomUUID()}/evidence/decide`;
    const fields: [string, string][] = [
      ['clips', 'a'],
      ['clips', 'b'],
      ['_officer', randomUUID()],
    ];
    expect(heldIn(await new OfficerClient(world.base).form(path, fields))).toEqual({ action: path, fields });
  });

  it('goes back without its file, which is chosen again', async () => {
    const ann = await world.officer();
    const client = await signedIn(world, ann);
    const { investigation } = await seedCase(world, ann.id);
    const path = `/investigations/${investigation}/exhibits`;
    const page = await client.page(`/investigations/${investigation}/exhibits/new`);
    const [, id = ''] = /name="id" value="([^"]*)"/.exec(page.text) ?? [];
    const typed: [string, string][] = [
      ['_officer', ann.id],
      ['id', id],
      ['kind', 'photograph'],
      ['producerName', ann.displayName],
      ['initials', 'AB'],
      ['description', WORDS],
    ];
    await client.call('DELETE', '/api/v1/session');
    const refused = await client.upload(path, withFile(typed), 'text/html');
    expect(refused.status).toBe(401);
    expect(refused.text).not.toContain('<script>alert');
    expect(refused.text).toContain('enctype="multipart/form-data"');
    expect(refused.text).toMatch(/<input[^>]* name="file" type="file">/);
    const held = heldIn(refused);
    expect(held).toEqual({ action: path, fields: typed });

    await client.signIn(ann.email);
    const taken = await client.upload(path, withFile(held.fields), 'text/html');
    expect([taken.status, taken.headers.get('Location')]).toEqual([303, `/clips/${id}`]);
  });

  it.each([
    ['shown to nobody', [['description', WORDS]]],
    ['broken off', undefined],
  ] as [string, [string, string][] | undefined][])(
    'leads to signing in where it has a file and is %s',
    async (_case, typed) => {
      const client = new OfficerClient(world.base);
      const path = `/investigations/${randomUUID()}/exhibits`;
      const answer =
        typed === undefined
          ? await client.send('POST', path, {
              headers: {
                Origin: world.base,
                Accept: 'text/html',
                'Content-Type': 'multipart/form-data; boundary=x',
              },
              body: '--x\r\nContent-Disposition: form-data; name="_officer"\r\n\r\nann',
            })
          : await client.upload(path, withFile(typed), 'text/html');
      expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/sign-in']);
    },
  );

  it('leads to signing in where it was shown to nobody', async () => {
    const answer = await new OfficerClient(world.base).form('/investigations', { offence: WORDS });
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/sign-in']);
  });

  it('goes back from every route but those for which passwords and codes are typed', async () => {
    const own = /^\/(sign-in|sign-out|password|confirm|sessions|passkeys|second-factor)(\/|$)/;
    const paths = allRoutes(world.http.app)
      .filter((route) => route.startsWith('POST /') && !route.includes(' /api/'))
      .map((route) => route.replace('POST ', ''));
    expect(paths.length).toBeGreaterThan(100);
    const client = new OfficerClient(world.base);
    for (const path of paths) {
      const answer = await client.form(path.replaceAll(/:\w+/g, randomUUID()), {
        _officer: randomUUID(),
        password: 'typed words',
      });
      expect([path, answer.text.includes('typed words')]).toEqual([path, !own.test(path)]);
      if (!own.test(path)) expect([path, answer.status]).toEqual([path, 401]);
    }
  });
});
