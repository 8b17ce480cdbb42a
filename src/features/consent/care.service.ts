import { Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject, type Statement } from '../../custody';
import { NotFound } from '../../kernel/errors';
import {
  randomId,
  type ConcernId,
  type InvestigationId,
  type InvitationId,
  type OfficerId,
} from '../../kernel/ids';
import { requireSeen, seenOf, type Seen } from '../../kernel/seen';
import { Database, type Transaction } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import {
  InvitationsService,
  NOTICE,
  NOTICE_VERSION,
  noticeLinesSha256,
  noticeSectionLines,
  type Invitation,
  type IssuedInvitation,
  type NewLink,
} from '../invitations';
import { CareRepository, type AgreementRow, type Flag, type NoticeRow } from './care.repository';
import { MustNotContact, SafeContactChanged } from './consent.errors';
import type { AdvocateSaid } from './consent.repository';
import type { AccountAnswer } from './domain/account';
import type { Agreement, MadeSure } from './domain/agreement';
import type { KeptSafeContact, SafeContact } from './domain/safe-contact';

type Said =
  | 'concern-seen'
  | 'notice-confirmed'
  | 'agreement-recorded'
  | 'advocate-recorded'
  | 'safe-contact-recorded';

/** What the page shows of it: the victim says it, too. */
export const advocateSeen = (advocate: Care['advocate']): Seen =>
  seenOf([advocate?.acts, advocate?.name, advocate?.organisation, advocate?.saidBy]);

/** Everything that officers know about the person behind an invitation, the footage aside. */
export interface Care {
  readonly invitation: Invitation;
  readonly safeContact: KeptSafeContact | undefined;
  readonly notice: NoticeRow | undefined;
  readonly agreement: AgreementRow | undefined;
  readonly advocate: (AdvocateSaid & { readonly saidBy: 'victim' | 'officer' }) | undefined;
  /** Only after something was sent. */
  readonly account: AccountAnswer | undefined;
}

/** How officers care for the person behind an invitation. */
@Injectable()
export class CareService {
  constructor(
    private readonly database: Database,
    private readonly rows: CareRepository,
    private readonly invitations: InvitationsService,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
  ) {}

  /** @throws NotFound */
  async of(by: OfficerId, id: InvitationId): Promise<Care> {
    return this.database.transaction(async (tx) => ({
      invitation: await this.invitations.require(tx, by, id),
      safeContact: await this.rows.safeContact(tx, id),
      notice: await this.rows.notice(tx, id),
      agreement: await this.rows.agreement(tx, id),
      advocate: await this.rows.advocate(tx, id),
      account: await this.rows.account(tx, id),
    }));
  }

  /** What needs a look in the officer's investigations, newest first. */
  async flags(by: OfficerId): Promise<Flag[]> {
    return this.database.transaction((tx) => this.rows.flags(tx, by, null));
  }

  /** The same of one investigation. @throws NotFound */
  async flagsOf(by: OfficerId, id: InvestigationId): Promise<Flag[]> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.rows.flags(tx, by, id);
    });
  }

  /** Takes a concern off the list; the log keeps it. Again changes nothing. @throws NotFound */
  async seen(by: OfficerId, id: ConcernId): Promise<{ investigationId: InvestigationId }> {
    return this.database.transaction(async (tx) => {
      const concern = await this.rows.concern(tx, id);
      if (concern === undefined) throw new NotFound('The concern');
      await this.investigations.requireMember(tx, by, concern.investigationId);
      if (await this.rows.markSeen(tx, id, by)) {
        const said = { type: 'concern-seen', detail: { concern: id } } as const;
        await this.log(tx, concern.investigationId, said);
      }
      return concern;
    });
  }

  /** A link is made only with what the victim said of safe contact: it is asked first. @throws NotFound */
  async invite(
    by: OfficerId,
    investigation: InvestigationId,
    link: NewLink,
    record: SafeContact,
  ): Promise<IssuedInvitation> {
    return this.invitations.create(by, investigation, link, (tx, id) =>
      this.writeSafeContact(tx, by, investigation, id, record),
    );
  }

  /**
   * @param seen the record on which it stands, empty where there was none; `undefined`: any
   * @throws NotFound, NotForOthers, MustNotContact, SafeContactChanged
   */
  async recordSafeContact(
    by: OfficerId,
    id: InvitationId,
    record: SafeContact,
    seen?: string,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { investigationId } = await this.invitations.requireVictims(tx, by, id);
      await this.rows.safeContactTurn(tx, id);
      const before = await this.rows.safeContact(tx, id);
      if (before?.doNotContact === true && !record.doNotContact) throw new MustNotContact();
      if (seen !== undefined && seen !== (before?.record ?? '') && !record.doNotContact)
        throw new SafeContactChanged();
      await this.writeSafeContact(tx, by, investigationId, id, record);
    });
  }

  /** The notice was read to the victim who, or whose carer, agreed by word of mouth. @throws NotFound, NotForOthers */
  async readNotice(by: OfficerId, id: InvitationId, agreement: Agreement, sure: MadeSure): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { investigationId } = await this.invitations.requireVictims(tx, by, id);
      const version = NOTICE_VERSION;
      await this.rows.insertOralNotice(tx, { id: randomId(), invitationId: id, version, by });
      const made = 'relation' in agreement ? sure : null;
      await this.rows.insertOralAgreement(tx, id, by, agreement, made);
      const detail = { invitation: id, route: 'oral' } as const;
      // Of what stands on the page from which it is read.
      const textSha256 = noticeLinesSha256(noticeSectionLines(NOTICE));
      const read = { ...detail, version, textSha256 };
      await this.log(tx, investigationId, { type: 'notice-confirmed', detail: read });
      const secrets = { ...agreement, ...(made !== null && { record: { ...made } }) };
      await this.log(tx, investigationId, { type: 'agreement-recorded', detail, secrets });
    });
  }

  /**
   * @param seen what was shown of it; undefined: nobody asks
   * @throws NotFound, NotForOthers, ChangedMeanwhile
   */
  async sayAdvocate(by: OfficerId, id: InvitationId, said: AdvocateSaid, seen?: Seen): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { investigationId } = await this.invitations.requireVictims(tx, by, id);
      await this.rows.advocateTurn(tx, id);
      requireSeen(advocateSeen(await this.rows.advocate(tx, id)), seen, 'who acts with the victim');
      await this.rows.insertAdvocate(tx, id, by, said);
      const { acts, name, organisation } = said;
      const [detail, secrets] = [
        { invitation: id, acts },
        { name, organisation },
      ];
      await this.log(tx, investigationId, { type: 'advocate-recorded', detail, secrets });
    });
  }

  private async writeSafeContact(
    tx: Transaction,
    by: OfficerId,
    investigation: InvestigationId,
    id: InvitationId,
    record: SafeContact,
  ): Promise<void> {
    await this.rows.insertSafeContact(tx, id, by, record);
    const { doNotContact, ...secrets } = record;
    const detail = { invitation: id, doNotContact };
    await this.log(tx, investigation, { type: 'safe-contact-recorded', detail, secrets });
  }

  private async log(tx: Transaction, investigation: InvestigationId, said: Statement<Said>): Promise<void> {
    await this.custody.append(tx, {
      ...said,
      subject: investigationSubject(investigation),
      investigation,
    });
  }
}
