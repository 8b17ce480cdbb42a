import * as crypto from 'node:crypto';

/** In one call, several times as quick as an object for each; early versions of Node 20 have none. */
const hex: (data: Uint8Array | string) => string =
  'hash' in crypto
    ? (data) => crypto.hash('sha256', data)
    : (data) => crypto.createHash('sha256').update(data).digest('hex');

export const sha256Hex = (data: Uint8Array | string): string => hex(data);

export const sha256 = (data: Uint8Array | string): Buffer => Buffer.from(hex(data), 'hex');
