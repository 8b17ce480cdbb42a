import { seedFilm } from '../watching/film';
import { signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, type Case, type SeededClip, type World } from '../workspace/world';

let world: World;
let home: Case;
let client: OfficerClient;
let stranger: OfficerClient;
let source: SeededClip;
let long: SeededClip;
let short: SeededClip;
beforeAll(async () => {
  world = await openWorld();
  const officer = await world.officer();
  home = await seedCase(world, officer.id);
  client = await signedIn(world, officer);
  stranger = await signedIn(world, await world.officer());
  source = await seedFilm(world, home, 'h264', 'one.mp4');
  long = await seedFilm(world, home, 'silent', 'two.mp4');
  short = await seedFilm(world, home, 'singleFrame', 'three.mp4');
  await seedFilm(world, home, 'rotated', 'turned.mp4');
  await seedFilm(world, await seedCase(world, officer.id), 'h264', 'elsewhere.mp4');
});
afterAll(() => world.close());

const still = (frames = 45) => ({
  ...{ shape: 'rectangle', kind: 'solid', reason: 'house-number', from: 1, to: frames },
  keys: [{ frame: 1, x: 20, y: 20, w: 60, h: 40 }],
});
const moving = {
  ...{ shape: 'ellipse', kind: 'blur', reason: 'bystander', from: 1, to: 45 },
  keys: [
    { frame: 1, x: 120, y: 20, w: 40, h: 40 },
    { frame: 45, x: 220, y: 20, w: 40, h: 40 },
  ],
};
const late = { ...still(), from: 2, keys: [{ frame: 2, x: 200, y: 100, w: 20, h: 20 }] };

interface Version {
  readonly id: string;
  readonly version: number;
  readonly recipe: { readonly masks: readonly object[] };
}
const save = async (of: SeededClip, base: number, masks: readonly object[]): Promise<string> => {
  const saved = await client.call('POST', `/api/v1/clips/${of.id}/redactions`, {
    base,
    edits: { masks, sound: [], trim: null },
  });
  expect(saved.status).toBe(202);
  return saved.json().id;
};
const versions = async (of: SeededClip): Promise<Version[]> =>
  (JSON.parse((await client.call('GET', `/api/v1/clips/${of.id}/redactions`)).text) as { items: Version[] })
    .items;
interface Page {
  readonly items: readonly Record<string, unknown>[];
  readonly next: unknown;
}
const alike = async (id: string, query = ''): Promise<Page> =>
  JSON.parse((await client.call('GET', `/api/v1/redactions/${id}/camera${query}`)).text) as Page;
const cover = (id: string, clips: readonly string[], by = client) =>
  by.call('POST', `/api/v1/redactions/${id}/camera`, { clips });

