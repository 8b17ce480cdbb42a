import { Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject, SERVICE_SUBJECT, type Statement } from '../../custody';
import { randomId } from '../../kernel/ids';
import { requireSeen, type Seen } from '../../kernel/seen';
import { Database, together, type Transaction } from '../../platform/database';
import { EntryService, isOwn, OwnCodeNeeded, type Visitor } from '../invitations';
import { AgreementMissing, FirstStepsMissing } from './consent.errors';
import { ConsentRepository, type AccountRow, type AdvocateSaid } from './consent.repository';
import type { AccountAnswer } from './domain/account';
import { isSettled, type Agreement, type Decides } from './domain/agreement';
import { accountShown, advocateShown, decidesShown } from './domain/shown';
import { nextStep, NOT_ASKED, type Step } from './domain/steps';
import { inTurn } from './turn';

type Said = 'account-answered' | 'agreement-recorded' | 'advocate-recorded' | 'person-declined';
type Reported = 'pressure-reported' | 'stopped';

const spokenBy = ({ invitationId, assistedBy }: Visitor) => ({
  invitation: invitationId,
  ...(assistedBy && { assistedBy }),
});

/** What a victim sees, answers and says of themselves, before the first clip and at any time. */
@Injectable()
export class ConsentService {
  constructor(
    private readonly database: Database,
    private readonly rows: ConsentRepository,
    private readonly entry: EntryService,
    private readonly custody: CustodyLog,
  ) {}

  /** The page that comes next; `undefined` when the diary is open. */
  async next(visitor: Visitor): Promise<Step | undefined> {
    return this.database.transaction((tx) => this.nextIn(tx, visitor));
  }

  /** Inside a use case that brings something into the draft. @throws NoticeNotConfirmed, FirstStepsMissing */
  async requireFirstSteps(tx: Transaction, visitor: Visitor): Promise<void> {
    if (visitor.holder !== 'victim') return this.entry.requireNotice(tx, visitor);
    // That the pages of advice were seen is for the pages to see to; what was not asked is not.
    const [, account, agreement] = await together(
      this.entry.requireNotice(tx, visitor),
      this.accountIn(tx, visitor),
      this.rows.agreement(tx, visitor.invitationId),
    );
    const isAnswered = account === 'elsewhere' || (account?.setUpBy != null && account.others !== null);
    if (!isAnswered || agreement === undefined) throw new FirstStepsMissing();
  }

  /**
   * Inside the sending, when the link is locked. What was said of the account goes with it. Another person sends only what was asked when
   * they last confirmed. @throws AgreementMissing, NoticeNotConfirmed
   */
  async goesWithSending(tx: Transaction, visitor: Visitor): Promise<void> {
    if (visitor.holder !== 'victim') await this.entry.requireNotice(tx, visitor);
    if (!(await this.settledIn(tx, visitor))) throw new AgreementMissing();
    const account = await this.rows.account(tx, visitor.invitationId);
    if (account === undefined || account.logged) return;
    await this.rows.markAccountLogged(tx, visitor.invitationId);
    const { setUpBy, others } = account;
    const detail = spokenBy(visitor);
    await this.log(tx, visitor, { type: 'account-answered', detail, secrets: { setUpBy, others } });
  }

  async exitExplained(visitor: Visitor): Promise<void> {
    await this.database.transaction((tx) => this.rows.markExitExplained(tx, visitor.invitationId));
  }

  async account(visitor: Visitor): Promise<AccountRow | undefined> {
    return this.database.transaction((tx) => this.rows.account(tx, visitor.invitationId));
  }

  /** The answers so far; `elsewhere` in an assisted session that may not know them. */
  async accountHere(visitor: Visitor): Promise<AccountRow | 'elsewhere' | undefined> {
    return this.database.transaction((tx) => this.accountIn(tx, visitor));
  }

  /**
   * The same answers again change nothing. @param seen what the page had shown; undefined: nobody asks
   * @throws OwnCodeNeeded in an assisted session, when it was answered elsewhere; ChangedMeanwhile
   */
  async answerAccount(visitor: Visitor, answer: AccountAnswer, seen?: Seen): Promise<void> {
    await this.database.transaction(async (tx) => {
      await inTurn(tx, 'account', visitor.invitationId);
      const before = await this.accountIn(tx, visitor);
      if (before === 'elsewhere') throw new OwnCodeNeeded();
      if (before?.setUpBy === answer.setUpBy && before.others === answer.others) return;
      requireSeen(accountShown(before), seen, 'these answers');
      await this.rows.saveAccount(tx, visitor.invitationId, answer);
    });
  }

  async advised(visitor: Visitor): Promise<void> {
    await this.database.transaction((tx) => this.rows.markAdvised(tx, visitor.invitationId));
  }

  async decides(visitor: Visitor): Promise<Decides | undefined> {
    const row = await this.database.transaction((tx) => this.rows.agreement(tx, visitor.invitationId));
    return row?.decides;
  }

