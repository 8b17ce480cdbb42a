import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, investigationSubject, SERVICE_SUBJECT, type Statement } from '../../custody';
import { randomId, type Sha256Hex } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { AttemptsRepository } from './attempts.repository';
import { noticeVersion } from './domain/notice';
import type { Asked } from './domain/person-request';
import { newToken, secretHash } from './domain/secrets';
import { EntryRepository, type Visitor } from './entry.repository';
import {
  EntryDelayed,
  EntryRefused,
  NoticeNotConfirmed,
  RequestChanged,
  SessionEnded,
} from './invitations.errors';
import { LinkAndCode, type LinkKind } from './link-and-code';

/** So many days before a link ends, its pages say when. */
const SOON_DAYS = 14;

/** What a page of the notice showed. */
export interface Shown {
  readonly request: string | null;
  /** Without it the log names the version and the language alone. */
  readonly textSha256?: Sha256Hex | undefined;
}

/** How a victim, or another person with a link of their own, gets in, stays in and leaves. Whose session acts, the database knows. */
@Injectable()
export class EntryService {
  private readonly links: LinkKind<Pick<Visitor, 'invitationId' | 'investigationId'>> = {
    parameters: (tx, linkHash) => this.entries.linkParameters(tx, linkHash),
    wait: (tx, place) => this.entries.wait(tx, place),
    enter: (tx, attempt) => this.entries.enter(tx, attempt, this.config.intake.sessionMinutes),
    entered: (tx, visitor) =>
      this.log(tx, visitor, { type: 'invitation-opened', detail: { invitation: visitor.invitationId } }),
  };

