import type { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extensions,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_certificatePolicies,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  Version,
} from '@peculiar/asn1-x509';

/** What a certificate says of its key, as far as trust depends on it. */
export interface Profile {
  readonly version3: boolean;
  /** Whether its own signature is by an algorithm that still means something. */
  readonly strong: boolean;
  readonly ca: boolean;
  /** How many certificates of authorities may stand between it and the signer's; `undefined`: any number. */
  readonly below: number | undefined;
  readonly usage: number;
  readonly purposes: readonly string[];
  /** Whether everything in it that must be understood is understood here. */
  readonly understood: boolean;
}

const UNDERSTOOD = [
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_certificatePolicies,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
];

/** RSA (PKCS #1 with SHA-2, PSS), ECDSA with SHA-2, Ed25519 (C2PA 2.2 section 14.5). */
const STRONG = [
  ...['1.2.840.113549.1.1.10', '1.2.840.113549.1.1.11', '1.2.840.113549.1.1.12', '1.2.840.113549.1.1.13'],
  ...['1.2.840.10045.4.3.2', '1.2.840.10045.4.3.3', '1.2.840.10045.4.3.4', '1.3.101.112'],
];

/** @throws an error of the ASN.1 reader */
export function profileOf({ raw }: X509Certificate): Profile {
  const { tbsCertificate, signatureAlgorithm } = AsnConvert.parse(raw, Certificate);
  const extensions = Array.from(tbsCertificate.extensions ?? new Extensions());
  const read = <T>(id: string, type: new () => T): T | undefined => {
    const [found] = extensions.filter(({ extnID }) => extnID === id);
    return found && AsnConvert.parse(found.extnValue, type);
  };
  const constraints = read(id_ce_basicConstraints, BasicConstraints);
  const ids = extensions.map(({ extnID }) => extnID);
  return {
    version3: tbsCertificate.version === Version.v3,
    strong: STRONG.includes(signatureAlgorithm.algorithm),
    ca: constraints?.cA === true,
    below: constraints?.pathLenConstraint,
    usage: read(id_ce_keyUsage, KeyUsage)?.toNumber() ?? 0,
    purposes: Array.from(read(id_ce_extKeyUsage, ExtendedKeyUsage) ?? new ExtendedKeyUsage()),
    understood:
      new Set(ids).size === ids.length &&
      extensions.every(({ extnID, critical }) => !critical || UNDERSTOOD.includes(extnID)),
  };
}

const maySignFor = (usage: number, flag: KeyUsageFlags): boolean => (usage & flag) !== 0;

export const mayIssue = ({ version3, strong, ca, usage, understood }: Profile): boolean =>
  version3 && strong && ca && understood && maySignFor(usage, KeyUsageFlags.keyCertSign);

/** E-mail protection, document signing, C2PA's own: what a signer of claims is for (C2PA 2.2 section 14.5.1). */
const PURPOSES = ['1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.36', '1.3.6.1.4.1.62558.2.1'];
/** Anything, time stamping, OCSP: with one of these it is for something else, too. */
const OTHER = ['2.5.29.37.0', '1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.9'];

export const maySeal = ({ version3, strong, ca, usage, purposes, understood }: Profile): boolean =>
  version3 &&
  strong &&
  !ca &&
  understood &&
  maySignFor(usage, KeyUsageFlags.digitalSignature) &&
  purposes.some((purpose) => PURPOSES.includes(purpose)) &&
  !purposes.some((purpose) => OTHER.includes(purpose));

const [COMMON_NAME, ORGANISATION] = ['2.5.4.3', '2.5.4.10'];
const LONGEST = 120;

/** A stranger's words: without what could turn a line around, hide, or fill a page. */
export const plain = (text: string): string =>
  Array.from(text.normalize('NFC').replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ''))
    .slice(0, LONGEST)
    .join('')
    .trim();

/** Common name and organisation of whom the certificate is for. */
export function namesOf({ raw }: X509Certificate): {
  readonly name: string | null;
  readonly organisation: string | null;
} {
  const subject: Name = AsnConvert.parse(raw, Certificate).tbsCertificate.subject;
  const find = (type: string | undefined): string | null => {
    const found = Array.from(subject)
      .flatMap((part) => Array.from(part))
      .find((each) => each.type === type);
    const text = found === undefined ? '' : plain(found.value.toString());
    return text === '' ? null : text;
  };
  return { name: find(COMMON_NAME), organisation: find(ORGANISATION) };
}
