import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** First byte of what is sealed, so that another way of sealing can stand beside this one. */
const VERSION = 1;

/** What was sealed under another key, or for somebody else, does not open. */
export class CannotOpen extends Error {
  constructor() {
    super(
      'A sealed secret does not open: neither WORKSPACE_SECRET_KEY nor WORKSPACE_FORMER_SECRET_KEY is the key that it was sealed with.',
    );
    this.name = 'CannotOpen';
  }
}

export interface SecretKeySource {
  /** 64 hexadecimal digits. */
  readonly secretKey: string | undefined;
  /** The same: of before, to open with alone. */
  readonly formerSecretKey?: string | undefined;
  /** Made, readable for this user alone, when no key is given and one is first needed. */
  readonly secretKeyFile: string;
}

async function readOrMake(file: string): Promise<Buffer> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const made = randomBytes(KEY_BYTES).toString('hex');
  try {
    await writeFile(file, `${made}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return Buffer.from((await readFile(file, 'utf8')).trim(), 'hex');
}

interface Keys {
  readonly seal: Buffer;
  readonly mac: Buffer;
}

function keysOf(key: Buffer): Keys {
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', key, new Uint8Array(), `lintel/${purpose}/v1`, KEY_BYTES));
  return { seal: derive('seal'), mac: derive('mac') };
}

/** Undefined for what was sealed with another key, for somebody else, or was changed. */
function openWith(key: Buffer, sealed: Uint8Array, about: string): Buffer | undefined {
  const bytes = Buffer.from(sealed);
  const [iv, tag] = [bytes.subarray(1, 1 + IV_BYTES), bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES)];
  try {
    if (bytes.readUInt8(0) !== VERSION) return undefined;
    const cipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(about)).setAuthTag(tag);
    return Buffer.concat([cipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES)), cipher.final()]);
  } catch {
    return undefined;
  }
}

const macWith = ({ mac }: Keys, code: string, about: string): Buffer =>
  createHmac('sha256', mac).update(`${about}\n${code}`).digest();

/** Seals what the database must keep but not know (AES-256-GCM), and hashes codes so that they cannot be guessed from it. */
export class SecretBox {
  private keys: Promise<{ readonly now: Keys; readonly former: Keys | undefined }> | undefined;

  constructor(private readonly source: SecretKeySource) {}

  /** `about` binds it to its owner: in another's row it does not open. */
  async seal(secret: Uint8Array, about: string): Promise<Buffer> {
    const { seal } = (await this.derived()).now;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', seal, iv).setAAD(Buffer.from(about));
    const body = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), body]);
  }

  /** With either key. @throws CannotOpen */
  async open(sealed: Uint8Array, about: string): Promise<Buffer> {
    const { now, former } = await this.derived();
    const opened = openWith(now.seal, sealed, about) ?? (former && openWith(former.seal, sealed, about));
    if (opened === undefined) throw new CannotOpen();
    return opened;
  }

  /** The same sealed with the key of now; undefined when it is. @throws CannotOpen */
  async reseal(sealed: Uint8Array, about: string): Promise<Buffer | undefined> {
    const { now } = await this.derived();
    if (openWith(now.seal, sealed, about) !== undefined) return undefined;
    return this.seal(await this.open(sealed, about), about);
  }

  /** A keyed hash (HMAC-SHA-256) of a code of `about`. */
  async mac(code: string, about: string): Promise<Buffer> {
    return macWith((await this.derived()).now, code, about);
  }

  /** By each key, that of now first, one behind the other. */
  async macs(code: string, about: string): Promise<Buffer> {
    const { now, former } = await this.derived();
    return Buffer.concat([now, ...(former ? [former] : [])].map((keys) => macWith(keys, code, about)));
  }

  private derived() {
    this.keys ??= this.load();
    return this.keys;
  }

  private async load() {
    const { secretKey, secretKeyFile, formerSecretKey } = this.source;
    const key = secretKey === undefined ? await readOrMake(secretKeyFile) : Buffer.from(secretKey, 'hex');
    if (key.length !== KEY_BYTES) throw new Error(`${secretKeyFile} holds no key of 64 hexadecimal digits.`);
    const former = formerSecretKey === undefined ? undefined : Buffer.from(formerSecretKey, 'hex');
    return { now: keysOf(key), former: former && keysOf(former) };
  }
}
