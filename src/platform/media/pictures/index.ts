import { rebuildGif } from './gif';
import { rebuildJpeg } from './jpeg';
import { rebuildPng } from './png';
import type { Orientation, PictureType, Rebuilt } from './rebuild';
import { rebuildWebp } from './webp';

export { framesOf, orientationOf, takenOf } from './fields';
export {
  isPictureType,
  NotThatFormat,
  PICTURE_TYPES,
  type Orientation,
  type PictureType,
  type Rebuilt,
} from './rebuild';
export { isLeft, OF_TILES, removedNames, valuesOf } from './telling';

/** Changes with each change of the bytes that come out. */
export const PICTURE_RULES = 1;

const REBUILD: Readonly<Record<PictureType, (bytes: Buffer, orientation: Orientation) => Rebuilt>> = {
  'image/jpeg': rebuildJpeg,
  'image/png': rebuildPng,
  'image/webp': rebuildWebp,
  'image/gif': rebuildGif,
};

/**
 * The picture with its pixels as they are coded, its colours and its orientation, and nothing else that the file holds.
 * @throws NotThatFormat
 */
export const rebuild = (type: PictureType, bytes: Buffer, orientation: Orientation): Rebuilt =>
  REBUILD[type](bytes, orientation);
