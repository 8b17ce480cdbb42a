import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, investigationSubject, type Statement } from '../../custody';
import { CLOCK, type Clock } from '../../kernel/clock';
import { NotFound } from '../../kernel/errors';
import { randomId, type InvestigationId, type InvitationId, type OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { storedSecret } from '../../platform/secrets';
import { InvestigationsService } from '../investigations';
import type { Holder } from './domain/holder';
import { newAccessCode, newToken, secretHash } from './domain/secrets';
import { InvitationRepository, type Invitation } from './invitation.repository';
import { ExtensionRefused, InvitationEnded, NotForOthers, RenewedMeanwhile } from './invitations.errors';

/** Shown once, on screen, on paper or as a QR code; from then on only hashes remain. */
export interface IssuedInvitation {
  readonly id: InvitationId;
  readonly link: string;
  /** Eight digits, to be given through another channel than the link. */
  readonly code: string;
  readonly expiresAt: Date;
}

/** What an officer says of a link that is to be made. */
export interface NewLink {
  /** Until it expires, at most the configured limit. */
  readonly days: number;
  /** To tell it from others; only officers read it. */
  readonly name?: string | undefined;
  /** Whose it is; the victim's, unless it is said. */
  readonly holder?: Holder;
}

const DAY = 86_400_000;

type Said = 'invitation-created' | 'invitation-revoked' | 'invitation-renewed' | 'invitation-extended';

const until = (invitation: InvitationId, expiresAt: Date) => ({
  invitation,
  expires: expiresAt.toISOString(),
});

/** What officers do with invitations. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly database: Database,
    private readonly invitations: InvitationRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * `alongside` records safe contact, or what another person is asked: PostgreSQL takes no link without it.
   * @throws NotFound
   */
  async create(
    by: OfficerId,
    investigationId: InvestigationId,
    { days, name = '', holder = 'victim' }: NewLink,
    alongside: (tx: Transaction, id: InvitationId) => Promise<void>,
  ): Promise<IssuedInvitation> {
    const id = randomId<InvitationId>();
    const token = newToken();
    const code = newAccessCode();
    const codeHash = await storedSecret(code);
    const expiresAt = this.expiry(days);
    await this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, investigationId);
      await this.invitations.insert(tx, {
        id,
        investigationId,
        name,
        holder,
        tokenHash: secretHash(token),
        codeHash,
        expiresAt,
        createdBy: by,
      });
      const detail = until(id, expiresAt);
      await this.log(tx, investigationId, { type: 'invitation-created', detail });
      await alongside(tx, id);
    });
    return { id, link: new URL(`/i/${token}`, this.config.intake.publicUrl).href, code, expiresAt };
  }

  /** Newest first; `after` is the last one of the page before. @throws NotFound */
  async list(
    by: OfficerId,
    investigationId: InvestigationId,
    limit = 100,
    after?: InvitationId,
  ): Promise<Invitation[]> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, investigationId);
      return this.invitations.ofInvestigation(tx, investigationId, limit, after);
    });
  }

  /** @throws NotFound */
  async get(by: OfficerId, id: InvitationId): Promise<Invitation> {
    return this.database.transaction((tx) => this.require(tx, by, id));
  }

  /** The gate of everything about an invitation. @throws NotFound */
  async require(tx: Transaction, by: OfficerId, id: InvitationId): Promise<Invitation> {
    const invitation = await this.invitations.byId(tx, id);
    if (invitation === undefined) throw new NotFound('The invitation');
    await this.investigations.requireMember(tx, by, invitation.investigationId);
    return invitation;
  }

  /** The same for what is asked and recorded of victims alone. @throws NotFound, NotForOthers */
  async requireVictims(tx: Transaction, by: OfficerId, id: InvitationId): Promise<Invitation> {
    const invitation = await this.require(tx, by, id);
    if (invitation.holder !== 'victim') throw new NotForOthers();
    return invitation;
  }

  /** Ends the link and every session of it at once. Revoking again changes nothing. @throws NotFound */
  async revoke(by: OfficerId, id: InvitationId): Promise<{ investigationId: InvestigationId }> {
    return this.database.transaction(async (tx) => {
      const { investigationId } = await this.require(tx, by, id);
      if (await this.invitations.revoke(tx, id))
        await this.log(tx, investigationId, { type: 'invitation-revoked', detail: { invitation: id } });
      return { investigationId };
    });
  }

  /** For good: revoked, or nothing is left of what another person was asked. */
  private async hasEnded(tx: Transaction, { id, state }: Invitation): Promise<boolean> {
    return state === 'revoked' || (await this.invitations.isForgotten(tx, id));
  }

  /**
   * A new code and `days` more for the same link; unlocks it.
   * @param known when the link was to end as whoever asks has read it; undefined: nobody says
   * @throws NotFound, InvitationEnded, RenewedMeanwhile
   */
  async renew(
    by: OfficerId,
    id: InvitationId,
    days: number,
    known?: Date,
  ): Promise<{ code: string; expiresAt: Date; investigationId: InvestigationId }> {
    const code = newAccessCode();
    const codeHash = await storedSecret(code);
    return this.database.transaction(async (tx) => {
      const invitation = await this.require(tx, by, id);
      const expiresAt = this.expiry(days, invitation.createdAt);
      if (await this.hasEnded(tx, invitation)) throw new InvitationEnded();
      if (expiresAt <= this.clock.now()) throw new InvitationEnded();
      if (!(await this.invitations.renew(tx, id, codeHash, expiresAt, known))) throw new RenewedMeanwhile();
      const { investigationId } = invitation;
      const detail = until(id, expiresAt);
      await this.log(tx, investigationId, { type: 'invitation-renewed', detail });
      return { code, expiresAt, investigationId };
    });
  }

  /**
   * The same link and code for `days` from now: later than before, and not longer than a link may live.
   * @throws NotFound, InvitationEnded, ExtensionRefused
   */
  async extend(by: OfficerId, id: InvitationId, days: number, reason: string): Promise<{ expiresAt: Date }> {
    return this.database.transaction(async (tx) => {
      const invitation = await this.require(tx, by, id);
      if (await this.hasEnded(tx, invitation)) throw new InvitationEnded();
      const expiresAt = this.expiry(days, invitation.createdAt);
      if (expiresAt <= invitation.expiresAt) {
        const latest = this.lastDay(invitation.createdAt) <= invitation.expiresAt;
        throw new ExtensionRefused(
          latest ? 'It cannot live longer. Make a new link instead.' : 'It already works for that long.',
        );
      }
      await this.invitations.extend(tx, { id, by, from: invitation.expiresAt, until: expiresAt, reason });
      const said = {
        type: 'invitation-extended',
        detail: until(id, expiresAt),
        secrets: { reason },
      } as const;
      await this.log(tx, invitation.investigationId, said);
      return { expiresAt };
    });
  }

  /** `days` from now, within the limits; those of a link's whole life count from when it was made. */
  private expiry(days: number, madeAt = this.clock.now()): Date {
    const wanted = this.clock.now().getTime() + Math.min(days, this.config.limits.invitationDays) * DAY;
    return new Date(Math.min(wanted, this.lastDay(madeAt).getTime()));
  }

  private lastDay(madeAt: Date): Date {
    return new Date(madeAt.getTime() + this.config.limits.invitationTotalDays * DAY);
  }

  private async log(tx: Transaction, investigation: InvestigationId, said: Statement<Said>): Promise<void> {
    await this.custody.append(tx, {
      ...said,
      subject: investigationSubject(investigation),
      investigation,
    });
  }
}
