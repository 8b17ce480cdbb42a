import { AsnProp, AsnPropTypes, AsnType, AsnTypeTypes, OctetString } from '@peculiar/asn1-schema';
import {
  DigestAlgorithmIdentifiers,
  EncapsulatedContentInfo,
  SignerInfos,
  type CMSVersion,
} from '@peculiar/asn1-cms';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';

/** SignedData of RFC 5652 section 5.1, which keeps the very bytes of its certificates: their hashes are compared. */
export class SignedToken {
  @AsnProp({ type: AsnPropTypes.Integer })
  version!: CMSVersion;

  @AsnProp({ type: DigestAlgorithmIdentifiers })
  digestAlgorithms!: DigestAlgorithmIdentifiers;

  @AsnProp({ type: EncapsulatedContentInfo })
  encapContentInfo!: EncapsulatedContentInfo;

  @AsnProp({ type: AsnPropTypes.Any, context: 0, implicit: true, optional: true, repeated: 'set' })
  certificates?: ArrayBuffer[];

  @AsnProp({ type: AsnPropTypes.Any, context: 1, implicit: true, optional: true, repeated: 'set' })
  crls?: ArrayBuffer[];

  @AsnProp({ type: SignerInfos })
  signerInfos!: SignerInfos;
}

/** RFC 5035 section 4. `issuerSerial` is not read: the hash says which certificate is meant. */
class EssCertIdV2 {
  /** Absent: SHA-256. */
  @AsnProp({ type: AlgorithmIdentifier, optional: true })
  hashAlgorithm?: AlgorithmIdentifier;

  @AsnProp({ type: OctetString })
  certHash!: OctetString;

  @AsnProp({ type: AsnPropTypes.Any, optional: true })
  issuerSerial?: ArrayBuffer;
}

/** RFC 5035 section 3, also in RFC 5816. */
@AsnType({ type: AsnTypeTypes.Sequence })
export class SigningCertificateV2 {
  @AsnProp({ type: EssCertIdV2, repeated: 'sequence' })
  certs!: EssCertIdV2[];

  @AsnProp({ type: AsnPropTypes.Any, optional: true })
  policies?: ArrayBuffer;
}
