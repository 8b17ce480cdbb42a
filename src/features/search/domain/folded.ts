/** Letters with a stroke, which Unicode takes apart nowhere. As in lintel.folded, by which words are found. */
const STROKES: Readonly<Record<string, string>> = {
  ...{ ł: 'l', Ł: 'L', ø: 'o', Ø: 'O', đ: 'd', Đ: 'D', ħ: 'h', Ħ: 'H', ŧ: 't', Ŧ: 'T', ı: 'i' },
};
const MARKS = /[\u0300-\u036F\u064B-\u065F\u0670]/gu;

/** Without accents and other marks: what is typed for a word on a keyboard that has none of them. */
export const folded = (said: string): string =>
  said
    .normalize('NFD')
    .replaceAll(MARKS, '')
    .normalize('NFC')
    .replaceAll(/[łŁøØđĐħĦŧŦı]/gu, (letter) => STROKES[letter] ?? letter);

/** A text folded, and where each of its units stood in the text. */
export function foldedWithPlaces(text: string): {
  readonly text: string;
  readonly places: readonly number[];
} {
  const places: number[] = [];
  let plain = '';
  let at = 0;
  for (const sign of text) {
    const letters = folded(sign);
    for (let unit = 0; unit < letters.length; unit += 1) places.push(at);
    plain += letters;
    at += sign.length;
  }
  return { text: plain, places };
}