describe('what stands still over one clip', () => {
  let version: string;
  beforeAll(async () => {
    version = await save(source, 0, [still(), moving, late]);
  });

  it('is offered to clips of the same size in the same investigation, and of no other', async () => {
    const { items } = await alike(version);
    expect(items.map(({ fileName }) => fileName).sort()).toEqual(['three.mp4', 'two.mp4']);
    expect(items).toContainEqual(expect.objectContaining({ id: long.id, version: 0, state: null, lacks: 1 }));
    const first = await alike(version, '?limit=1');
    expect(first.items).toHaveLength(1);
    const second = await alike(version, `?limit=1&after=${String(first.next)}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    expect(second.next).toBeNull();
  });

  it('is not offered to a clip whose file asks for a mirror: there it would stand on the other side', async () => {
    const mirror = (sql: string): Promise<unknown> =>
      world.admin.query(`UPDATE lintel.clip SET media = ${sql} WHERE id = $1`, [long.id]);
    await mirror(`jsonb_set(media, '{video,mirrored}', 'true')`);
    expect((await alike(version)).items.map(({ id }) => id)).not.toContain(long.id);
    await mirror(`media #- '{video,mirrored}'`);
    expect((await alike(version)).items.map(({ id }) => id)).toContain(long.id);
  });

  it('is put over others as long as they are, on top of what was drawn there, once', async () => {
    await save(long, 0, [moving]);
    const done = await cover(version, [long.id, short.id, long.id]);
    expect(done.status).toBe(200);
    expect((done.json() as unknown as { items: object[] }).items).toEqual([
      { clipId: long.id, outcome: 'saved', version: 2, why: null },
      { clipId: short.id, outcome: 'saved', version: 1, why: null },
    ]);
    expect((await versions(long))[0]?.recipe.masks).toEqual([moving, still()]);
    expect((await versions(short))[0]?.recipe.masks).toEqual([still(1)]);
    // Each is a version like any other: its copy is asked for, on behalf of the link whose clip it is.
    const { rows } = await world.admin.query<{ n: string }>(
      `SELECT count(*) AS n FROM lintel.outbox o JOIN lintel.redaction d ON o.payload->>'redactionId' = d.id::text
        WHERE d.clip_id = ANY($1::uuid[]) AND o.on_behalf_of = $2`,
      [[long.id, short.id], home.invitation],
    );
    expect(Number(rows[0]?.n)).toBe(3);

    const again = await cover(version, [long.id, short.id]);
    expect(
      (again.json() as unknown as { items: { outcome: string }[] }).items.map(({ outcome }) => outcome),
    ).toEqual(['there-already', 'there-already']);
    expect((await alike(version)).items.map(({ lacks }) => lacks)).toEqual([0, 0]);
  });

  it('is not put where it was not drawn for: one that is refused stops no other', async () => {
    const { rows } = await world.admin.query<{ id: string }>(
      `SELECT id FROM lintel.clip WHERE file_name IN ('turned.mp4', 'elsewhere.mp4') ORDER BY file_name`,
    );
    const [elsewhere = '', turned = ''] = rows.map(({ id }) => id);
    const fourth = await seedFilm(world, home, 'silent', 'four.mp4');
    const done = await cover(version, [elsewhere, turned, source.id, fourth.id]);
    const { items } = done.json() as unknown as { items: { outcome: string; why: string | null }[] };
    expect(items.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused', 'saved']);
    expect(items[0]?.why).toBe(
      'This is no recording of the same investigation, make and picture size, or it cannot be drawn on any more.',
    );
    expect(await versions({ ...source, id: turned })).toEqual([]);
  });

  it('is nothing where every mask moves or begins late', async () => {
    const none = await save(source, 1, [moving, late]);
    const refused = await cover(none, [long.id]);
    expect(refused.json()).toMatchObject({ status: 409, code: 'nothing-stands' });
    const page = await client.page(`/redactions/${none}/camera`);
    expect(page.text).toContain('No mask of this version stands still over the whole clip.');
  });

  it('is not for officers outside the investigation', async () => {
    expect((await cover(version, [long.id], stranger)).status).toBe(404);
    expect((await stranger.call('GET', `/api/v1/redactions/${version}/camera`)).status).toBe(404);
  });

  it('is put on by a page that shows where it will stand, and says what came of it', async () => {
    const fifth = await seedFilm(world, home, 'h264', 'five.mp4');
    const path = `/redactions/${version}/camera`;
    const before = await client.page(path);
    expect(before.status).toBe(200);
    expect(before.text).toContain('<rect x="20" y="20" width="60" height="40"/>');
    expect(before.text.match(/name="clips~[^"]+" value="[^"]+" checked/g)).toEqual([
      `name="clips~${fifth.id}" value="${fifth.id}" checked`,
    ]);
    const nothing = await client.form(path, {});
    expect(nothing.status).toBe(400);
    expect(nothing.text).toContain('Choose at least one clip.');
    const done = await client.form(path, { clips: fifth.id });
    expect(done.status).toBe(303);
    expect((await client.page(done.headers.get('location') ?? '')).text).toContain('Saved on 1 clip.');
    const partly = await client.form(path, { clips: source.id });
    expect(partly.status).toBe(200);
    expect(partly.text).toContain('Not on these:');
  });

  it('is not put on a clip that has as many masks as one version may have', async () => {
    const full = await seedFilm(world, home, 'silent', 'full.mp4');
    const many = Array.from({ length: 100 }, (_, at) => ({
      ...moving,
      kind: 'solid',
      from: 1,
      to: 45 - (at % 40),
    }));
    const fits = many.map(({ keys, ...mask }) => ({ ...mask, keys: keys.slice(0, 1) }));
    await save(full, 0, fits);
    const done = await cover(version, [full.id]);
    const { items } = done.json() as unknown as { items: { outcome: string; why: string | null }[] };
    expect(items).toMatchObject([
      { outcome: 'refused', why: 'One version has at most 100 masks, and this would have 101.' },
    ]);
    expect((await versions(full)).map(({ recipe }) => recipe.masks.length)).toEqual([100]);
  });
});
