import { NotFound } from '../../../src/kernel/errors';
import { PICTURE_SECRETS, tellingPicture } from '../../fixtures/pictures';
import { Desk } from '../disclosure/desk';
import { filmed, openCopier, PHONE, PLACE, type Copier } from '../disclosure/film';
import {
  everything,
  filesOf,
  openSealer,
  seedCopy,
  seedItem,
  unzip,
  type Sealer,
} from '../disclosure/support';
import { loseOriginal } from '../workspace/lose';
import { openWorld, type SeededClip, type World } from '../workspace/world';

let world: World;
let sealer: Sealer;
let copier: Copier;
let film: Buffer;

beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
  copier = await openCopier(world);
  film = await filmed();
});
afterAll(async () => {
  await copier.close();
  await sealer.close();
  await world.close();
});

interface Preview {
  readonly problems: readonly string[];
  readonly withheld: readonly { readonly label: string; readonly what: string }[];
}

const ensure = (id: string): Promise<void> => copier.ensure(id);
const preview = async (desk: Desk, kind = 'defence'): Promise<Preview> =>
  (await desk.post(desk.ofCase('bundles/preview'), { kind }, 200)) as unknown as Preview;

async function decided(
  bytes: Buffer,
  kind = 'video/quicktime',
): Promise<{ desk: Desk; id: string; reference: string; item: SeededClip }> {
  const desk = await Desk.open(world);
  const facts = await copier.probe(bytes);
  const choices = { bytes, media: facts, kind };
  const item = await seedItem(world, desk.home, desk.officer.id, choices);
  const { id, reference } = item;
  await desk.decide([id], { classification: 'evidence' });
  await desk.makeForms();
  return { desk, id, reference, item };
}

it('the defence waits for the copy, gets it without the place and the phone number, and the prosecutor the names', async () => {
  const { desk, id, reference } = await decided(film);
  const waiting = await world.admin.query(
    `SELECT 1 FROM lintel.outbox WHERE name = 'make-safe-copy' AND job_id = $1`,
    [id],
  );
  expect(waiting.rowCount).toBe(1);
  expect((await preview(desk)).problems.join()).toContain('is still being made');

  await ensure(id);
  await ensure(id);
  const { problems, withheld } = await preview(desk);
  expect(problems).toEqual([]);
  const names = withheld.filter(({ what }) => what.startsWith('in the copy:'));
  expect(names).toMatchObject([
    { label: reference, what: expect.stringContaining('format: location') as string },
  ]);
  expect(JSON.stringify(withheld)).not.toContain('54.7753');

  const { bag, remove } = await unzip((await desk.download(await desk.bundle(sealer, 'defence'))).bytes);
  const copy = (await filesOf(bag)).filter((path) => path.includes('defence-copy'));
  expect(copy).toEqual([expect.stringMatching(/^data\/viewing\/[A-Z]+-\d+\/defence-copy\.mp4$/)]);
  const all = await everything(bag);
  for (const secret of [PLACE, PHONE, 'format: location']) expect(all).not.toContain(secret);
  await remove();

  const theirs = await unzip((await desk.download(await desk.bundle(sealer, 'prosecution'))).bytes);
  expect(await everything(theirs.bag)).toContain('format: location');
  await theirs.remove();
});

it('one copy is made and logged once; the log holds the number of fields and a commitment to their names', async () => {
  const { id } = await decided(film);
  await Promise.all([ensure(id), ensure(id)]);
  const { rows } = await world.admin.query<{ event: string }>(
    `SELECT event FROM custody.record WHERE subject = $1 AND event::jsonb -> 'detail' ->> 'kind' = 'defence-copy'`,
    [`clip:${id}`],
  );
  expect(rows).toHaveLength(1);
  const event = JSON.parse(rows[0]?.event ?? '{}') as { detail: object; commit: object };
  expect(event).toMatchObject({
    type: 'rendition-made',
    detail: { removed: expect.any(Number) as number, frames: 10, recipe: { video: 'copy' } },
    commit: { removed: expect.any(String) as string },
  });
  expect(rows[0]?.event).not.toContain('location');
});

