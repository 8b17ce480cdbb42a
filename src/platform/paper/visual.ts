import bidiFactory from 'bidi-js';

const bidi = bidiFactory();

/** Marks that steer direction have done their work once the order is known (UAX 9, rule X9 and 5.2). */
const INVISIBLE = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

interface Run {
  readonly level: number;
  readonly text: string;
}

function runsOf(text: string, base: 'ltr' | 'rtl'): Run[] {
  const { levels } = bidi.getEmbeddingLevels(text, base);
  const runs: Run[] = [];
  let at = 0;
  while (at < text.length) {
    const level = levels[at] ?? 1;
    let end = at + 1;
    while (end < text.length && levels[end] === level) end += 1;
    runs.push({ level, text: text.slice(at, end) });
    at = end;
  }
  return runs;
}

/** Rule L2: from the highest level down to the lowest odd one, turn every sequence at that level or above. */
function turned(runs: readonly Run[]): Run[] {
  const ordered = [...runs];
  const highest = Math.max(...runs.map(({ level }) => level), 0);
  for (let level = highest; level > 0; level -= 1) {
    let start = 0;
    while (start < ordered.length) {
      if ((ordered[start]?.level ?? 0) < level) {
        start += 1;
        continue;
      }
      let end = start;
      while (end < ordered.length && (ordered[end]?.level ?? 0) >= level) end += 1;
      ordered.splice(start, end - start, ...ordered.slice(start, end).reverse());
      start = end;
    }
  }
  return ordered;
}

const mirrored = (text: string): string =>
  Array.from(text, (character) => bidi.getMirroredCharacter(character) ?? character).join('');

export interface VisualPiece {
  /** In the order in which it is read. */
  readonly text: string;
  /** It is read from the right: whoever draws it turns it. */
  readonly fromRight: boolean;
}

/** One line of a text that begins at that side, as words and runs from left to right (UAX 9). */
export function visualPieces(line: string, base: 'ltr' | 'rtl'): VisualPiece[] {
  return turned(runsOf(line, base)).flatMap(({ level, text }): VisualPiece[] => {
    const seen = text.replaceAll(INVISIBLE, '');
    if (seen === '') return [];
    if (level % 2 === 0) return [{ text: seen, fromRight: false }];
    const words = (mirrored(seen).match(/\s+|[^\s]+/g) ?? []).reverse();
    return words.map((word) => ({ text: word, fromRight: true }));
  });
}
