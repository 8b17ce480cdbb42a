const TELEPHONE = /(?:\+\d{1,3}|\b0\d+)(?: \d+)+/g;
/** Left-to-right isolate and its end. */
const fromTheLeft = (text: string): string => `\u2066${text}\u2069`;

/**
 * A text whose telephone numbers stand whole in a line. Among words that are written from the right, groups of digits with plain spaces
 * between them are shown in reverse: another number.
 */
export const telephones = (text: string): string =>
  text.replaceAll(TELEPHONE, (number) => {
    const whole = number.replaceAll(' ', '\u00a0');
    return whole.startsWith('+') ? fromTheLeft(whole) : whole;
  });
