import { accountedWords } from '../../../../custody';
import type { Rendition } from '../../../../features/evidence';
import type { JsonObject } from '../../../../kernel/json';
import type { Label } from '../../../../platform/media';

const LABEL_WORDS: Readonly<Record<Label, string>> = {
  'tone-mapped': 'its wide range of brightness was brought down',
  rotated: 'it was turned upright, as the file asks for',
  'square-pixels': 'it was stretched to square pixels, as the file asks for',
  reduced: 'it was made smaller',
  'first-picture': 'it shows the first picture of an animation',
  'one-size':
    'the recording changes the size or the tones of its picture in its midst: all of it is shown in the size of its beginning, so that shapes may look stretched; the original and single frames have each its own size',
  'moved-on':
    'some frames have the time of the one before them, and are shown a little later, one after another; the player says the time that the recording has of each',
  'other-streams-left-out': 'other pictures or sounds of the file are left out',
  'sound-left-out':
    'the sound, or a part of it, could not be decoded at its time, so all of it is left out; the original has it',
};

const isLabel = (label: unknown): label is Label => typeof label === 'string' && label in LABEL_WORDS;

/** In which ways a copy differs from what was recorded, as its facts have them. */
export function labelWords({ labels }: JsonObject): string[] {
  return Array.isArray(labels) ? labels.filter(isLabel).map((label) => LABEL_WORDS[label]) : [];
}

export interface CopyNotes {
  readonly differs: readonly string[];
  /** How much of a damaged recording is shown; null for a whole one. */
  readonly damage: string | null;
  /** Where the frames of the original have gone: one sentence each. */
  readonly accounted: readonly string[];
}

/** What must be known of the viewing copy by whoever looks at it. */
export function copyNotes(renditions: readonly Rendition[]): CopyNotes {
  const facts = renditions.find(({ kind, state }) => kind === 'proxy' && state === 'made')?.facts ?? {};
  const damaged = facts['damaged'] as { readonly sentence?: string } | null | undefined;
  return {
    differs: labelWords(facts),
    damage: damaged?.sentence ?? null,
    accounted: accountedWords(facts['accounted']),
  };
}