  constructor(
    private readonly database: Database,
    private readonly entries: EntryRepository,
    private readonly linkAndCode: LinkAndCode,
    private readonly attempts: AttemptsRepository,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Link and code in, session out: the value for the one cookie. @throws EntryDelayed; EntryRefused for every other reason alike */
  async enter(token: string, typed: string, address: string): Promise<string> {
    const opened = await this.linkAndCode.open(this.links, token, typed, address);
    if ('session' in opened) return opened.session;
    throw opened.waitSeconds > 0 ? new EntryDelayed(opened.waitSeconds) : new EntryRefused();
  }

  /**
   * The same on the device of an officer beside the victim, by a pass that works once and for a few minutes.
   * @throws EntryRefused
   */
  async enterAssisted(token: string): Promise<string> {
    const session = newToken();
    const minutes = this.config.intake.sessionMinutes;
    await this.database.transaction(async (tx) => {
      const pass = await this.entries.enterAssisted(tx, secretHash(token), secretHash(session), minutes);
      if (pass === undefined) throw new EntryRefused();
      const { officerId: assistedBy, place, ...visitor } = pass;
      const detail = { invitation: visitor.invitationId, assistedBy, place };
      await this.log(tx, visitor, { type: 'invitation-opened', detail });
    });
    return session;
  }

  /** Whose session acts; being used keeps it alive. @throws SessionEnded */
  async visitor(): Promise<Visitor> {
    return this.database.transaction((tx) => this.visitorIn(tx));
  }

  /** The same, for a page that stands open and that nobody may be using: it keeps nothing alive. @throws SessionEnded */
  async look(): Promise<Visitor> {
    return this.database.transaction((tx) => this.visitorIn(tx, 0));
  }

  /** Inside a use case at the end of something long: the session may have ended since it began. @throws SessionEnded */
  async visitorIn(tx: Transaction, idleMinutes = this.config.intake.sessionMinutes): Promise<Visitor> {
    const found = await this.entries.keepSession(tx, idleMinutes);
    if (found === undefined) throw new SessionEnded();
    return found;
  }

  /**
   * A session that gave no scope: says so in the log, once an hour for each address, so that nobody can flood it. Gives the
   * language that had been chosen in it, when it has only run out: nothing that opens a page.
   */
  async refused(session: string, address: string): Promise<string | null> {
    return this.database.transaction(async (tx) => {
      const ended = await this.entries.endedSession(tx, secretHash(session));
      const times = await this.attempts.countFailure(tx, secretHash(`refused:${address}`));
      const why = ended === undefined ? 'unknown' : 'expired';
      if (times === 1)
        await this.custody.append(tx, {
          type: 'scope-refused',
          subject: SERVICE_SUBJECT,
          detail: { kind: 'victim', why },
        });
      return ended?.language ?? null;
    });
  }

  /** Ends the session that acts, on the server. */
  async leave(): Promise<void> {
    await this.database.transaction((tx) => this.entries.endSession(tx));
  }

  /** Ends every session of the victim's. */
  async leaveEverywhere(): Promise<void> {
    await this.database.transaction((tx) => this.entries.endOwnSessions(tx));
  }

  /** Keeps a language for as long as the session lives. */
  async chooseLanguage(language: string): Promise<void> {
    await this.database.transaction((tx) => this.entries.chooseLanguage(tx, language));
  }

  /** When the link ends, if it is so soon that a visitor who comes back later may find it ended. */
  async endsSoon({ invitationId }: Visitor): Promise<Date | undefined> {
    return this.database.transaction((tx) => this.entries.endsSoon(tx, invitationId, SOON_DAYS));
  }

  async noticeConfirmed(visitor: Visitor): Promise<boolean> {
    return this.database.transaction((tx) => this.noticeConfirmedIn(tx, visitor));
  }

  /** Inside a use case: whether they know the present version of the notice, read or heard, and what they are asked by now. */
  async noticeConfirmedIn(tx: Transaction, { invitationId, requestId }: Visitor): Promise<boolean> {
    const newest =
      requestId === null ? null : ((await this.entries.newestRequest(tx, invitationId)) ?? requestId);
    return (await this.entries.confirmedAt(tx, invitationId, noticeVersion(newest))) !== undefined;
  }

  /** Whether another person confirmed what they were asked before it was recorded anew. */
  async askedAnew({ invitationId, requestId }: Visitor): Promise<boolean> {
    if (requestId === null) return false;
    return this.database.transaction((tx) => this.entries.confirmedBefore(tx, invitationId, requestId));
  }

  /** What another person is asked; `undefined` for the victim. */
  async asked({ requestId }: Visitor): Promise<Asked | undefined> {
    if (requestId === null) return undefined;
    return this.database.transaction((tx) => this.entries.asked(tx, requestId));
  }

  /** Inside a use case that needs it. @throws NoticeNotConfirmed */
  async requireNotice(tx: Transaction, visitor: Visitor): Promise<void> {
    if (!(await this.noticeConfirmedIn(tx, visitor))) throw new NoticeNotConfirmed();
  }

  /**
   * The victim read the notice and agreed. Confirming the same version again changes nothing.
   * @param language in which it was read
   * @param shown what another person was asked on the page that they read, and the hash of the words that stood there
   * @throws RequestChanged
   */
  async confirmNotice(visitor: Visitor, language: string, { request, textSha256 }: Shown): Promise<void> {
    const { invitationId, requestId } = visitor;
    if (request !== requestId) throw new RequestChanged();
    const version = noticeVersion(requestId);
    await this.database.transaction(async (tx) => {
      if ((await this.entries.confirmedAt(tx, invitationId, version)) !== undefined) return;
      await this.entries.insertConfirmation(tx, {
        id: randomId(),
        invitationId,
        version,
        route: 'self',
      });
      const { assistedBy } = visitor;
      const words = textSha256 === undefined ? {} : { textSha256 };
      const read = { version, route: 'self', language, ...words } as const;
      const detail = { invitation: invitationId, ...(assistedBy && { assistedBy }), ...read };
      await this.log(tx, visitor, { type: 'notice-confirmed', detail });
    });
  }

  private async log(
    tx: Transaction,
    { investigationId }: Pick<Visitor, 'investigationId'>,
    said: Statement<'invitation-opened' | 'notice-confirmed'>,
  ): Promise<void> {
    await this.custody.append(tx, {
      ...said,
      subject: investigationSubject(investigationId),
      investigation: investigationId,
    });
  }
}
