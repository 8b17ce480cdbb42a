import { constants, verify, type VerifyKeyObjectInput, type X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import type { Attribute, SignerInfo } from '@peculiar/asn1-cms';

/** Hashes that a token may be signed with. SHA-1 is not one of them. */
const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
export const hashName = (oid: string): string | undefined => HASHES[oid];

const RSA_PSS = '1.2.840.113549.1.1.10';

/** The DER of `SET OF Attribute` (X.690 section 11.6: sorted), which is what was signed (RFC 5652 section 5.4). */
function signedBytes(attributes: readonly Attribute[]): Buffer {
  const parts = attributes
    .map((attribute) => Buffer.from(AsnConvert.serialize(attribute)))
    .sort((left, right) => Buffer.compare(left, right));
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([0x31]), lengthOf(body.length), body]);
}

/** X.690 section 8.1.3. */
function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  const significant = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.from([0x80 | significant.length]), significant]);
}

/** Whether `signer` signed these attributes. RSA (PKCS #1 v1.5 and PSS), ECDSA and EdDSA are known. */
export function isSignedBy(info: SignerInfo, signer: X509Certificate): boolean {
  const hash = hashName(info.digestAlgorithm.algorithm);
  if (hash === undefined || info.signedAttrs === undefined) return false;
  const key: VerifyKeyObjectInput = { key: signer.publicKey };
  if (info.signatureAlgorithm.algorithm === RSA_PSS) {
    key.padding = constants.RSA_PKCS1_PSS_PADDING;
    key.saltLength = constants.RSA_PSS_SALTLEN_AUTO;
  }
  const isEdwards = /^ed(25519|448)$/.test(signer.publicKey.asymmetricKeyType ?? '');
  const signature = Buffer.from(info.signature.buffer);
  return verify(isEdwards ? null : hash, signedBytes(info.signedAttrs), key, signature);
}
