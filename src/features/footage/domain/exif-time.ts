import type { PictureFacts } from '../../../platform/media';
import type { TimeCandidate } from './candidate';
import { asLondon, reading } from './readings';
import type { Source } from './source';
import { statedInstant, wallTime } from './wall-time';

/** `20260714` and `210305` of `2026-07-14T21:03:05`. */
const digits = (wall: string): [string, string] => [
  wall.slice(0, 10).replaceAll('-', ''),
  wall.slice(11).replaceAll(':', ''),
];

/**
 * When the camera says that a photograph was taken (Exif 2.32, section 4.6.5 F). Without an offset it is the clock of a
 * device that nobody has compared.
 */
export function exifTime({ taken }: PictureFacts, source: Source): TimeCandidate[] {
  const wall = taken === null ? undefined : wallTime(...digits(taken.wall));
  if (taken === null || wall === undefined) return [];
  const { offset } = taken;
  const instant = offset === null ? undefined : statedInstant(`${wall}${offset}`);
  const found =
    instant === undefined
      ? { zone: 'device-local' as const, ...asLondon(wall) }
      : { zone: 'stated' as const, readings: [reading('stated', instant)], flags: [] };
  const shape = { source: 'exif', wall, plusMinusSeconds: null, ...found } as const;
  if (source.original === 'copy')
    return [
      {
        ...shape,
        flags: [...found.flags, 'encoding-time'],
        of: 'encoding',
        ofEvent: false,
        confidence: 'none',
      },
    ];
  return [
    { ...shape, flags: [...found.flags, 'device-clock'], of: 'start', ofEvent: true, confidence: 'medium' },
  ];
}
