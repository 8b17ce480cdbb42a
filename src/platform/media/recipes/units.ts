/**
 * Units of a video stream that make its pictures, by codec: slices, parameter sets and what separates and ends them in H.264
 * (ITU-T H.264 table 7-1) and H.265 (table 7-1); headers and tiles of AV1 (section 6.2.2); pictures, slices, headers and their
 * extensions in MPEG-2 (ISO 13818-2 table 6-1); frames, tables, scans, restarts and the ends of JPEG (ITU-T T.81 table B.1). What no
 * list knows may be a place, a number or words: SEI and user data, and as well the types that a maker may use as it likes. VP8 and
 * VP9 have no such units.
 */
const UNITS: Readonly<Record<string, string>> = {
  h264: '1-5|7-11',
  hevc: '0-9|16-21|32-37',
  av1: '1-4|6-7',
  mpeg2video: '0-175|179|181|183-184',
  mjpeg: '192-219|221',
  vp8: '',
  vp9: '',
};

export const hasKnownUnits = (codec: string): boolean => UNITS[codec] !== undefined;

/** The bitstream filter that passes nothing but the pictures; none where the codec has no units. */
export function picturesAlone(codec: string): string[] {
  const units = UNITS[codec] ?? '';
  return units === '' ? [] : ['-bsf:v', `filter_units=pass_types=${units}`];
}
