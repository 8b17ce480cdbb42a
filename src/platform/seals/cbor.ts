import { refuse } from './faults';
import { LIMITS } from './limits';

export type Cbor =
  | number
  | bigint
  | string
  | boolean
  | null
  | undefined
  | Buffer
  | readonly Cbor[]
  | CborMap
  | CborTag;
export type CborMap = ReadonlyMap<string | number, Cbor>;

/** A value with its tag (RFC 8949 section 3.4). */
export class CborTag {
  constructor(
    readonly tag: number,
    readonly value: Cbor,
  ) {}
}

/** The length of a string, list or map of indefinite length (RFC 8949 section 3.2). */
const OPEN = -1;
const BREAK = 0xff;

/** Reads CBOR (RFC 8949) that somebody sent: nothing is set aside before its bytes are there. */
class Reader {
  private at = 0;
  private values = 0;

  constructor(private readonly bytes: Buffer) {}

  get done(): boolean {
    return this.at === this.bytes.length;
  }

  value(depth = 0): Cbor {
    if (depth > LIMITS.cborDepth || (this.values += 1) > LIMITS.cborValues) refuse('too-complex', 'CBOR');
    const first = this.take(1).readUInt8();
    const [major, info] = [first >> 5, first & 31];
    if (major === 7) return this.simple(info);
    const length = this.argument(info, major);
    if (major === 0) return length;
    if (major === 1) return typeof length === 'bigint' ? -1n - length : -1 - length;
    if (typeof length === 'bigint') return refuse('malformed', 'a length in CBOR');
    if (major === 2) return this.string(length, 2);
    if (major === 3) return textOf(this.string(length, 3));
    if (major === 4) return this.list(length, depth);
    if (major === 5) return this.map(length, depth);
    return new CborTag(length, this.value(depth + 1));
  }

  private take(length: number): Buffer {
    if (this.at + length > this.bytes.length) refuse('malformed', 'CBOR ends early');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  private argument(info: number, major: number): number | bigint {
    if (info < 24) return info;
    if (info === 24) return this.take(1).readUInt8();
    if (info === 25) return this.take(2).readUInt16BE();
    if (info === 26) return this.take(4).readUInt32BE();
    if (info === 27) {
      const long = this.take(8).readBigUInt64BE();
      return long <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(long) : long;
    }
    return info === 31 && major >= 2 && major <= 5 ? OPEN : refuse('malformed', 'a length in CBOR');
  }

  private simple(info: number): Cbor {
    if (info === 20 || info === 21) return info === 21;
    if (info === 22) return null;
    if (info === 23) return undefined;
    if (info === 25) return half(this.take(2).readUInt16BE());
    if (info === 26) return this.take(4).readFloatBE();
    if (info === 27) return this.take(8).readDoubleBE();
    return refuse('malformed', 'a simple value in CBOR');
  }

  private string(length: number, major: number): Buffer {
    if (length !== OPEN) return this.take(length);
    const parts: Buffer[] = [];
    while (!this.ends()) {
      const first = this.take(1).readUInt8();
      const size = this.argument(first & 31, 0);
      if (first >> 5 !== major || typeof size === 'bigint') return refuse('malformed', 'a string in CBOR');
      if ((this.values += 1) > LIMITS.cborValues) refuse('too-complex', 'CBOR');
      parts.push(this.take(size));
    }
    return Buffer.concat(parts);
  }

  /** Takes the end of an item of indefinite length, if it is there. */
  private ends(): boolean {
    if (this.bytes[this.at] !== BREAK) return false;
    this.at += 1;
    return true;
  }

  private list(length: number, depth: number): Cbor[] {
    const items: Cbor[] = [];
    while (length === OPEN ? !this.ends() : items.length < length) items.push(this.value(depth + 1));
    return items;
  }

  private map(length: number, depth: number): CborMap {
    const map = new Map<string | number, Cbor>();
    for (let count = 0; length === OPEN ? !this.ends() : count < length; count += 1) {
      const key = this.value(depth + 1);
      if ((typeof key !== 'string' && typeof key !== 'number') || map.has(key))
        return refuse('malformed', 'a key in CBOR');
      map.set(key, this.value(depth + 1));
    }
    return map;
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: Buffer): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return refuse('malformed', 'text that is not UTF-8');
  }
}

/** IEEE 754 binary16 (RFC 8949 appendix D). */
function half(bits: number): number {
  const [exponent, mantissa] = [(bits >> 10) & 31, bits & 1023];
  const size =
    exponent === 31
      ? mantissa === 0
        ? Infinity
        : NaN
      : exponent === 0
        ? mantissa * 2 ** -24
        : (mantissa + 1024) * 2 ** (exponent - 25);
  return bits & 0x8000 ? -size : size;
}

/** One value that takes up all of `bytes`. @throws SealFault */
export function decodeCbor(bytes: Buffer): Cbor {
  const reader = new Reader(bytes);
  const value = reader.value();
  return reader.done ? value : refuse('malformed', 'something behind the CBOR');
}

/** The head of an item: major type and length. */
function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 0x100) return Buffer.from([(major << 5) | 24, length]);
  const long = length >= 0x10000;
  const bytes = Buffer.alloc(long ? 5 : 3);
  bytes.writeUInt8((major << 5) | (long ? 26 : 25));
  if (long) bytes.writeUInt32BE(length, 1);
  else bytes.writeUInt16BE(length, 1);
  return bytes;
}

/** A byte string, as deterministic CBOR writes it. */
export const encodeBytes = (bytes: Buffer): Buffer => Buffer.concat([head(2, bytes.length), bytes]);

/** What a COSE signature is made over: Sig_structure of RFC 9052 section 4.4, without external data. */
export function signedStructure(context: string, header: Buffer, payload: Buffer): Buffer {
  const name = Buffer.from(context);
  return Buffer.concat([
    head(4, 4),
    ...[head(3, name.length), name],
    ...[header, Buffer.alloc(0), payload].map(encodeBytes),
  ]);
}
