import type { ClockCheck } from './clock-check';

/** What the victim says of the doorbell's clock. */
export const CLOCK_ANSWERS = ['yes', 'no', 'unknown'] as const;
export type ClockAnswer = (typeof CLOCK_ANSWERS)[number];

export const isClockAnswer = (text: string): text is ClockAnswer =>
  (CLOCK_ANSWERS as readonly string[]).includes(text);

/** What is known of a clip besides its name and its bytes. */
export interface Answers {
  /** Was the clock on the doorbell right? */
  readonly clockRight?: ClockAnswer;
  readonly clockCheck?: ClockCheck;
  /** When the file was last changed, as the victim's device says. */
  readonly fileDate?: Date;
}
