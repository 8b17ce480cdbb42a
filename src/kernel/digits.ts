const DIGIT = /\p{Nd}/u;

/** Of a digit of any script: each has its ten in a row, nought first (Unicode, general category Nd). */
function valueOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/** `27` of `٢٧` and `۲۷`: a keyboard for Arabic, Urdu or Bengali may type its own digits. */
export const plainDigits = (text: string): string => text.replaceAll(/\p{Nd}/gu, valueOf);
