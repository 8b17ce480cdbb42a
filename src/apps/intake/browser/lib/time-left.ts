import { fill, type UploadTexts } from '../shared/upload-texts';

type Words = Pick<UploadTexts, 'lessThanMinute' | 'oneMinute' | 'minutes' | 'hours'>;

/** A length of time as roughly as it can be known. @param seconds */
export function timeLeft(texts: Words, seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return texts.lessThanMinute;
  if (minutes === 1) return texts.oneMinute;
  return minutes < 90
    ? fill(texts.minutes, { count: minutes })
    : fill(texts.hours, { count: Math.round(minutes / 60) });
}
