import * as crypto from 'node:crypto';

/** Early versions of Node 20, and the page that checks a bundle, have no function that hashes in one call: several times as quick as an object for each. */
const hex: (data: Uint8Array | string) => string =
  'hash' in crypto
    ? (data) => crypto.hash('sha256', data)
    : (data) => crypto.createHash('sha256').update(data).digest('hex');

export const sha256Hex = (data: Uint8Array | string): string => hex(data);

export const sha256 = (data: Uint8Array | string): Buffer => Buffer.from(hex(data), 'hex');
