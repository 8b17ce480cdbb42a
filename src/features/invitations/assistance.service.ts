import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, investigationSubject } from '../../custody';
import { CLOCK, type Clock } from '../../kernel/clock';
import type { InvitationId, OfficerId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import type { Place } from './domain/place';
import { newToken, secretHash } from './domain/secrets';
import { InvitationRepository, type Invitation } from './invitation.repository';
import { InvitationEnded } from './invitations.errors';
import { InvitationsService } from './invitations.service';

/** Opens the victim's pages on the officer's device: once, and only until `expiresAt`. */
export interface AssistedPass {
  readonly link: string;
  readonly expiresAt: Date;
}

const PASS_MS = 10 * 60_000;

/** An officer sits beside the victim and lends the device. The session reaches only what is made in it. */
@Injectable()
export class AssistanceService {
  constructor(
    private readonly database: Database,
    private readonly invitations: InvitationsService,
    private readonly rows: InvitationRepository,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** For members who have just confirmed who they are. @throws NotFound, NotForOthers; InvitationEnded when it is revoked or expired */
  async offer(
    by: OfficerId,
    id: InvitationId,
    place: Place,
  ): Promise<AssistedPass & Pick<Invitation, 'investigationId'>> {
    const token = newToken();
    const expiresAt = new Date(this.clock.now().getTime() + PASS_MS);
    return this.database.transaction(async (tx) => {
      const { state, investigationId } = await this.invitations.requireVictims(tx, by, id);
      if (state === 'revoked' || state === 'expired') throw new InvitationEnded();
      const row = { tokenHash: secretHash(token), invitationId: id, officerId: by, place, expiresAt };
      await this.rows.insertPass(tx, row);
      await this.custody.append(tx, {
        type: 'assisted-session-offered',
        subject: investigationSubject(investigationId),
        investigation: investigationId,
        detail: { invitation: id, place },
      });
      return { link: new URL(`/a/${token}`, this.config.intake.publicUrl).href, expiresAt, investigationId };
    });
  }
}
