import type { Sha256Hex } from '../../../kernel/ids';

/** A file as a bag's manifests see it. `path` is relative to the base directory. */
export interface BagFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Sha256Hex;
}

/** Label and value. A label may occur more than once; the order is kept (RFC 8493 section 2.2.2). */
export type BagInfo = readonly (readonly [label: string, value: string])[];

/** RFC 8493 section 2.2.2 recommends lines of at most 79 characters. */
const LINE_LENGTH = 79;
const RESERVED_LABEL = /^payload-oxum$/i;

/** A label or value that RFC 8493 section 2.2.2 has no place for. */
export class BadBagInfo extends Error {
  constructor(readonly label: string) {
    super(`${label} cannot be written to bag-info.txt`);
    this.name = 'BadBagInfo';
  }
}

/** RFC 8493 section 2.1.1. */
export const BAG_DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** `OctetCount.StreamCount` of the payload (RFC 8493 section 2.2.2). */
export const payloadOxum = (payload: readonly Pick<BagFile, 'size'>[]): string =>
  `${payload.reduce((sum, { size }) => sum + BigInt(size), 0n)}.${payload.length}`;

/** Folds at single spaces. A continuation's indent is one space, which stands for the space that was there. */
function fold(label: string, value: string): string {
  const lines: string[] = [];
  let line = `${label}:`;
  let words = 0;
  for (const word of value.split(/(?<=\S) (?=\S)/)) {
    const isFull = words > 0 && line.length + word.length >= LINE_LENGTH;
    if (isFull) {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
    words = isFull ? 1 : words + 1;
  }
  return [...lines, line].join('\n');
}

const LABEL = /^[^\s:]([^:\r\n]*[^\s:])?$/;
const VALUE = /^\S([^\r\n]*\S)?$/;

function element([label, value]: readonly [string, string]): string {
  if (!LABEL.test(label) || !VALUE.test(value)) throw new BadBagInfo(label);
  return `${fold(label, value)}\n`;
}

/**
 * `bag-info.txt` (RFC 8493 section 2.2.2): `info` in its order, then the Payload-Oxum.
 * @throws BadBagInfo for a label with a colon or outer blanks, an empty value, a line break, or a second Payload-Oxum
 */
export function bagInfoFile(info: BagInfo, payload: readonly Pick<BagFile, 'size'>[]): string {
  const own = info.find(([label]) => RESERVED_LABEL.test(label));
  if (own !== undefined) throw new BadBagInfo(own[0]);
  return [...info, ['Payload-Oxum', payloadOxum(payload)] as const].map(element).join('');
}

/** RFC 8493 section 2.1.3: CR, LF and `%`, and only those, are percent-encoded. */
export const encodePath = (path: string): string =>
  path.replace(/[%\r\n]/g, (character) => ({ '%': '%25', '\r': '%0D' })[character] ?? '%0A');

const byBytes = (left: BagFile, right: BagFile): number =>
  Buffer.compare(Buffer.from(left.path), Buffer.from(right.path));

/**
 * A payload or tag manifest (RFC 8493 sections 2.1.3 and 2.2.1), sorted by the bytes of the paths so that the same
 * files give the same manifest. Two spaces part the columns, as `sha256sum -c` reads them.
 */
export const manifestFile = (files: readonly BagFile[]): string =>
  [...files]
    .sort(byBytes)
    .map(({ sha256, path }) => `${sha256}  ${encodePath(path)}\n`)
    .join('');
