import { sign, verify, type KeyObject } from 'node:crypto';
import {
  keyObject,
  noteSigner,
  parseVerifierKey,
  signatureLine,
  verifierKeyText,
  type Note,
  type NoteSigner,
  type VerifierKey,
} from './signed-note';

/** C2SP tlog-cosignature v1 with Ed25519: a witness says that it saw a log grow up to a checkpoint, and when. */
const COSIGNATURE = 0x04;
const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/** @throws RangeError for a bad name or a key that is not Ed25519. */
export const witnessSigner = (name: string, privateKey: KeyObject): NoteSigner =>
  noteSigner(name, privateKey, COSIGNATURE);

/** C2SP vkey of a witness. */
export const witnessKeyText = (key: VerifierKey): string => verifierKeyText(key, COSIGNATURE);

/** Undefined unless it is the vkey of an Ed25519 witness. */
export const parseWitnessKey = (text: string): VerifierKey | undefined => parseVerifierKey(text, COSIGNATURE);

const message = (seconds: number, text: string): Buffer =>
  Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

/** The line of a cosignature over the text of a checkpoint; its time has a resolution of one second. */
export function cosign(text: string, witness: NoteSigner, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = sign(null, message(seconds, text), witness.privateKey);
  return signatureLine(witness, Buffer.concat([time, signature]));
}

/** When the witness saw this checkpoint; `undefined` when it did not sign it, `forged` when a signature in its name is wrong. */
export function cosignedAt(note: Note, witness: VerifierKey): Date | 'forged' | undefined {
  const mine = note.signatures.find(({ name, id }) => name === witness.name && id.equals(witness.id));
  if (mine === undefined) return undefined;
  if (mine.signature.length !== TIME_BYTES + SIGNATURE_BYTES) return 'forged';
  const at = statedTime(mine.signature);
  if (at === undefined) return 'forged';
  const signed = message(at.getTime() / 1_000, note.text);
  const signature = mine.signature.subarray(TIME_BYTES);
  return verify(null, signed, keyObject(witness), signature) ? at : 'forged';
}

/** The time that a cosignature states, unchecked; `undefined` when it lies beyond all years. */
function statedTime(signature: Buffer): Date | undefined {
  const at = new Date(signature.readUIntBE(2, 6) * 1_000);
  return signature.readUIntBE(0, 2) !== 0 || Number.isNaN(at.getTime()) ? undefined : at;
}
