type Encoding = 'utf8' | 'hex' | 'base64' | 'base64url' | 'latin1';

const binary = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

function decode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf8') return new TextEncoder().encode(text);
  if (encoding === 'latin1') return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
  if (encoding === 'hex') {
    const pairs = /^(?:[0-9a-f]{2})*/i.exec(text)?.[0].match(/../g) ?? [];
    return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
  }
  const plain = text.replace(/-/g, '+').replace(/_/g, '/');
  return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0));
}

/** As much of Node's Buffer as the verifier uses, for where there is none. */
export class Bytes extends Uint8Array {
  static override from(value: unknown, encoding?: unknown): Bytes {
    if (typeof value === 'string') return Bytes.#of(decode(value, (encoding ?? 'utf8') as Encoding));
    if (value instanceof Uint8Array) return Bytes.#of(value);
    throw new TypeError('not bytes');
  }

  static #of(bytes: Uint8Array): Bytes {
    const copy = new Bytes(bytes.length);
    copy.set(bytes);
    return copy;
  }

  static alloc(size: number): Bytes {
    return new Bytes(size);
  }

  static concat(parts: readonly Uint8Array[]): Bytes {
    const all = new Bytes(parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  override subarray(begin = 0, end = this.length): Bytes {
    const { byteOffset, length } = super.subarray(begin, end);
    return new Bytes(this.buffer, byteOffset, length);
  }

  equals(other: Uint8Array): boolean {
    return this.length === other.length && this.every((byte, index) => byte === other[index]);
  }

  override toString(encoding: Encoding = 'utf8'): string {
    if (encoding === 'utf8') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this);
    if (encoding === 'latin1') return binary(this);
    if (encoding === 'hex') return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const text = btoa(binary(this));
    return encoding === 'base64' ? text : text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }

  #view(): DataView {
    return new DataView(this.buffer, this.byteOffset, this.byteLength);
  }

  readUInt16LE(at: number): number {
    return this.#view().getUint16(at, true);
  }

  readUInt32LE(at: number): number {
    return this.#view().getUint32(at, true);
  }

  readBigUInt64LE(at: number): bigint {
    return this.#view().getBigUint64(at, true);
  }

  /** Up to six bytes. */
  readUIntBE(at: number, bytes: number): number {
    return this.subarray(at, at + bytes).reduce((value, byte) => value * 256 + byte, 0);
  }
}
