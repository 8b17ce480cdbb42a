/** The simplest container that carries raw pictures, each with its own time, through a pipe (IVF: 32 bytes, then 12 before each frame). */
export interface IvfShape {
  readonly width: number;
  readonly height: number;
  /** Seconds of one tick. */
  readonly timeBase: { readonly num: number; readonly den: number };
}

/** Planar 4:2:0, eight bits. */
const FOURCC = 'I420';

export function ivfHeader({ width, height, timeBase }: IvfShape): Buffer {
  const header = Buffer.alloc(32);
  header.write('DKIF', 0, 'latin1');
  header.writeUInt16LE(32, 6);
  header.write(FOURCC, 8, 'latin1');
  header.writeUInt16LE(width, 12);
  header.writeUInt16LE(height, 14);
  header.writeUInt32LE(timeBase.den, 16);
  header.writeUInt32LE(timeBase.num, 20);
  return header;
}

/** @param ticks not negative */
export function ivfFrameHeader(bytes: number, ticks: number): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt32LE(bytes, 0);
  header.writeBigUInt64LE(BigInt(ticks), 4);
  return header;
}

/** Bytes of one picture: the brightness of every pixel, then two colours for each block of two by two. */
export const frameBytes = ({ width, height }: Pick<IvfShape, 'width' | 'height'>): number =>
  (width * height * 3) / 2;
