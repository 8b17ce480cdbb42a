import type { Sha256Hex } from '../../kernel/ids';

/** A token that has passed every check. */
export interface TimeStamp {
  /** DER of the TimeStampToken: a CMS ContentInfo (RFC 3161 section 2.4.2). */
  readonly token: Buffer;
  /** When the authority says that the data existed. */
  readonly at: Date;
  readonly imprint: Sha256Hex;
  /** The token's number at its authority, in hexadecimal. */
  readonly serial: string;
  /** Object identifier of the authority's policy. */
  readonly policy: string;
  /** SHA-256 of the certificate that signed. */
  readonly signer: Sha256Hex;
  /** Whether the certificate leads to a root that was configured. */
  readonly anchored: boolean;
}

export type TokenFault =
  | 'no answer'
  | 'not a time stamp reply'
  | 'refused by the authority'
  | 'another hash'
  | 'another nonce'
  | 'a time far from ours'
  | 'not one signer'
  | 'the signer is not named by its certificate'
  | 'the signature does not hold'
  | 'the certificate is not for time stamping'
  | 'the certificate was not valid then'
  | 'the certificate leads to no known root';

/** What came back is no time stamp for what was sent, or cannot be shown to be one. */
export class TokenRefused extends Error {
  constructor(
    readonly fault: TokenFault,
    options?: ErrorOptions,
  ) {
    super(`time stamp refused: ${fault}`, options);
    this.name = 'TokenRefused';
  }
}
