import { RECEIPT_FILE_START } from '../../custody/pure/receipt-file';
import { inflate } from '../zip/inflate';

/** Bytes. A receipt of thousands of files has some 1 MB. */
const LONGEST = 16 * 1024 * 1024;
const EMBEDDED = '/Type /EmbeddedFile';
const STREAM = /stream\r?\n/g;
/** A zlib header has two bytes, its checksum four (RFC 1950). */
const [HEAD, TAIL] = [2, 4];

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

async function unpacked(bytes: Buffer): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of inflate(one(bytes.subarray(HEAD, bytes.length - TAIL)))) {
    size += part.length;
    if (size > LONGEST) return '';
    parts.push(Buffer.from(part));
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The text of each file that is attached to a PDF, as our writer attaches them. */
async function* attached(pdf: Buffer): AsyncGenerator<string> {
  const text = pdf.toString('latin1');
  for (let at = text.indexOf(EMBEDDED); at !== -1; at = text.indexOf(EMBEDDED, at + 1)) {
    STREAM.lastIndex = at;
    const start = STREAM.exec(text);
    if (start === null) return;
    const head = text.slice(at, start.index);
    const length = Number(/\/Length (\d{1,9})\b/.exec(head)?.[1] ?? NaN);
    if (!Number.isSafeInteger(length)) continue;
    const bytes = pdf.subarray(STREAM.lastIndex, STREAM.lastIndex + length);
    yield head.includes('/FlateDecode') ? await unpacked(bytes) : bytes.toString('utf8');
  }
}

/** Texts of the proofs that a PDF carries: of a receipt of ours there is one. */
export async function proofsInPdf(pdf: Buffer): Promise<string[]> {
  const found: string[] = [];
  for await (const text of attached(pdf)) if (text.startsWith(RECEIPT_FILE_START)) found.push(text);
  return found;
}
