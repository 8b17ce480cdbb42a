import type { SealReading } from '../../../../src/platform/seals';
import type { Value } from '../../../support/c2pa/cbor';
import type { Holder } from '../../../support/c2pa/certificates';
import { intoJpeg, sealData, sealFilm } from '../../../support/c2pa/embed';
import { storeOf, type Plan } from '../../../support/c2pa/seal';
import { makers, originals, type Makers, type Originals } from '../makers';

/** What a forger has: the maker's true seals, a camera of the maker, and an authority of their own by the maker's name. */
export interface Workshop {
  readonly people: Makers;
  readonly files: Originals;
  readonly sealed: { readonly jpeg: Buffer; readonly mp4: Buffer };
  /** An authority that calls itself by the maker's names. */
  readonly impostor: Makers;
}

export async function workshop(): Promise<Workshop> {
  const [people, impostor, files] = await Promise.all([makers(), makers(), originals()]);
  const plan = people.plan(people.camera);
  const [jpeg, mp4] = await Promise.all([sealData(files.jpeg, plan, intoJpeg), sealFilm(files.mp4, plan)]);
  return { people, files, impostor, sealed: { jpeg, mp4 } };
}

export type Forgery = readonly [
  name: string,
  make: (shop: Workshop) => Promise<Buffer> | Buffer,
  expected: Partial<SealReading> | null,
];

/** A JPEG that the maker's own camera sealed, in another way. */
export const jpeg =
  (change: Partial<Plan>, by?: (shop: Workshop) => Promise<Holder>) =>
  async (shop: Workshop): Promise<Buffer> => {
    const signer = by === undefined ? shop.people.camera : await by(shop);
    return sealData(shop.files.jpeg, { ...shop.people.plan(signer), ...change }, intoJpeg);
  };

/** A film that the maker's own camera sealed, with other rules. */
export const film =
  (rules: Value[], change: Partial<Plan> = {}) =>
  (shop: Workshop): Promise<Buffer> =>
    sealFilm(shop.files.mp4, { ...shop.people.plan(shop.people.camera), ...change }, rules);

/** A JPEG that carries any bytes where a store should be. */
export const holding =
  (store: (shop: Workshop) => Promise<Buffer> | Buffer) =>
  async (shop: Workshop): Promise<Buffer> =>
    intoJpeg(shop.files.jpeg, await store(shop)).file;

/** A store as the camera makes it, for no file in particular. */
export const store = (shop: Workshop, change: Partial<Plan> = {}): Promise<Buffer> =>
  storeOf(
    { ...shop.people.plan(shop.people.camera), ...change },
    { alg: 'sha256', hash: Buffer.alloc(32), pad: Buffer.alloc(0) },
  );

export const flip = (file: Buffer, at: number): Buffer => {
  const copy = Buffer.from(file);
  copy.writeUInt8(copy.readUInt8(at) ^ 0x01, at);
  return copy;
};

/** Other bytes of the same length, wherever they stand. */
export function replace(file: Buffer, from: string, to: string): Buffer {
  const copy = Buffer.from(file);
  const at = copy.indexOf(from);
  if (at < 0 || from.length !== to.length) throw new Error(`${from} cannot be replaced`);
  copy.write(to, at, 'latin1');
  return copy;
}