  /** Whether nothing has to be said first of who agrees: else nothing is sent. */
  async settled(visitor: Visitor): Promise<boolean> {
    return this.database.transaction((tx) => this.settledIn(tx, visitor));
  }

  /** @param seen what the page had shown; undefined: nobody asks @throws ChangedMeanwhile */
  async agree(visitor: Visitor, agreement: Agreement, seen?: Seen): Promise<void> {
    await this.database.transaction(async (tx) => {
      await inTurn(tx, 'agreement', visitor.invitationId);
      const before = await this.rows.agreement(tx, visitor.invitationId);
      // Pressed twice, or said on both pages: it overwrites nothing.
      const isSame = before?.decides === agreement.decides;
      requireSeen(decidesShown(before?.decides), isSame ? undefined : seen, 'who decides');
      await this.rows.insertAgreement(tx, visitor.invitationId, agreement);
      const detail = { ...spokenBy(visitor), route: 'self' } as const;
      await this.log(tx, visitor, { type: 'agreement-recorded', detail, secrets: agreement });
    });
  }

  async advocate(visitor: Visitor): Promise<AdvocateSaid | undefined> {
    return this.database.transaction((tx) => this.rows.advocate(tx, visitor.invitationId));
  }

  /** The same again changes nothing. @param seen what the page had shown; undefined: nobody asks @throws ChangedMeanwhile */
  async sayAdvocate(visitor: Visitor, said: AdvocateSaid, seen?: Seen): Promise<void> {
    await this.database.transaction(async (tx) => {
      await inTurn(tx, 'advocate', visitor.invitationId);
      const before = await this.rows.advocate(tx, visitor.invitationId);
      if (advocateShown(before) === advocateShown(said)) return;
      requireSeen(advocateShown(before), seen, 'who acts with the victim');
      await this.rows.insertAdvocate(tx, visitor.invitationId, said);
      const { acts, name, organisation } = said;
      const detail = { ...spokenBy(visitor), acts };
      await this.log(tx, visitor, { type: 'advocate-recorded', detail, secrets: { name, organisation } });
    });
  }

  /** Whether there is a supervisor who never was on the case, and who would get what is reported now. */
  async reportReaches(): Promise<boolean> {
    return this.database.transaction((tx) => this.rows.reportReaches(tx));
  }

  /** The victim felt pressured. Nothing that this process, or an officer of the case, can read remembers it. */
  async pressured(visitor: Visitor, words: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.rows.insertConcern(tx, visitor, { id: randomId(), kind: 'pressured', words });
      const detail = spokenBy(visitor);
      await this.report(tx, visitor, { type: 'pressure-reported', detail, secrets: { words } });
    });
  }

  /** Of a victim a report for a supervisor; of another person that they decline, for the officers. @throws OwnCodeNeeded in an assisted session */
  async stopped(visitor: Visitor): Promise<void> {
    if (!isOwn(visitor)) throw new OwnCodeNeeded();
    await this.database.transaction(async (tx) => {
      if (visitor.holder !== 'victim') {
        const detail = { invitation: visitor.invitationId };
        if (await this.rows.decline(tx)) await this.log(tx, visitor, { type: 'person-declined', detail });
        return;
      }
      await this.rows.insertConcern(tx, visitor, { id: randomId(), kind: 'stopped', words: '' });
      await this.report(tx, visitor, { type: 'stopped', detail: spokenBy(visitor) });
    });
  }

  private async settledIn(tx: Transaction, visitor: Visitor): Promise<boolean> {
    return visitor.holder !== 'victim' || isSettled(await this.rows.agreement(tx, visitor.invitationId));
  }

  private async accountIn(tx: Transaction, visitor: Visitor): Promise<AccountRow | 'elsewhere' | undefined> {
    const account = await this.rows.account(tx, visitor.invitationId);
    if (account !== undefined || isOwn(visitor)) return account;
    return (await this.rows.accountIsAnswered(tx)) ? 'elsewhere' : undefined;
  }

  private async nextIn(tx: Transaction, visitor: Visitor): Promise<Step | undefined> {
    const { invitationId: id } = visitor;
    return nextStep({
      exitExplained: await this.rows.exitExplained(tx, id),
      noticeConfirmed: await this.entry.noticeConfirmedIn(tx, visitor),
      ...(visitor.holder === 'victim'
        ? {
            account: await this.accountIn(tx, visitor),
            agreementAsked: (await this.rows.agreement(tx, id)) !== undefined,
          }
        : NOT_ASKED),
    });
  }

  /** Not in the chain of the investigation, which its officers read: even a gap there would tell. */
  private async report(tx: Transaction, visitor: Visitor, said: Statement<Reported>): Promise<void> {
    const { investigationId: investigation } = visitor;
    await this.custody.append(tx, { ...said, subject: SERVICE_SUBJECT, investigation });
  }

  private async log(tx: Transaction, visitor: Visitor, said: Statement<Said>): Promise<void> {
    const { investigationId: investigation } = visitor;
    await this.custody.append(tx, {
      ...said,
      subject: investigationSubject(investigation),
      investigation,
    });
  }
}
