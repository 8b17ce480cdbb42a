import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq, TimeStampReqVersion } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';

export const SHA_256 = '2.16.840.1.101.3.4.2.1';

/**
 * A TimeStampReq (RFC 3161 section 2.4.1) that asks for the signer's certificate too.
 * @param imprint 32 bytes, SHA-256 of the data
 * @param nonce its first byte must lie between 1 and 127, so that it is encoded as it is
 */
export function timeStampRequest(imprint: Buffer, nonce: Buffer): Buffer {
  const request = new TimeStampReq({
    version: TimeStampReqVersion.v1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA_256, parameters: null }),
      hashedMessage: new OctetString(imprint),
    }),
    nonce: new Uint8Array(nonce).buffer,
    certReq: true,
  });
  return Buffer.from(AsnConvert.serialize(request));
}
