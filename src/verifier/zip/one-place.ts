/** What other systems write as `_`, or drop. */
const WRITTEN_OTHERWISE = /[<>"|?*]|\p{Cc}/gu;
/** `START-~1.HTM`: what Windows calls a longer name, too. */
const SHORT = /^([^.~]{2,6})~\d+(?:\.([^.]{0,3}))?$/;
const SHORT_ENOUGH = /^[^. ]{1,8}(\.[^. ]{1,3})?$/;

/** Marks that are not seen are passed over, and what ends in a dot or a space ends before it, on one system or another. */
const folded = (part: string): string =>
  part
    .replace(/\p{Cf}/gu, '')
    .replace(WRITTEN_OTHERWISE, '_')
    .replace(/[ .]+$/, '')
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase();

/** On Windows a colon begins the name of a stream of the file before it; elsewhere it is a sign like another, or becomes `_`. */
const ways = (part: string): string[] =>
  part.includes(':')
    ? [folded(part.slice(0, part.indexOf(':'))), folded(part.replaceAll(':', '_'))]
    : [folded(part)];

/** Where a name may lead, as some system writes it: equal for names of which one may take the place of the other. */
function placesOf(name: string): Set<string> {
  const parts = name.split('/').filter(Boolean);
  const one = (way: 0 | 1): string => parts.map((part) => ways(part)[way] ?? folded(part)).join('/');
  return new Set([one(0), one(1)]);
}

const [FOLDER, NAME] = [1, 2];
const inFolder = (path: string): readonly string[] => /^(.*?)([^/]*)$/.exec(path) ?? [];

/** Every folder on the way, and the name itself. */
const stepsOf = (path: string): string[] =>
  path.split('/').map((_, place, parts) => parts.slice(0, place + 1).join('/'));

/** What Windows calls a name that is longer than it once took begins and ends like that: its first two signs and its ending. */
function beginningsOf(names: ReadonlySet<string>): Set<string> {
  const long = [...names].filter((name) => !SHORT_ENOUGH.test(name));
  return new Set(
    long.map((name) => {
      const dot = name.lastIndexOf('.');
      return beginning(name.replaceAll(/[ .]/g, ''), dot > 0 ? name.slice(dot + 1, dot + 4) : '');
    }),
  );
}

const beginning = (start: string, ending: string): string => `${start.slice(0, 2)}.${ending}`;

function shortIn(names: ReadonlySet<string>): string | undefined {
  const short = [...names].filter((name) => SHORT.test(name));
  if (short.length === 0) return undefined;
  const beginnings = beginningsOf(names);
  return short.find((name) => {
    const [, start = '', ending = ''] = SHORT.exec(name) ?? [];
    return beginnings.has(beginning(start, ending));
  });
}

/** The first name that some system would unpack over another, if there is one. */
export function sharingAPlace(names: readonly string[]): string | undefined {
  const taken = new Set<string>();
  const folders = new Map<string, Set<string>>();
  for (const name of names) {
    const places = placesOf(name);
    for (const place of places) if (taken.has(place)) return name;
    for (const place of places) {
      taken.add(place);
      for (const step of stepsOf(place)) {
        const found = inFolder(step);
        const inside = folders.get(found[FOLDER] ?? '') ?? new Set();
        folders.set(found[FOLDER] ?? '', inside.add(found[NAME] ?? ''));
      }
    }
  }
  for (const inside of folders.values()) {
    const short = shortIn(inside);
    if (short !== undefined) return short;
  }
  return undefined;
}
