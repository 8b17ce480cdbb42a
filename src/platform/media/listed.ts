const MOST = 200;
const printable = (name: string): string => name.replaceAll(/[^\x20-\x7e\xa0-\u024f]/g, '?').slice(0, 100);

/** Names that a file gave, as they may stand in a list: printable, each once, and not too many. */
export const listed = (names: readonly string[]): string[] =>
  [...new Set(names.map(printable))].slice(0, MOST);
