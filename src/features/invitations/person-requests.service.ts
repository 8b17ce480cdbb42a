import { Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject } from '../../custody';
import { NotFound } from '../../kernel/errors';
import { londonDay } from '../../kernel/london-day';
import { randomId, type InvestigationId, type InvitationId, type OfficerId } from '../../kernel/ids';
import { requireSeen, type Seen } from '../../kernel/seen';
import { Database, type Transaction } from '../../platform/database';
import { otherOf, type Other } from './domain/holder';
import { basisOf, type PersonRequest } from './domain/person-request';
import type { Invitation } from './invitation.repository';
import { InvitationsService, type IssuedInvitation } from './invitations.service';
import {
  NobodyToTell,
  NoNoticeDue,
  NoticeBeforeRequest,
  RequestCorrected,
  ToldBeforeRequest,
} from './invitations.errors';
import {
  isParentOpen,
  isParentTold,
  isTold,
  PersonRequestRepository,
  requestSeen,
  type NewTelling,
  type PersonRequestRow,
  type Told,
} from './person-request.repository';

const CHANGED = 'this record, or who was told of it';

interface Recorded {
  readonly investigationId: InvestigationId;
  readonly invitationId: InvitationId;
  readonly holder: Other;
  readonly request: PersonRequest;
  /** Empty for the first record of a link. */
  readonly correction: string;
}

/** A record in place of one that did not hold. */
export interface Corrected extends PersonRequest {
  /** Who they are, where that was wrong; else it stays. */
  readonly holder?: Other;
  /** Why the one before did not hold. */
  readonly correction: string;
}

/** What officers ask of other people than the victim, by private links of their own. */
@Injectable()
export class PersonRequestsService {
  constructor(
    private readonly database: Database,
    private readonly requests: PersonRequestRepository,
    private readonly invitations: InvitationsService,
    private readonly custody: CustodyLog,
  ) {}

  /** Makes the link and records what is asked, together: PostgreSQL takes none without the other. @throws NotFound */
  async invite(
    by: OfficerId,
    investigationId: InvestigationId,
    { holder, days }: { readonly holder: Other; readonly days: number },
    request: PersonRequest,
  ): Promise<IssuedInvitation> {
    return this.invitations.create(by, investigationId, { days, holder }, (tx, invitationId) =>
      this.record(tx, by, { investigationId, invitationId, holder, request, correction: '' }),
    );
  }

  /** Newest first: the first one counts. @throws NotFound, also for a victim's link */
  async of(
    by: OfficerId,
    id: InvitationId,
  ): Promise<{ readonly invitation: Invitation; readonly requests: PersonRequestRow[] }> {
    return this.database.transaction(async (tx) => {
      const invitation = await this.require(tx, by, id);
      return { invitation, requests: await this.requests.ofInvitation(tx, id) };
    });
  }

  /**
   * A new record in place of the newest, which stays; the person confirms the notice anew. Where they are somebody else to the case than
   * was thought, the link goes by this record, too.
   * @param seen what was shown of it; undefined: nobody asks
   * @throws NotFound, ChangedMeanwhile
   */
  async correct(by: OfficerId, id: InvitationId, corrected: Corrected, seen?: Seen): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { investigationId, ...invitation } = await this.require(tx, by, id);
      await this.requests.turn(tx, id);
      requireSeen(requestSeen((await this.requests.ofInvitation(tx, id))[0]), seen, CHANGED);
      const { holder = invitation.holder, correction, ...request } = corrected;
      await this.record(tx, by, { investigationId, invitationId: id, holder, request, correction });
    });
  }

  /**
   * That the victim had the written notice which was to be given later; or, with no day, that a record of it does not hold.
   * @throws NotFound, RequestCorrected, NoNoticeDue, NoticeBeforeRequest
   */
  async tell(by: OfficerId, id: InvitationId, given: NewTelling): Promise<void> {
    await this.recordTelling(by, id, 'victim', given, (newest) => {
      if (newest.test?.told !== 'later' || (given.givenOn === null && !isTold(newest)))
        throw new NoNoticeDue();
      if (given.givenOn !== null && given.givenOn < londonDay(newest.madeAt)) throw new NoticeBeforeRequest();
    });
  }

  /**
   * That a parent was told for whose child another adult agrees; or, with no day, that a record of it does not hold.
   * @throws NotFound, RequestCorrected, NobodyToTell, ToldBeforeRequest
   */
  async tellParent(by: OfficerId, id: InvitationId, given: NewTelling): Promise<void> {
    await this.recordTelling(by, id, 'parent', given, (newest) => {
      if (!isParentOpen(newest) || (given.givenOn === null && !isParentTold(newest)))
        throw new NobodyToTell();
      if (given.givenOn !== null && given.givenOn < londonDay(newest.madeAt)) throw new ToldBeforeRequest();
    });
  }

  private async recordTelling(
    by: OfficerId,
    id: InvitationId,
    who: Told,
    { request, seen, ...telling }: NewTelling,
    allow: (newest: PersonRequestRow) => void,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { investigationId } = await this.require(tx, by, id);
      await this.requests.turn(tx, id);
      const [newest] = await this.requests.ofInvitation(tx, id);
      if (newest?.id !== request) throw new RequestCorrected();
      requireSeen(requestSeen(newest), seen, CHANGED);
      allow(newest);
      const record = randomId();
      const row = { ...telling, id: record, invitationId: id, requestId: newest.id, by };
      await this.requests.insertTelling(tx, who, row);
      await this.custody.append(tx, {
        type: `${who}-told`,
        subject: investigationSubject(investigationId),
        investigation: investigationId,
        detail: { invitation: id, request: newest.id, record, told: telling.givenOn !== null },
        secrets: { givenOn: telling.givenOn ?? '', words: telling.words },
      });
    });
  }

  private async require(
    tx: Transaction,
    by: OfficerId,
    id: InvitationId,
  ): Promise<Invitation & { readonly holder: Other }> {
    const invitation = await this.invitations.require(tx, by, id);
    const holder = otherOf(invitation.holder);
    if (holder === undefined) throw new NotFound('The request');
    return { ...invitation, holder };
  }

  private async record(
    tx: Transaction,
    by: OfficerId,
    { investigationId, invitationId, holder, request, correction }: Recorded,
  ): Promise<void> {
    const id = randomId();
    await this.requests.insert(tx, { ...request, id, invitationId, holder, correction, by });
    const { test, agreesFor, reason: whyAsked, ...words } = request;
    await this.custody.append(tx, {
      type: 'person-asked',
      subject: investigationSubject(investigationId),
      investigation: investigationId,
      detail: {
        ...{ invitation: invitationId, request: id, holder, basis: basisOf(request) },
        ...(test !== null && { victimTold: test.told }),
        ...(agreesFor !== null && { agreesFor: agreesFor.whom }),
        corrects: correction !== '',
      },
      secrets: {
        ...{ ...words, whyAsked, correction, test: test === null ? null : { ...test } },
        ...(agreesFor !== null && { agreement: { ...agreesFor } }),
      },
    });
  }
}
