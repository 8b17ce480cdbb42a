import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, investigationSubject, type Statement } from '../../custody';
import { CLOCK, type Clock } from '../../kernel/clock';
import { randomId, type InvitationId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { NOTICE_VERSION } from './domain/notice';
import { newToken, secretHash } from './domain/secrets';
import { Doorkeeper, type DoorKind } from './doorkeeper';
import { EntryRepository, type Door, type Visitor } from './entry.repository';
import { EntryRefused, NoticeNotConfirmed, SessionEnded } from './invitations.errors';

/** A session on an officer's device ends after so many minutes without use; PostgreSQL holds the same limit. */
const ASSISTED_MINUTES = 10;

/** How she gets in, stays in and leaves. */
@Injectable()
export class EntryService {
  private readonly doors: DoorKind<Door> = {
    table: 'invitation',
    find: (tx, tokenHash) => this.entries.findDoor(tx, tokenHash),
    scope: ({ id }) => ({ invitation: id }),
    locked: (tx, { id, investigationId }, attempts) =>
      this.log(
        tx,
        { invitationId: id, investigationId },
        { type: 'invitation-locked', detail: { invitation: id, attempts } },
      ),
  };

  constructor(
    private readonly database: Database,
    private readonly entries: EntryRepository,
    private readonly doorkeeper: Doorkeeper,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Link and code in, session out: the value for the one cookie. @throws EntryRefused for every reason alike */
  async enter(token: string, typed: string, address: string): Promise<string> {
    const door = await this.doorkeeper.open(this.doors, token, typed, address);
    if (door === undefined) throw new EntryRefused();
    return this.admit(door);
  }

  /**
   * The same on the device of an officer beside her, by a pass that works once and for a few minutes.
   * @throws EntryRefused
   */
  async enterAssisted(token: string): Promise<string> {
    const session = newToken();
    const idle = Math.min(this.config.intake.sessionMinutes, ASSISTED_MINUTES);
    const expiresAt = new Date(this.clock.now().getTime() + idle * 60_000);
    await this.database.transaction(async (tx) => {
      const pass = await this.entries.usePass(tx, secretHash(token));
      if (pass === undefined) throw new EntryRefused();
      const { officerId: assistedBy, place, ...visitor } = pass;
      await this.entries.comeIntoScope(tx, visitor.invitationId);
      await this.entries.insertSession(tx, secretHash(session), visitor.invitationId, expiresAt, assistedBy);
      const detail = { invitation: visitor.invitationId, assistedBy, place };
      await this.log(tx, visitor, { type: 'invitation-opened', detail });
    });
    return session;
  }

  /** @throws SessionEnded */
  async visitor(session: string): Promise<Visitor> {
    const found = await this.findSession(secretHash(session));
    if (found === undefined) throw new SessionEnded();
    return found;
  }

  /** Ends the session on the server. */
  async leave(session: string): Promise<void> {
    const idHash = secretHash(session);
    const visitor = await this.findSession(idHash);
    if (visitor === undefined) return;
    await this.database.transaction((tx) => this.entries.deleteSession(tx, idHash));
  }

  /** Keeps the language that she has chosen, for as long as the session lives. */
  async chooseLanguage({ invitationId }: Visitor, session: string, language: string): Promise<void> {
    await this.database.transaction((tx) => this.entries.setLanguage(tx, secretHash(session), language));
  }

  /** What she had chosen in a session, also when it has ended by itself: only a language, and nothing that opens a page. */
  async languageOf(session: string): Promise<string | null> {
    return this.database.transaction((tx) => this.entries.spokenIn(tx, secretHash(session)));
  }

  /** Ends every session of her invitation. */
  async leaveEverywhere({ invitationId }: Visitor): Promise<void> {
    await this.database.transaction((tx) => this.entries.deleteSessions(tx, invitationId));
  }

  async noticeConfirmed(visitor: Visitor): Promise<boolean> {
    return this.database.transaction((tx) => this.noticeConfirmedIn(tx, visitor.invitationId));
  }

  /** Inside a use case: whether she knows the present version of the notice, read or heard. */
  async noticeConfirmedIn(tx: Transaction, id: InvitationId): Promise<boolean> {
    return (await this.entries.confirmedAt(tx, id, NOTICE_VERSION)) !== undefined;
  }

  /** Inside a use case that needs it. @throws NoticeNotConfirmed */
  async requireNotice(tx: Transaction, visitor: Visitor): Promise<void> {
    if (!(await this.noticeConfirmedIn(tx, visitor.invitationId))) throw new NoticeNotConfirmed();
  }

  /**
   * She read the notice and agreed. Confirming the same version again changes nothing.
   * @param language in which she read it
   */
  async confirmNotice(visitor: Visitor, language: string): Promise<void> {
    const { invitationId } = visitor;
    await this.database.transaction(async (tx) => {
      if ((await this.entries.confirmedAt(tx, invitationId, NOTICE_VERSION)) !== undefined) return;
      await this.entries.insertConfirmation(tx, {
        id: randomId(),
        invitationId,
        version: NOTICE_VERSION,
        route: 'self',
      });
      const { assistedBy } = visitor;
      const read = { version: NOTICE_VERSION, route: 'self', language } as const;
      const detail = { invitation: invitationId, ...(assistedBy && { assistedBy }), ...read };
      await this.log(tx, visitor, { type: 'notice-confirmed', detail });
    });
  }

  private async findSession(idHash: Buffer): Promise<Visitor | undefined> {
    return this.database.transaction((tx) =>
      this.entries.findSession(tx, idHash, this.config.intake.sessionMinutes),
    );
  }

  private async admit(door: Door): Promise<string> {
    const session = newToken();
    const expiresAt = new Date(this.clock.now().getTime() + this.config.intake.sessionMinutes * 60_000);
    await this.database.transaction(async (tx) => {
      if (!(await this.entries.admit(tx, door.id))) throw new EntryRefused();
      await this.entries.insertSession(tx, secretHash(session), door.id, expiresAt);
      const visitor = { invitationId: door.id, investigationId: door.investigationId };
      await this.log(tx, visitor, { type: 'invitation-opened', detail: { invitation: door.id } });
    });
    return session;
  }

  private async log(
    tx: Transaction,
    visitor: Visitor,
    said: Statement<'invitation-locked' | 'invitation-opened' | 'notice-confirmed'>,
  ): Promise<void> {
    await this.custody.append(tx, {
      ...said,
      subject: investigationSubject(visitor.investigationId),
      actor: { kind: 'victim', id: visitor.invitationId },
      investigation: visitor.investigationId,
    });
  }
}
