/** So much of a long name is shown in a list: its beginning, and the end that tells it from its sisters. */
const [LONGEST, START, END] = [60, 38, 18];

/** A file's name as a list shows it. */
export function listedName(name: string): string {
  const letters = Array.from(name);
  if (letters.length <= LONGEST) return name;
  return `${letters.slice(0, START).join('')}…${letters.slice(-END).join('')}`;
}

/** Its pieces: a line may break after each, and is not torn within a number. */
export const namePieces = (name: string): string[] => name.match(/[^_\-…]*[_\-…]+|[^_\-…]+$/g) ?? [name];
