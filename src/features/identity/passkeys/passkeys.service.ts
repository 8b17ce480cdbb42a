import { Inject, Injectable } from '@nestjs/common';
import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { CONFIG, type Config } from '../../../config';
import { CustodyLog, SERVICE_SUBJECT } from '../../../custody';
import { NotFound } from '../../../kernel/errors';
import type { PasskeyId } from '../../../kernel/ids';
import { Database, type Transaction } from '../../../platform/database';
import type { Officer } from '../domain/officer';
import { Elsewhere } from '../elsewhere';
import { PasskeyRefused, SecondFactorRequired } from '../identity.errors';
import { SecondFactor } from '../second-factor.service';
import { ALGORITHMS, madeBy, proofBy, type PasskeyProof, type RelyingParty } from './passkey-answers';
import { PasskeyRepository, type PasskeyRow } from './passkey.repository';

const SERVICE_NAME = 'Lintel';
/** As long as a challenge counts. */
const TIMEOUT_MS = 5 * 60_000;

export type PasskeyMade = RegistrationResponseJSON;
export type PasskeyAnswer = AuthenticationResponseJSON;

export interface Passkey {
  readonly id: PasskeyId;
  /** What its officer calls it. */
  readonly name: string;
  readonly createdAt: Date;
  /** ISO date; null before the first use. */
  readonly usedOn: string | null;
  /** Somebody may have a copy: it opens nothing any more. */
  readonly copied: boolean;
}

const asBytes = (uuid: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(uuid.replaceAll('-', ''), 'hex'));

const named = ({ credentialId, transports }: PasskeyRow): { id: string; transports: string[] } => ({
  id: credentialId.toString('base64url'),
  transports,
});

/** Passkeys (WebAuthn) as a second step: a key of hardware or of the machine, which asks for PIN, finger or face. */
@Injectable()
export class Passkeys {
  constructor(
    private readonly database: Database,
    private readonly passkeys: PasskeyRepository,
    private readonly factor: SecondFactor,
    private readonly elsewhere: Elsewhere,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Browsers make none for a service that is reached by an address instead of a name. */
  get taken(): boolean {
    return this.config.signIn.passkeys !== undefined;
  }

  /** Of whoever acts; the oldest first. */
  async list(): Promise<Passkey[]> {
    const rows = await this.database.transaction((tx) => this.passkeys.own(tx));
    return rows.map(({ id, name, createdAt, usedOn, copied }) => ({ id, name, createdAt, usedOn, copied }));
  }

  /** What a browser needs to make one. @throws NotFound where none are taken */
  async beginAdding(officer: Officer): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { rpId } = this.relyingParty();
    const { challenge, known } = await this.database.transaction(async (tx) => ({
      challenge: await this.passkeys.challenge(tx, 'add'),
      known: await this.passkeys.own(tx),
    }));
    if (challenge === undefined) throw new NotFound('The officer');
    return generateRegistrationOptions({
      rpName: SERVICE_NAME,
      rpID: rpId,
      userName: officer.email,
      userDisplayName: officer.displayName,
      userID: asBytes(officer.id),
      challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
      timeout: TIMEOUT_MS,
      attestationType: 'none',
      excludeCredentials: known.map(named),
      authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' },
      supportedAlgorithmIDs: ALGORITHMS,
    });
  }

  /** Gives recovery codes where the officer had none left, shown only now. @throws PasskeyRefused */
  async add(
    officer: Officer,
    name: string,
    answer: PasskeyMade,
  ): Promise<{ id: PasskeyId; codes: string[] }> {
    const made = await madeBy(answer, name, this.relyingParty());
    if (made === undefined) throw new PasskeyRefused();
    const { codes, hashes } = await this.factor.newCodes(officer.id);
    return this.database.transaction(async (tx) => {
      const ended = await this.elsewhere.end(tx);
      const { id, codesPut } = await this.passkeys.add(tx, made, hashes);
      if (id === null) throw new PasskeyRefused();
      await this.custody.append(tx, {
        type: 'passkey-added',
        subject: SERVICE_SUBJECT,
        detail: { passkey: id },
      });
      await this.elsewhere.log(tx, ended);
      return { id, codes: codesPut ? codes : [] };
    });
  }

  /** @throws NotFound, SecondFactorRequired for the last second step where nobody may be without */
  async remove(id: PasskeyId): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.requireAnother(tx);
      const ended = await this.elsewhere.end(tx);
      if (!(await this.passkeys.remove(tx, id))) throw new NotFound('The passkey');
      await this.custody.append(tx, {
        type: 'passkey-removed',
        subject: SERVICE_SUBJECT,
        detail: { passkey: id },
      });
      await this.elsewhere.log(tx, ended);
    });
  }

  /**
   * What a browser needs to ask for one: of whoever acts, or of whoever has proved the password that `ticket` is for.
   * @throws NotFound when there is none that counts
   */
  async ask(ticket: string | null): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const { rpId } = this.relyingParty();
    return this.database.transaction(async (tx) => {
      const known = (await this.passkeys.own(tx, ticket)).filter(({ copied }) => !copied);
      const challenge = known.length === 0 ? undefined : await this.passkeys.challenge(tx, 'prove', ticket);
      if (challenge === undefined) throw new NotFound('A passkey');
      return generateAuthenticationOptions({
        rpID: rpId,
        challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
        timeout: TIMEOUT_MS,
        allowCredentials: known.map(named),
        userVerification: 'required',
      });
    });
  }

  /** What was answered, for PostgreSQL to judge. @throws NotFound where none are taken */
  async read(tx: Transaction, ticket: string | null, answer: PasskeyAnswer): Promise<PasskeyProof> {
    return proofBy(answer, await this.passkeys.own(tx, ticket), this.relyingParty());
  }

  private async requireAnother(tx: Transaction): Promise<void> {
    if (!this.config.signIn.totpRequired) return;
    const { app, passkeys } = await this.factor.stateIn(tx);
    if (!app && passkeys < 2) throw new SecondFactorRequired();
  }

  private relyingParty(): RelyingParty {
    const { passkeys } = this.config.signIn;
    if (passkeys === undefined) throw new NotFound('A name of the service for which there can be passkeys');
    return passkeys;
  }
}
