import { uint16, uint32, type Orientation } from './rebuild';

/** A TIFF structure (Exif 2.32, section 4.5) that holds the tag Orientation and nothing else. */
export const exifOf = (orientation: Orientation): Buffer =>
  Buffer.concat([
    ...[Buffer.from('MM\0*', 'latin1'), uint32(8)],
    // One entry: tag 0x0112, type SHORT, one value, which fills the first half of its field; no next directory.
    ...[uint16(1), uint16(0x0112), uint16(3), uint32(1), uint16(orientation), uint16(0), uint32(0)],
  ]);
