import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';

/** Where every page behind the code is. */
export const NEUTRAL = '/p/';

/** As long as one page's address is any other's: longer than the longest of ours. */
const CLASS_BYTES = 96;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** More than any address of ours has. */
const LONGEST_TOKEN = 4_000;

const KEY_BYTES = 32;
const LABEL = 'neutral-address';

/** A path of this service with its query, as it stands in an address: no other host, no fragment, nothing to be encoded. */
const OWN_PATH = /^\/(?![/\\])[\x21\x22\x24-\x7e]*$/;

export const isOwnPath = (path: string): boolean => OWN_PATH.test(path);

function padded(path: string): Buffer {
  const text = Buffer.from(path, 'ascii');
  const bytes = Buffer.alloc(Math.ceil(text.length / CLASS_BYTES) * CLASS_BYTES);
  text.copy(bytes);
  return bytes;
}

/**
 * Addresses that say nothing of the page: its path and query, encrypted under keys that only the secret of the session gives. The nonce is
 * made of the text, so within one session a page has one address, and in each other session another one; a line of a browser's
 * history opens and tells nothing without the session that it is of.
 */
export class NeutralAddresses {
  private readonly key: Buffer;
  private readonly nonceKey: Buffer;

  /** @param secret of the session, as its cookie has it */
  constructor(secret: string) {
    const keys = Buffer.from(hkdfSync('sha256', secret, '', LABEL, 2 * KEY_BYTES));
    this.key = keys.subarray(0, KEY_BYTES);
    this.nonceKey = keys.subarray(KEY_BYTES);
  }

  /** @throws Error for what is no path of ours */
  of(path: string): string {
    if (!isOwnPath(path)) throw new Error('an address of another kind cannot be made neutral');
    const text = padded(path);
    const nonce = this.nonceOf(text);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce, { authTagLength: TAG_BYTES });
    const token = Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    return NEUTRAL + token.toString('base64url');
  }

  /** @returns undefined for the address of another session, or a damaged one */
  open(address: string): string | undefined {
    const token = address.slice(NEUTRAL.length);
    if (!address.startsWith(NEUTRAL) || token.length > LONGEST_TOKEN) return undefined;
    const bytes = Buffer.from(token, 'base64url');
    // One spelling of each: what decodes alike is not the same line of a history.
    if (bytes.length < NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== token) return undefined;
    const text = this.decrypted(bytes);
    if (text === undefined) return undefined;
    const path = text.toString('latin1').replace(/\0+$/, '');
    return isOwnPath(path) ? path : undefined;
  }

  private decrypted(bytes: Buffer): Buffer | undefined {
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    } catch {
      return undefined;
    }
  }

  private nonceOf(text: Buffer): Buffer {
    return createHmac('sha256', this.nonceKey).update(text).digest().subarray(0, NONCE_BYTES);
  }
}
