import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../../config';
import { EntryService, isOwn, SessionEnded, type Visitor } from '../../features/invitations';
import { actingAs } from '../../platform/database';
import { isOfLink } from './neutral-pages';
import { SessionCookie } from './session-cookie';
import { chosenLanguage, speakFor, speakIn } from './speech';
import { contactFor, homeOf, requirePageFor } from './whose';

/** What a page says of the session that it is in, after its end. */
const NO_SESSION = { assisted: false, codeNeeded: false, signedIn: false, ask: '', home: '' };

/** Whose session a request comes with. */
@Injectable()
export class Sessions {
  private readonly cookie: SessionCookie;
  private readonly contact: string;

  constructor(
    private readonly entry: EntryService,
    @Inject(CONFIG) config: Config,
  ) {
    this.cookie = new SessionCookie(config.intake.publicUrl);
    this.contact = config.intake.contact;
  }

  /** @throws SessionEnded; NotFound for another person on a page that is the victim's */
  async visitor(request: Request): Promise<Visitor> {
    const visitor = await this.whileItLasts(request, () => this.entry.visitor());
    const { res } = request;
    if (res === undefined) {
      requirePageFor(visitor, request.path);
      return visitor;
    }
    if (!isOfLink(res, visitor.invitationId)) throw new SessionEnded();
    // Every page of an assisted session says that it is one, and offers to enter the code until it was entered.
    if (visitor.assistedBy != null) res.locals['assisted'] = true;
    if (!isOwn(visitor)) res.locals['codeNeeded'] = true;
    res.locals['signedIn'] = true;
    res.locals['ask'] = contactFor(visitor, this.contact);
    res.locals['home'] = homeOf(visitor);
    speakIn(res, visitor.language);
    speakFor(res, visitor);
    requirePageFor(visitor, request.path);
    return visitor;
  }

  /** Only looks: it keeps no session alive. @throws SessionEnded, also where another link was entered in the browser of the page */
  async stands(request: Request): Promise<void> {
    const { invitationId } = await this.whileItLasts(request, () => this.entry.look());
    if (request.res !== undefined && !isOfLink(request.res, invitationId)) throw new SessionEnded();
  }

  /** Does something that asks by itself whether the session still holds, and says so where it has ended. @throws SessionEnded */
  async whileItLasts<T>(request: Request, work: () => Promise<T>): Promise<T> {
    const session = this.cookie.read(request);
    if (session === undefined) throw new SessionEnded();
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SessionEnded)) throw error;
      // The page that says so speaks as the one before it did.
      const language = await this.entry.refused(session, request.ip ?? '');
      if (request.res !== undefined) speakIn(request.res, language);
      throw error;
    }
  }

  /** For a page that is there for everyone, and speaks the language of a session when there is one. */
  async visitorIfAny(request: Request): Promise<Visitor | undefined> {
    try {
      return await this.visitor(request);
    } catch (error) {
      if (error instanceof SessionEnded) return undefined;
      throw error;
    }
  }

  /** Keeps the language that was chosen in the session. @throws SessionEnded */
  async choose(request: Request, language: string): Promise<void> {
    await this.visitor(request);
    await this.entry.chooseLanguage(language);
  }

  /** Ends the session before it. What was chosen on a page without a session goes with the new one. */
  async start(request: Request, response: Response, session: string): Promise<void> {
    await this.endOnServer(request);
    const language = chosenLanguage(response);
    if (language !== undefined)
      await actingAs({ kind: 'victim', secret: session }, () => this.entry.chooseLanguage(language));
    this.cookie.write(request, response, session);
  }

  /**
   * Ends the session on the server first, then in the browser. Ending none succeeds, and touches no cookie: a request that
   * another site has caused comes without it, and must not take it away.
   */
  async end(request: Request, response: Response): Promise<void> {
    if (this.cookie.read(request) === undefined) return;
    await this.endOnServer(request);
    this.cookie.remove(response);
    Object.assign(response.locals, NO_SESSION);
  }

  /** The same for "Exit this page": what is asked for afterwards, by Back or from the history, leads to the harmless site. */
  async leave(request: Request, response: Response): Promise<void> {
    if (this.cookie.read(request) === undefined) return;
    await this.end(request, response);
    // Set by an answer that comes late, it ends a session that was opened meanwhile. A page without a script has no other way to it.
    if (!this.cookie.hasLeft(request)) this.cookie.markLeft(response);
  }

  private async endOnServer(request: Request): Promise<void> {
    if (this.cookie.read(request) !== undefined) await this.entry.leave();
  }
}
