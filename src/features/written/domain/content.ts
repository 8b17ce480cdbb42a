import type { JsonObject } from '../../../kernel/json';

export const WRITTEN_KINDS = [
  'incident',
  'message',
  'note',
  'clip-notes',
  'chronology',
  'application',
  'request',
  'transcript',
  'film',
] as const;
export type WrittenKind = (typeof WRITTEN_KINDS)[number];

export const WRITTEN_KIND_WORDS: Readonly<Record<WrittenKind, string>> = {
  incident: 'Entry of the victim’s diary',
  message: 'Message to the victim',
  note: 'Note left for the person who sent an item',
  'clip-notes': 'Officers’ notes on an item',
  chronology: 'Chronology',
  application: 'Application for an order',
  request: 'Record of a request to another person',
  transcript: 'Transcript of a recording',
  film: 'Compilation of several exhibits, not an original',
};

/** Why an earlier decision about it does not stand any more. */
export const DOUBTS = ['newer-version', 'added-to'] as const;
export type Doubt = (typeof DOUBTS)[number];

export const DOUBT_WORDS: Readonly<Record<Doubt, string>> = {
  'newer-version': 'It has been written otherwise since: the newer version is an item of its own.',
  'added-to': 'The victim has added to it since.',
};

export type WrittenLine = JsonObject & { readonly label: string; readonly text: string };

/**
 * What is written, as it is read; of a diary entry also the answers as they were given, of a transcript the SHA-256 of its recording and,
 * once it is finished, its lines as WebVTT, and whether they were checked; of a film what it is called, and the SHA-256 of it and of its
 * recipe; of a chronology and an application the ids of the recordings and entries that it tells of. The log commits to all of it.
 */
export type WrittenContent = JsonObject & {
  /** Left out once they are erased. */
  readonly lines?: readonly WrittenLine[];
  readonly answers?: JsonObject;
  readonly recording?: string;
  readonly captions?: string;
  /** SHA-256 of the captions, once another officer has checked them. */
  readonly checked?: string;
  readonly film?: string;
  readonly recipe?: string;
  readonly title?: string;
  readonly reference?: string;
  readonly tellsOf?: readonly string[];
};

export const line = (label: string, text: string): WrittenLine => ({ label, text });
