import { HEIF_TYPES, type HeifType } from './heif';
import { PICTURE_TYPES, type PictureType } from './pictures/rebuild';

/** Photographs and screenshots that are shown, and of which the defence gets a copy. */
export const PHOTOGRAPH_TYPES = [...PICTURE_TYPES, ...HEIF_TYPES] as const;
export type PhotographType = PictureType | HeifType;

export const isPhotograph = (mime: string | null): mime is PhotographType =>
  (PHOTOGRAPH_TYPES as readonly (string | null)[]).includes(mime);
