import { clipWithFootage } from '../../../src/apps/workspace/areas/clip/footage.model';
import { signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, seedClip, type Case, type World } from '../workspace/world';

let world: World;
let client: OfficerClient;
let home: Case;
beforeAll(async () => {
  world = await openWorld();
  const officer = await world.officer();
  client = await signedIn(world, officer);
  home = await seedCase(world, officer.id);
});
afterAll(() => world.close());

const HASH = 'c'.repeat(64);

/** A clip of which this was found. @param found SQL values after the id; `undefined`: nobody has looked */
async function withSeal(found?: string): Promise<string> {
  const { id } = await seedClip(world, home);
  if (found !== undefined)
    await world.admin.query(
      `INSERT INTO lintel.maker_seal (clip_id, integrity, trust, fault, doubt, manifest, certificate, name, organisation, generator)
       VALUES ($1, ${found})`,
      [id],
    );
  return id;
}

const page = async (id: string): Promise<string> =>
  (await client.call('GET', `/clips/${id}`)).text.replace(/\s+/g, ' ');
const KIND = 'says nothing against the person who gave the file';

const SIGNED = `'${HASH}', '${HASH}', 'Ring', 'Amazon.com', 'Ring Cloud 2.0'`;
const cases: [string, string | undefined, string[], string[]][] = [
  [
    'a trusted seal',
    `'unchanged', 'trusted', NULL, NULL, ${SIGNED}`,
    [
      'Sealed by Ring, Amazon.com.',
      'Unchanged since it was sealed.',
      'is one that this force trusts',
      'Ring Cloud 2.0',
    ],
    ['not known to this force'],
  ],
  [
    'a seal where the force has no list',
    `'unchanged', 'no-list', NULL, NULL, ${SIGNED}`,
    ['Unchanged since it was sealed.', 'not known to this force: it has no list'],
    ['force trusts.'],
  ],
  [
    'a seal of somebody who is not on the list',
    `'unchanged', 'not-trusted', NULL, 'no-way', ${SIGNED}`,
    ['not known to this force: its certificate does not lead to anybody on the list'],
    ['force trusts.'],
  ],
  [
    'a seal that does not fit any more',
    `'changed', 'trusted', 'content', NULL, ${SIGNED}`,
    [
      'Not as it was when it was sealed: the file is not the one that was sealed',
      'sending it through an app, is enough',
    ],
    ['Unchanged since'],
  ],
  [
    'a seal that cannot be checked',
    `'unchecked', 'unchecked', 'malformed', NULL, '${HASH}', NULL, NULL, NULL, NULL`,
    [
      'who made it cannot be told',
      'It cannot be checked: the seal is not written as the standard asks',
      'Nothing can be said of the signer',
    ],
    ['Unchanged since', 'force trusts.'],
  ],
  [
    'no seal',
    `'none', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL`,
    ['carries no seal of its maker'],
    ['Particulars of the seal'],
  ],
  [
    'a file that nobody has looked into',
    undefined,
    ['Nobody has looked for a seal'],
    ['carries no seal of its maker'],
  ],
];

it.each(cases)('says of %s what it means, in kind words', async (_, found, said, unsaid) => {
  const text = await page(await withSeal(found));
  for (const words of [...said, KIND]) expect(text).toContain(words);
  for (const words of unsaid) expect(text).not.toContain(words);
  expect(text).not.toMatch(/forged|fake|suspicious|tamper/i);
});

it('shows a stranger’s words as text', async () => {
  const id = await withSeal(
    `'unchanged', 'no-list', NULL, NULL, '${HASH}', '${HASH}', '<script>alert(1)</script>', NULL, NULL`,
  );
  const text = await page(id);
  expect(text).not.toContain('<script>alert');
  expect(text).toContain('&lt;script&gt;alert');
});

it('gives programs the same answers', async () => {
  const id = await withSeal(`'unchanged', 'trusted', NULL, NULL, ${SIGNED}`);
  const { seal } = clipWithFootage.parse((await client.call('GET', `/api/v1/clips/${id}`)).json());
  expect(seal).toMatchObject({ integrity: 'unchanged', trust: 'trusted', name: 'Ring', certificate: HASH });
  expect(seal?.words).toHaveLength(3);
  expect(seal?.note).toContain(KIND);
  const none = await withSeal();
  expect(clipWithFootage.parse((await client.call('GET', `/api/v1/clips/${none}`)).json()).seal).toBeNull();
});

it('is hidden from whoever may not see the clip', async () => {
  const id = await withSeal(`'unchanged', 'trusted', NULL, NULL, ${SIGNED}`);
  const stranger = await signedIn(world, await world.officer());
  expect((await stranger.call('GET', `/api/v1/clips/${id}`)).status).toBe(404);
});
