export { framesOf, orientationOf, takenOf } from './fields';
export { isPictureType, PICTURE_TYPES, type Orientation, type PictureType } from './rebuild';
export { isLeft, OF_TILES, removedNames, valuesOf } from './telling';

/** Changes with each change of the bytes that come out. */
export const PICTURE_RULES = 1;
