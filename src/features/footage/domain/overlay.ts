import type { EventTime } from './candidate';
import { asLondon, asUtc, reading } from './readings';

/** What is burned into one frame of the picture, as an officer read it. */
export interface OverlayReading {
  /** `2026-11-22T22:41:08`: as it stands there, without a zone. */
  readonly wall: string;
  /** In which zone the officer takes it to be. */
  readonly zone: 'UTC' | 'Europe/London';
  /** Counted from 1. */
  readonly frame: number;
  /** The media time of that frame: seconds from the start of the clip. */
  readonly seconds: number;
}

/** When the clip starts by its overlay. Overlays show whole seconds: it may be off by one either way. */
export function overlayTime({ wall, zone, frame, seconds }: OverlayReading): EventTime {
  const { readings, flags } = zone === 'UTC' ? { readings: [asUtc(wall)], flags: [] } : asLondon(wall);
  return {
    source: 'overlay',
    of: 'start',
    ofEvent: true,
    wall,
    zone,
    readings: readings.map(({ as, instant }) =>
      reading(as, new Date(Date.parse(instant) - Math.round(seconds * 1_000))),
    ),
    flags: [...flags, 'device-clock'],
    confidence: 'medium',
    plusMinusSeconds: 1,
    seen: { frame, seconds },
  };
}
