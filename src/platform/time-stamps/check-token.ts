import { createHash, X509Certificate } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  ContentInfo,
  id_contentType,
  id_messageDigest,
  id_signedData,
  type SignerInfo,
} from '@peculiar/asn1-cms';
import { id_ct_tstInfo, PKIStatus, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import { sha256Hex } from '../../kernel/ids';
import { isForTimeStamping, leadsTo, wasValid } from './certificate';
import { SignedToken, SigningCertificateV2 } from './cms';
import { SHA_256 } from './request';
import { hashName, isSignedBy } from './signature';
import { TokenRefused, type TimeStamp, type TokenFault } from './time-stamp';

export interface Expected {
  /** SHA-256 of the data. */
  readonly imprint: Buffer;
  /** As it was sent; absent when a stored token is looked at again. */
  readonly nonce?: Buffer;
  /** Empty: any certificate for time stamping will do, and the result says that it is not anchored. */
  readonly roots: readonly X509Certificate[];
  /** Our own time; absent when a stored token is looked at again. */
  readonly now?: Date;
}

/** id-aa-signingCertificateV2 (RFC 5035). */
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
/** DER of the object identifier id-ct-TSTInfo. */
const TST_INFO = Buffer.from('060b2a864886f70d0109100104', 'hex');
/** Milliseconds by which an authority's clock may differ from ours. */
const MAX_SKEW_MS = 10 * 60_000;

const refuse = (fault: TokenFault): never => {
  throw new TokenRefused(fault);
};

function read<T>(bytes: ArrayBuffer | Buffer, type: new () => T): T {
  try {
    return AsnConvert.parse(bytes, type);
  } catch (cause) {
    throw new TokenRefused('not a time stamp reply', { cause });
  }
}

/** The token of a TimeStampResp (RFC 3161 section 2.4.2). @throws TokenRefused */
export function tokenOf(reply: Buffer): Buffer {
  const { status, timeStampToken } = read(reply, TimeStampResp);
  const granted = status.status === PKIStatus.granted || status.status === PKIStatus.grantedWithMods;
  if (!granted) return refuse('refused by the authority');
  if (timeStampToken === undefined) return refuse('not a time stamp reply');
  return Buffer.from(AsnConvert.serialize(timeStampToken));
}

function attribute(info: SignerInfo, type: string): ArrayBuffer | undefined {
  const [found, ...more] = (info.signedAttrs ?? []).filter(({ attrType }) => attrType === type);
  return more.length > 0 || found?.attrValues.length !== 1 ? undefined : found.attrValues[0];
}

/** Of the certificates in the token, the one whose hash is signed as the signer's (RFC 5816 section 2.2.1). */
function signerOf(info: SignerInfo, certificates: readonly X509Certificate[]): X509Certificate {
  const value = attribute(info, SIGNING_CERTIFICATE_V2);
  const [id] = value === undefined ? [] : read(value, SigningCertificateV2).certs;
  const hash = hashName(id?.hashAlgorithm?.algorithm ?? SHA_256);
  if (id === undefined || hash === undefined) return refuse('the signer is not named by its certificate');
  const named = Buffer.from(id.certHash.buffer);
  const found = certificates.find(({ raw }) => createHash(hash).update(raw).digest().equals(named));
  return found ?? refuse('the signer is not named by its certificate');
}

function checkImprint(info: TSTInfo, { imprint, nonce, now }: Expected): void {
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (hashAlgorithm.algorithm !== SHA_256 || !Buffer.from(hashedMessage.buffer).equals(imprint))
    refuse('another hash');
  if (nonce !== undefined && !Buffer.from(info.nonce ?? new ArrayBuffer(0)).equals(nonce))
    refuse('another nonce');
  const skew = now === undefined ? 0 : Math.abs(now.getTime() - info.genTime.getTime());
  if (Number.isNaN(info.genTime.getTime()) || skew > MAX_SKEW_MS) refuse('a time far from ours');
}

/** RFC 5652 section 5.6: the attributes say what was signed, and the signature covers the attributes. */
function checkSignature(info: SignerInfo, content: Buffer, signer: X509Certificate): void {
  const hash = hashName(info.digestAlgorithm.algorithm);
  const [type, digest] = [attribute(info, id_contentType), attribute(info, id_messageDigest)];
  if (hash === undefined || type === undefined || digest === undefined)
    return refuse('the signature does not hold');
  const said = Buffer.from(read(digest, OctetString).buffer);
  const isOfContent = createHash(hash).update(content).digest().equals(said);
  if (!isOfContent || !Buffer.from(type).equals(TST_INFO) || !isSignedBy(info, signer))
    refuse('the signature does not hold');
}

const certificatesOf = (token: SignedToken): X509Certificate[] =>
  (token.certificates ?? []).map((raw) => new X509Certificate(Buffer.from(raw)));

function signedData(token: Buffer): SignedToken {
  const { contentType, content } = read(token, ContentInfo);
  if (contentType !== id_signedData) refuse('not a time stamp reply');
  return read(content, SignedToken);
}

function checked(token: Buffer, expected: Expected): TimeStamp {
  const signed = signedData(token);
  const { eContentType, eContent } = signed.encapContentInfo;
  const content = eContent?.single ?? eContent?.any;
  if (eContentType !== id_ct_tstInfo || content === undefined) return refuse('not a time stamp reply');
  const bytes = Buffer.from(content instanceof OctetString ? content.buffer : content);
  const info = read(bytes, TSTInfo);
  checkImprint(info, expected);
  const [signerInfo, ...others] = [...signed.signerInfos];
  if (signerInfo === undefined || others.length > 0) return refuse('not one signer');
  const certificates = certificatesOf(signed);
  const signer = signerOf(signerInfo, certificates);
  checkSignature(signerInfo, bytes, signer);
  if (!isForTimeStamping(signer)) refuse('the certificate is not for time stamping');
  if (!wasValid(signer, info.genTime)) refuse('the certificate was not valid then');
  const { roots } = expected;
  if (roots.length > 0 && !leadsTo(signer, certificates, roots, info.genTime))
    refuse('the certificate leads to no known root');
  return {
    token,
    at: info.genTime,
    imprint: sha256Hex(expected.imprint.toString('hex')),
    serial: Buffer.from(info.serialNumber).toString('hex'),
    policy: info.policy,
    signer: sha256Hex(createHash('sha256').update(signer.raw).digest('hex')),
    anchored: roots.length > 0,
  };
}

/** Checks a TimeStampToken in full: what it is about, when, who signed it and whether that one may. @throws TokenRefused */
export function checkToken(token: Buffer, expected: Expected): TimeStamp {
  try {
    return checked(token, expected);
  } catch (cause) {
    if (cause instanceof TokenRefused) throw cause;
    // Readers of ASN.1 and of certificates have errors of their own for what they cannot make out.
    throw new TokenRefused('not a time stamp reply', { cause });
  }
}
