import type { Contents } from './contents';
import type { Manifest } from './manifest';
import { clauseOf, readPath } from './path';
import type { Findings } from './problem';
import type { TagText } from './text';

const FILE = 'fetch.txt';
const CLAUSE = '2.2.3';
const LINE = /^(\S+)[ \t]+(\d+|-)[ \t]+([^ \t].*)$/s;
/** RFC 3986: a scheme, and none but the characters of a URI. */
const ABSOLUTE_URI = /^[a-z][a-z0-9+.-]*:([\w.~!$&'()*+,;=:@/?#[\]-]|%[0-9a-f]{2})+$/i;

/**
 * Checks `fetch.txt` (RFC 8493 section 2.2.3), which a bag may leave out. Nothing is ever fetched: a file that is only
 * listed makes the bag incomplete, which `missing-file` says.
 */
export async function checkFetch(
  text: TagText,
  manifests: readonly Manifest[],
  contents: Contents,
  findings: Findings,
): Promise<void> {
  const lines = contents.files.has(FILE) ? await text.lines(FILE) : undefined;
  lines?.forEach((written, index) => {
    const line = index + 1;
    const problem = (expected: string, found: string): void =>
      findings.problem(CLAUSE, 'bad-fetch', FILE, expected, found, line);
    const match = LINE.exec(written);
    const [, url = '', length = '', name = ''] = match ?? [];
    if (match === null) {
      problem('url, length, path', written);
      return;
    }
    if (!ABSOLUTE_URI.test(url)) problem('an absolute URI', url);
    const read = readPath(name);
    if ('fault' in read) {
      findings.problem(
        clauseOf(read.fault, CLAUSE),
        read.fault,
        FILE,
        'a path inside the payload, encoded',
        name,
        line,
      );
      return;
    }
    if (!read.path.startsWith('data/')) {
      problem('a payload file', read.path);
      return;
    }
    const item = contents.find(read.path);
    for (const { file, kind, listed } of manifests) {
      if (kind === 'payload' && !listed.has(item?.path ?? read.path)) problem(`a line of ${file}`, read.path);
    }
    if (item !== undefined && length !== '-' && BigInt(length) !== BigInt(item.size)) {
      findings.problem(CLAUSE, 'wrong-length', item.path, length, `${item.size}`, line);
    }
  });
}
