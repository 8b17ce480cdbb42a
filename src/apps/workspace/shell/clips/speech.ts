import { z } from 'zod';
import type { Rendition } from '../../../../features/evidence';

const facts = z.object({
  seconds: z.number().positive(),
  speech: z.object({ spans: z.array(z.tuple([z.number(), z.number()])) }),
});

/** Where a detector heard what may be speech; it hears too little and too much. */
export interface Speech {
  readonly count: number;
  /** From and to of each part, in milliseconds, as JSON. */
  readonly spans: string;
  /** Length of the sound. */
  readonly seconds: number;
}

/** Nothing where nobody looked for it, as in recordings from before there was a detector. */
export function speechOf(renditions: readonly Rendition[]): Speech | undefined {
  const wave = renditions.find(({ kind, state }) => kind === 'waveform' && state === 'made');
  const found = facts.safeParse(wave?.facts);
  if (!found.success) return undefined;
  const { spans } = found.data.speech;
  return { count: spans.length, spans: JSON.stringify(spans), seconds: found.data.seconds };
}
