import { isMake, MAKES, type Make } from './make';
import type { Source } from './source';

/** What the victim may answer when a file does not tell the make of the doorbell. */
export const SAID_MAKES = [...MAKES, 'other', 'unknown'] as const;
export type SaidMake = (typeof SAID_MAKES)[number];

export const MAKE_NAMES: Readonly<Record<SaidMake, string>> = {
  ring: 'Ring',
  nest: 'Google Nest',
  blink: 'Blink',
  eufy: 'eufy',
  arlo: 'Arlo',
  tapo: 'Tapo',
  reolink: 'Reolink',
  other: 'Another make',
  unknown: 'Not known',
};

export const isSaidMake = (text: string): text is SaidMake =>
  (SAID_MAKES as readonly string[]).includes(text);

/** The doorbell's make: what a file tells of itself comes before what somebody remembers. */
export function makeOf(clip: {
  readonly source: Source | null;
  readonly saidMake: SaidMake | null;
}): Make | null {
  const told = clip.source?.make ?? null;
  if (told !== null) return told;
  return clip.saidMake !== null && isMake(clip.saidMake) ? clip.saidMake : null;
}
