import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { encode } from './c2pa/cbor';

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
const field = (key: KeyObject, name: string): Buffer =>
  Buffer.from(String((key.export({ format: 'jwk' }) as Record<string, unknown>)[name]), 'base64url');

/** A public key in COSE, as an authenticator gives it. */
export function coseOf(key: KeyObject): Buffer {
  const ec = key.asymmetricKeyType === 'ec';
  const parts: [number, number | Buffer][] = ec
    ? [[1, 2], [3, -7], [-1, 1], [-2, field(key, 'x')], [-3, field(key, 'y')]] // prettier-ignore
    : [[1, 3], [3, -257], [-1, field(key, 'n')], [-2, field(key, 'e')]]; // prettier-ignore
  return encode(new Map(parts));
}

/** What an attacker changes of an answer. */
export interface Answering {
  readonly challenge: string;
  readonly origin: string;
  readonly rpId?: string;
  /** Default: the next. */
  readonly counter?: number;
  /** UP and UV, unless it says otherwise. */
  readonly flags?: number;
  readonly type?: string;
}

/** An authenticator, as far as a service sees it: one key pair, one counter. */
export class SecurityKey {
  readonly id = randomBytes(32);
  readonly publicKey: KeyObject;
  private readonly privateKey: KeyObject;
  counter = 0;

  constructor(kind: 'ES256' | 'RS256' = 'ES256') {
    const { publicKey, privateKey } =
      kind === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  sign(data: Buffer): Buffer {
    return sign('sha256', data, this.privateKey);
  }

  /** RegistrationResponseJSON. */
  made(how: Answering) {
    const { clientData, authData } = this.said({ type: 'webauthn.create', flags: 0x45, ...how });
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const whole = Buffer.concat([authData, Buffer.alloc(16), length, this.id, coseOf(this.publicKey)]);
    const attestation = encode({ fmt: 'none', attStmt: {}, authData: whole });
    return this.answer({
      clientDataJSON: clientData.toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['usb'],
    });
  }

  /** AuthenticationResponseJSON. */
  used(how: Answering) {
    const { clientData, authData } = this.said(how);
    return this.answer({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: this.sign(Buffer.concat([authData, sha256(clientData)])).toString('base64url'),
    });
  }

  private said({ challenge, origin, rpId, counter, flags = 0x05, type = 'webauthn.get' }: Answering) {
    this.counter = counter ?? this.counter + 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.counter);
    const clientData = Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
    const authData = Buffer.concat([sha256(rpId ?? new URL(origin).hostname), Buffer.from([flags]), count]);
    return { clientData, authData };
  }

  private answer<Response extends object>(response: Response) {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {}, response };
  }
}
