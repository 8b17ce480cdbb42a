import { rebuildGif } from './gif';
import { rebuildJpeg } from './jpeg';
import { rebuildPng } from './png';
import type { Orientation, PictureType, Rebuilt } from './rebuild';
import { rebuildWebp } from './webp';

const REBUILD: Readonly<Record<PictureType, (bytes: Buffer, orientation: Orientation) => Rebuilt>> = {
  'image/jpeg': rebuildJpeg,
  'image/png': rebuildPng,
  'image/webp': rebuildWebp,
  'image/gif': rebuildGif,
};

/**
 * The picture with its pixels as they are coded, its colours and its orientation, and nothing else that the file holds.
 * Only for the program in the sandbox.
 * @throws NotThatFormat
 */
export const rebuild = (type: PictureType, bytes: Buffer, orientation: Orientation): Rebuilt =>
  REBUILD[type](bytes, orientation);
