import { codeAt, stepOf } from '../../src/features/identity/domain/totp';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const decode = (text: string): Buffer => {
  const bits = Array.from(text, (char) => BASE32.indexOf(char).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

/** An authenticator app: reads the key as it is shown, and knows nothing else. */
export class Authenticator {
  readonly secret: Buffer;

  /** `key` in Base32, with or without spaces. */
  constructor(key: string) {
    this.secret = decode(key.replaceAll(/\s/g, ''));
  }

  /** The code of now, or of so many steps away from `from`. */
  code(away = 0, from = stepOf(new Date())): string {
    return codeAt(this.secret, from + away);
  }
}
