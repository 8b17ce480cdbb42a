import type { Contents } from './contents';
import type { Findings } from './problem';
import type { BagReader } from './reader';
import { isKnownEncoding, TagText } from './text';

const FILE = 'bagit.txt';

/**
 * Reads `bagit.txt` (RFC 8493 section 2.1.1): exactly two lines, UTF-8, no byte-order mark. Labels are compared
 * without case: the RFC's own examples write them in two ways, and its ABNF allows both.
 * Returns the encoding of the other tag files, or undefined when nothing more of the bag can be read.
 */
export async function readDeclaration(
  reader: BagReader,
  contents: Contents,
  findings: Findings,
): Promise<string | undefined> {
  if (!contents.files.has(FILE)) {
    findings.problem('2.1.1', 'bad-declaration', FILE, 'a bag declaration', 'no such file');
    // All else is looked at as if it were there: a changed file is to be named, too.
    return 'UTF-8';
  }
  const lines = await new TagText(reader, findings, 'utf-8').lines(FILE);
  if (lines === undefined) return undefined;
  const version = /^BagIt-Version: (\d+\.\d+)$/i.exec(lines[0] ?? '')?.[1];
  const encoding = /^Tag-File-Character-Encoding: (\S+)$/i.exec(lines[1] ?? '')?.[1];
  if (version === undefined) {
    findings.problem('2.1.1', 'bad-declaration', FILE, 'BagIt-Version: M.N', lines[0] ?? 'nothing', 1);
  } else if (version !== '1.0') {
    findings.problem('2.1.1', 'unsupported-version', FILE, '1.0', version, 1);
  }
  if (encoding === undefined) {
    findings.problem(
      '2.1.1',
      'bad-declaration',
      FILE,
      'Tag-File-Character-Encoding: NAME',
      lines[1] ?? 'nothing',
      2,
    );
  }
  if (lines.length > 2) {
    findings.problem('2.1.1', 'bad-declaration', FILE, 'exactly two lines', `${lines.length} lines`, 3);
  }
  if (encoding === undefined || isKnownEncoding(encoding)) return encoding;
  findings.problem('2.1.1', 'unsupported-encoding', FILE, 'an encoding known here', encoding, 2);
  return undefined;
}