it('of what cannot be decoded there is no copy, and the officer is asked about the original', async () => {
  const { desk, id } = await decided(Buffer.from('no film at all'));
  await ensure(id);
  const { rows } = await world.admin.query(
    `SELECT state, why FROM lintel.rendition WHERE clip_id = $1 AND kind = 'defence-copy'`,
    [id],
  );
  expect(rows).toMatchObject([{ state: 'failed', why: expect.stringContaining('by a decision') as string }]);
  expect((await preview(desk)).problems.join()).toContain('Decide whether its original goes to the defence');
});

it('of what is lost there is no copy after the last attempt, the bundle waits no more, and the preview says what to do', async () => {
  const { desk, id, reference, item } = await decided(film);
  await seedCopy(world, item);
  await loseOriginal(world, id);
  await expect(copier.ensure(id, false)).rejects.toThrow(NotFound);
  expect((await preview(desk)).problems.join()).toContain('is still being made');
  await ensure(id);
  const { problems } = await preview(desk);
  expect(problems).toEqual([
    expect.stringContaining(`The original of ${reference} was missing or damaged in the evidence store`),
  ]);
  const { rows } = await world.admin.query(
    `SELECT event::jsonb ->> 'type' AS type, event::jsonb -> 'detail' ->> 'code' AS code FROM custody.record
      WHERE subject = $1 ORDER BY seq DESC LIMIT 1`,
    [`clip:${id}`],
  );
  expect(rows).toEqual([{ type: 'rendition-failed', code: 'no-original' }]);
  // Whoever decides that the original goes all the same is told when it is sealed.
  await desk.decide([id], { classification: 'evidence', originalToDefence: true });
  await desk.makeForms();
  expect((await preview(desk)).problems).toEqual([]);
  const bundle = await desk.get<object>(`/api/v1/bundles/${await desk.bundle(sealer, 'defence')}`);
  expect(bundle).toMatchObject({
    state: 'refused',
    stateReason: expect.stringContaining(`the original of ${reference} is missing`) as string,
  });
});

it('a photograph goes to the defence without place, device and names, its pixels as they were', async () => {
  const photograph = await tellingPicture('jpg');
  const { desk, id, reference } = await decided(photograph.bytes, 'image/jpeg');
  expect((await preview(desk)).problems.join()).toContain('is still being made');
  await ensure(id);
  const { problems, withheld } = await preview(desk);
  expect(problems).toEqual([]);
  expect(withheld.filter(({ what }) => what.startsWith('in the copy:'))).toMatchObject([
    { label: reference, what: expect.stringContaining('EXIF:GPS: GPSLatitude') as string },
  ]);

  const { bag, remove } = await unzip((await desk.download(await desk.bundle(sealer, 'defence'))).bytes);
  expect((await filesOf(bag)).filter((path) => path.includes('defence-copy'))).toEqual([
    expect.stringMatching(/^data\/viewing\/[A-Z]+-\d+\/defence-copy\.jpg$/),
  ]);
  const all = await everything(bag);
  for (const secret of [...Object.values(PICTURE_SECRETS), 'GPSLatitude']) expect(all).not.toContain(secret);
  await remove();

  const theirs = await unzip((await desk.download(await desk.bundle(sealer, 'prosecution'))).bytes);
  expect(await everything(theirs.bag)).toContain('EXIF:GPS: GPSLatitude');
  await theirs.remove();
});

it('of a document there is no copy: what lies hidden in it cannot be shown to be gone', async () => {
  const { desk, id } = await decided(Buffer.from('%PDF-1.7\nno pages'), 'application/pdf');
  await ensure(id);
  expect((await preview(desk)).problems.join()).toContain('Decide whether its original goes to the defence');
});
