import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** C2SP signed-note v1, with Ed25519 (signature type 0x01). */
const ED25519 = 0x01;
const KEY_NAME = /^[^\s+]+$/u;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const SIGNATURE_LINE = /^— ([^\s+]+) (\S+)$/u;
const hasControl = (text: string): boolean =>
  Array.from(text).some((character) => character < ' ' && character !== '\n');

export interface VerifierKey {
  readonly name: string;
  /** The first four bytes of SHA-256(name || LF || type || public key). */
  readonly id: Buffer;
  /** 32 bytes (RFC 8032). */
  readonly publicKey: Buffer;
}

export interface NoteSigner extends VerifierKey {
  readonly privateKey: KeyObject;
}

interface NoteSignature {
  readonly name: string;
  readonly id: Buffer;
  readonly signature: Buffer;
}

export interface Note {
  /** Ends in a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Strict RFC 4648 section 4; undefined when it is not. */
export function fromBase64(text: string): Buffer | undefined {
  if (!BASE64.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

function keyId(name: string, type: number, publicKey: Buffer): Buffer {
  const hash = createHash('sha256').update(`${name}\n`).update(Buffer.of(type)).update(publicKey);
  return hash.digest().subarray(0, 4);
}

/** @param type of its signatures. @throws RangeError for a bad name or a key that is not Ed25519. */
export function noteSigner(name: string, privateKey: KeyObject, type = ED25519): NoteSigner {
  if (!KEY_NAME.test(name)) throw new RangeError('a key name has no spaces and no plus');
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new RangeError('not an Ed25519 private key');
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  const publicKey = Buffer.from(x ?? '', 'base64url');
  return { name, id: keyId(name, type, publicKey), publicKey, privateKey };
}

/** `name+hash+base64(type || public key)`. */
export function verifierKeyText(key: VerifierKey, type = ED25519): string {
  const typed = Buffer.concat([Buffer.of(type), key.publicKey]);
  return `${key.name}+${key.id.toString('hex')}+${typed.toString('base64')}`;
}

/** Undefined unless it is an Ed25519 verifier key of that type of signatures whose hash fits its name and key. */
export function parseVerifierKey(text: string, type = ED25519): VerifierKey | undefined {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(text);
  const typed = fromBase64(match?.[3] ?? '');
  const name = match?.[1];
  if (name === undefined || typed?.length !== 33 || typed[0] !== type) return undefined;
  const publicKey = typed.subarray(1);
  const id = keyId(name, type, publicKey);
  return id.toString('hex') === match?.[2] ? { name, id, publicKey } : undefined;
}

/** As it stands below the text of a note. */
export const signatureLine = ({ name, id }: VerifierKey, signature: Buffer): string =>
  `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;

/** Signs `text` (which ends in a newline) with every signer, in their order. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith('\n') || hasControl(text)) throw new RangeError('not the text of a note');
  const lines = signers.map((signer) =>
    signatureLine(signer, sign(null, Buffer.from(text), signer.privateKey)),
  );
  return `${text}\n${lines.join('')}`;
}

/** Takes a note apart without trusting it; undefined when it is malformed. */
export function parseNote(note: string): Note | undefined {
  const end = note.lastIndexOf('\n\n');
  if (end === -1 || !note.endsWith('\n') || hasControl(note)) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const match = SIGNATURE_LINE.exec(line);
    const bytes = fromBase64(match?.[2] ?? '');
    const name = match?.[1];
    if (name === undefined || bytes === undefined || bytes.length < 5) return undefined;
    signatures.push({ name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) });
  }
  return { text: note.slice(0, end + 1), signatures };
}

/** `trusted`: a known key signed it; `forged`: a known key's signature is wrong; `unknown`: no known key signed it. */
export type Trust = 'trusted' | 'forged' | 'unknown';

const keyObjects = new WeakMap<VerifierKey, KeyObject>();

export function keyObject(key: VerifierKey): KeyObject {
  const known = keyObjects.get(key);
  if (known !== undefined) return known;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.publicKey.toString('base64url') };
  const made = createPublicKey({ format: 'jwk', key: jwk });
  keyObjects.set(key, made);
  return made;
}

export function checkNote(note: Note, keys: readonly VerifierKey[]): Trust {
  let trust: Trust = 'unknown';
  for (const { name, id, signature } of note.signatures) {
    const key = keys.find((known) => known.name === name && known.id.equals(id));
    if (key === undefined) continue;
    if (!verify(null, Buffer.from(note.text), keyObject(key), signature)) return 'forged';
    trust = 'trusted';
  }
  return trust;
}
