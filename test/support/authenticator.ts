import { setTimeout as sleep } from 'node:timers/promises';
import { codeAt, stepOf } from '../../src/features/identity/domain/totp';

const STEP_MS = 30_000;
/** For one request on a busy machine. */
const ENOUGH_MS = 10_000;
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

  /**
   * The code of the step before, which is taken for the rest of this step alone: waits for the next one if little is
   * left. With it the code of now is still unused.
   */
  async earlierCode(): Promise<string> {
    const left = STEP_MS - (Date.now() % STEP_MS);
    if (left < ENOUGH_MS) await sleep(left);
    return this.code(-1);
  }

  /** The code of now, or of so many steps away from `from`. */
  code(away = 0, from = stepOf(new Date())): string {
    return codeAt(this.secret, from + away);
  }
}
