/** The pictures of which a copy without metadata can be made, by media type. */
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

export const isPictureType = (mime: string | null): mime is PictureType =>
  (PICTURE_TYPES as readonly (string | null)[]).includes(mime);

/** A picture put together again from those of its parts that are needed to show it. */
export interface Rebuilt {
  /** The bytes of the copy, in order. */
  readonly parts: readonly Uint8Array[];
  /** Parts of the file that were left behind, by their names in the format. */
  readonly left: readonly string[];
}

/** A comment that every copy has: the copy of a picture without metadata would else be the picture, byte for byte. */
export const GIF_COMMENT = 'copy';

/** How the picture is to be turned: the value of the Exif tag Orientation, 1 to 8. */
export type Orientation = number;

/** The file does not follow its format as far as it must to be put together again. */
export class NotThatFormat extends Error {
  override readonly name = 'NotThatFormat';
}

/** @throws NotThatFormat unless there are that many bytes */
export function slice(bytes: Buffer, start: number, length: number): Buffer {
  if (length < 0 || start + length > bytes.length) throw new NotThatFormat('a part is cut short');
  return bytes.subarray(start, start + length);
}

/** Printable name of a part. */
export const partName = (bytes: Buffer): string => bytes.toString('latin1').replaceAll(/[^\x21-\x7e]/g, '?');

export const uint16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};

export const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
