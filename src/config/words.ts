import { z } from 'zod';
import { GiB, positive } from './shapes';

/** Words that a program of the force's own proposes for transcripts (docs/watching.md). */
export const wordsSettings = {
  /** The folder of that program on the worker's machine, for it alone: an executable `transcribe`, with its model and its libraries. Without it no words are proposed. */
  TRANSCRIBE_FOLDER: z.string().startsWith('/').min(2).optional(),
  /** For a longer recording no words are proposed. */
  TRANSCRIBE_MAX_SECONDS: positive.max(3_600).default(1_800),
  /** A program that has not ended after so long is stopped. */
  TRANSCRIBE_MINUTES: positive.max(240).default(60),
  /** Address space of the program, with its model. */
  TRANSCRIBE_MEMORY_BYTES: positive.default(4 * GiB),
};

type WordsEnvironment = z.infer<z.ZodObject<typeof wordsSettings>>;

export const wordsOf = (env: WordsEnvironment) => ({
  folder: env.TRANSCRIBE_FOLDER,
  maxSeconds: env.TRANSCRIBE_MAX_SECONDS,
  minutes: env.TRANSCRIBE_MINUTES,
  memoryBytes: env.TRANSCRIBE_MEMORY_BYTES,
});
