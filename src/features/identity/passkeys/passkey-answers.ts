import {
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { decodeAttestationObject } from '@simplewebauthn/server/helpers';
import type { MadePasskey, PasskeyRow } from './passkey.repository';

/** For which name, and from which pages. */
export interface RelyingParty {
  readonly rpId: string;
  readonly origin: string;
}

/** ES256 and RS256: the two that authenticators have and PostgreSQL checks (COSE algorithm numbers). */
export const ALGORITHMS = [-7, -257];

/** What an authenticator signed to show that it is there, for PostgreSQL to judge. */
export interface PasskeyProof {
  readonly credentialId: Uint8Array | null;
  readonly clientData: Uint8Array | null;
  readonly authData: Uint8Array | null;
  readonly signature: Uint8Array | null;
}

/** Opens nothing, is counted as a wrong answer, and uses the challenge up. */
const NO_PROOF: PasskeyProof = { credentialId: null, clientData: null, authData: null, signature: null };

const bytes = (text: string): Uint8Array => Buffer.from(text, 'base64url');

/** Whether the challenge is the one that was given, and for the first time, PostgreSQL alone knows. */
const JUDGED_LATER = (): boolean => true;

/** What makes a passkey, as far as it is one for this service; undefined for everything else. */
export async function madeBy(
  answer: RegistrationResponseJSON,
  name: string,
  { rpId, origin }: RelyingParty,
): Promise<MadePasskey | undefined> {
  const checked = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: JUDGED_LATER,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => undefined);
  if (checked?.verified !== true) return undefined;
  const attestation = decodeAttestationObject(new Uint8Array(checked.registrationInfo.attestationObject));
  return {
    clientData: bytes(answer.response.clientDataJSON),
    authData: attestation.get('authData'),
    name,
    transports: answer.response.transports ?? [],
  };
}

/** What is to be judged; nothing of what is wrong already, by the library's checks beside those of PostgreSQL. */
export async function proofBy(
  answer: AuthenticationResponseJSON,
  known: readonly PasskeyRow[],
  { rpId, origin }: RelyingParty,
): Promise<PasskeyProof> {
  const used = known.find(({ credentialId }) => credentialId.equals(bytes(answer.id)));
  if (used === undefined) return NO_PROOF;
  const checked = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: JUDGED_LATER,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    // Whether the counter went back is for PostgreSQL to find, which then takes the passkey no more.
    credential: { id: answer.id, publicKey: new Uint8Array(used.publicKey), counter: 0 },
  }).catch(() => undefined);
  if (checked?.verified !== true) return NO_PROOF;
  const { clientDataJSON, authenticatorData, signature } = answer.response;
  return {
    credentialId: used.credentialId,
    clientData: bytes(clientDataJSON),
    authData: bytes(authenticatorData),
    signature: bytes(signature),
  };
}
