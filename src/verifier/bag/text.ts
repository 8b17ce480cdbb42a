import type { Findings } from './problem';
import type { BagReader } from './reader';

const BYTE_ORDER_MARK = '\ufeff';

export async function readBytes(reader: BagReader, path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of reader.read(path)) {
    chunks.push(chunk);
    length += chunk.length;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** The declaration has its own rule on encoding. */
const clauseOf = (path: string): string => (path === 'bagit.txt' ? '2.1.1' : '2.3');

/** Reads the tag files that RFC 8493 defines, in the encoding of the bag declaration. */
export class TagText {
  constructor(
    private readonly reader: BagReader,
    private readonly findings: Findings,
    private readonly encoding: string,
  ) {}

  /** Lines without their endings (section 2.3), or undefined when the file cannot be read as text. */
  async lines(path: string): Promise<string[] | undefined> {
    const text = await this.#text(path);
    if (text === undefined) return undefined;
    const lines = text.split(/\r\n|\n|\r/);
    if (lines.at(-1) === '') lines.pop();
    else this.findings.warning('2.3', 'no-final-line-ending', path, 'LF, CR or CRLF', 'nothing');
    return lines;
  }

  async #text(path: string): Promise<string | undefined> {
    let bytes: Uint8Array;
    try {
      bytes = await readBytes(this.reader, path);
    } catch {
      this.findings.problem('3', 'unreadable', path, 'its bytes', 'an error on reading');
      return undefined;
    }
    try {
      // UTF-16 needs its mark to be read; UTF-8 must not have one (RFC 3629 section 6).
      const isUtf8 = /^utf-?8$/i.test(this.encoding);
      const text = new TextDecoder(this.encoding, { fatal: true, ignoreBOM: isUtf8 }).decode(bytes);
      if (!text.startsWith(BYTE_ORDER_MARK)) return text;
      this.findings.problem(clauseOf(path), 'byte-order-mark', path, 'no byte-order mark', 'one', 1);
      return text.slice(1);
    } catch {
      this.findings.problem(clauseOf(path), 'bad-encoding', path, `text in ${this.encoding}`, 'other bytes');
      return undefined;
    }
  }
}

export function isKnownEncoding(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== '';
  } catch {
    return false;
  }
}
