/** The bytes of ffprobe's dump: `00000000: 0164 001f ffe1 001a ...  .d......`. */
export const bytesOf = (dump: string): Buffer =>
  Buffer.from(
    dump
      .split('\n')
      .map((line) => /^[0-9a-f]{8}: ((?:[0-9a-f]{2,4} )+)/.exec(line)?.[1]?.replaceAll(' ', '') ?? '')
      .join(''),
    'hex',
  );

/** Types of the NAL units in an HEVCDecoderConfigurationRecord (ISO 14496-15 section 8.3.3.1.2). */
function hvcTypes(record: Buffer): number[] {
  const types: number[] = [];
  let at = 23;
  for (let left = record[22] ?? 0; left > 0 && at + 3 <= record.length; left -= 1) {
    types.push(record.readUInt8(at) & 0x3f);
    let units = record.readUInt16BE(at + 1);
    at += 3;
    for (; units > 0 && at + 2 <= record.length; units -= 1) at += 2 + record.readUInt16BE(at);
  }
  return types;
}

/** Types of the NAL units that start codes separate (ITU-T H.264 annex B). */
const startCodeTypes = (bytes: Buffer, typeOf: (byte: number) => number): number[] =>
  bytes
    .toString('latin1')
    .split('\u0000\u0000\u0001')
    .slice(1)
    .map((unit) => typeOf(unit.charCodeAt(0)));

/** Codings whose header may hold SEI. */
export type HeaderCodec = 'h264' | 'hevc';

/**
 * Whether the header of a stream holds anything but parameter sets and what ends a picture, SEI say, which filters of its packets do not reach. An avcC
 * record (ISO 14496-15 section 5.3.3.1) has no place for it.
 */
export function holdsUserData(codec: HeaderCodec, header: Buffer): boolean {
  const isRecord = header[0] === 1;
  if (codec === 'h264')
    return !isRecord && startCodeTypes(header, (byte) => byte & 0x1f).some((type) => type < 7 || type > 11);
  const types = isRecord ? hvcTypes(header) : startCodeTypes(header, (byte) => (byte >> 1) & 0x3f);
  return types.some((type) => type < 32 || type > 37);
}
