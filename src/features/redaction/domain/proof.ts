import type { Sha256Hex } from '../../../kernel/ids';

/** What was compared, frame by frame and sample by sample, and how it came out. Plain JSON; numbers are whole. */
export interface Proof {
  /** Frames of the copy, each compared. */
  readonly frames: number;
  /** The master gave the frames that are listed beside its viewing copy: the same number, times and pixels. */
  readonly sourceEqual: boolean;
  /** The copy has those frames of the master that stay, each as long after the first. */
  readonly timesEqual: boolean;
  /** In the pictures that were coded every value outside the masks is the master's. */
  readonly outsideEqual: boolean;
  /** Those pictures are the ones that the recipe gives: made a second time from the master, each has the same SHA-256. */
  readonly recipeEqual: boolean;
  /** SHA-256 over the SHA-256 of every picture that was coded, in lines. Whoever follows the recipe arrives at it. */
  readonly picturesSha256: Sha256Hex;
  /** Decibels (PSNR of the brightness, rounded down) by which the coded copy keeps them, in its worst frame. */
  readonly outsideDecibels: number;
  readonly insideDecibels: number;
  /** Largest mean difference of a macroblock, rounded up, of 255. */
  readonly worstBlock: number;
  /** `null` without sound. */
  readonly sound: SoundProof | null;
  /** The copy has no tag, no further stream, no box but those of its format, and no word of what the master's tags say. */
  readonly tellsNothing: boolean;
}

export interface SoundProof {
  /** Samples outside the spans are the master's, inside what the recipe says; made a second time they are the same. */
  readonly recipeEqual: boolean;
  readonly outsideEqual: boolean;
  readonly sha256: Sha256Hex;
  /** Decibels of the worst tenth of a second outside the spans, rounded down. */
  readonly outsideDecibels: number;
  /** Loudest sample deep inside a muted span, of 32,768. */
  readonly loudestMuted: number;
}

/** What the coded copy must keep. Below, it is coded again closer to what was given, or refused. */
export const BOUNDS = {
  outsideDecibels: 30,
  insideDecibels: 30,
  worstBlock: 24,
  soundDecibels: 3,
  loudestMuted: 8,
} as const;

/** What does not hold, in sentences; empty when all does. */
export function faultsOf(proof: Proof): string[] {
  const { sound } = proof;
  const no = (holds: boolean, sentence: string): string[] => (holds ? [] : [sentence]);
  return [
    ...no(proof.frames > 0, 'No frame was compared.'),
    ...no(proof.sourceEqual, 'The master did not give the frames that are listed beside its viewing copy.'),
    ...no(proof.timesEqual, 'The copy has other frames, or frames at other times, than the master.'),
    ...no(proof.outsideEqual, 'Something outside the masks was changed.'),
    ...no(proof.recipeEqual, 'The pictures are not the ones that the recipe gives.'),
    ...no(
      proof.outsideDecibels >= BOUNDS.outsideDecibels,
      'A frame of the copy differs too much outside the masks.',
    ),
    ...no(
      proof.insideDecibels >= BOUNDS.insideDecibels,
      'A frame of the copy is not covered as the recipe says.',
    ),
    ...no(
      proof.worstBlock <= BOUNDS.worstBlock,
      'A part of a frame of the copy is not what the recipe gives.',
    ),
    ...no(proof.tellsNothing, 'The copy tells more than its picture and sound.'),
    ...(sound === null
      ? []
      : [
          ...no(sound.outsideEqual, 'Sound outside the spans was changed.'),
          ...no(sound.recipeEqual, 'The sound is not what the recipe gives.'),
          ...no(
            sound.outsideDecibels >= BOUNDS.soundDecibels,
            'The sound of the copy is not that of the master.',
          ),
          ...no(
            sound.loudestMuted <= BOUNDS.loudestMuted,
            'Something can be heard where the sound is muted.',
          ),
        ]),
  ];
}

/** Whether only the coding fell short, so that a closer one may do. */
export const isCoarse = (proof: Proof): boolean =>
  faultsOf(proof).length > 0 &&
  faultsOf({ ...proof, outsideDecibels: 100, insideDecibels: 100, worstBlock: 0 }).length === 0;
