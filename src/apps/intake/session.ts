import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../../config';
import { EntryService, SessionEnded, type Visitor } from '../../features/invitations';
import { chosenLanguage, speakIn } from './speech';

/** The values of one cookie in a Cookie header (RFC 6265 section 5.4). */
const cookieValues = (header: string, name: string): string[] =>
  header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));

/** The one cookie, and whose session it names. */
@Injectable()
export class Sessions {
  private readonly secure: boolean;
  private readonly cookie: string;

  constructor(
    private readonly entry: EntryService,
    @Inject(CONFIG) config: Config,
  ) {
    this.secure = new URL(config.intake.publicUrl).protocol === 'https:';
    // The prefix makes browsers insist on Secure, Path=/ and no Domain: no sister host can plant a session.
    this.cookie = this.secure ? '__Host-session' : 'session';
  }

  /** @throws SessionEnded */
  async visitor(request: Request): Promise<Visitor> {
    const session = this.value(request);
    if (session === undefined) throw new SessionEnded();
    const { res } = request;
    const visitor = await this.entry.visitor(session).catch(async (error: unknown) => {
      // The page that tells her so speaks as the one before it did.
      if (error instanceof SessionEnded && res !== undefined)
        speakIn(res, await this.entry.languageOf(session));
      throw error;
    });
    if (res === undefined) return visitor;
    // Every page of an assisted session says that it is one.
    if (visitor.assistedBy != null) res.locals['assisted'] = true;
    res.locals['signedIn'] = true;
    speakIn(res, visitor.language);
    return visitor;
  }

  /** For a page that is there for everyone, and speaks her language when it knows her. */
  async visitorIfAny(request: Request): Promise<Visitor | undefined> {
    try {
      return await this.visitor(request);
    } catch (error) {
      if (error instanceof SessionEnded) return undefined;
      throw error;
    }
  }

  /** Keeps the language that she has chosen in her session. @throws SessionEnded */
  async choose(request: Request, language: string): Promise<void> {
    const visitor = await this.visitor(request);
    await this.entry.chooseLanguage(visitor, this.value(request) ?? '', language);
  }

  /** A cookie that lives until the browser is closed; a session before it ends. What she chose at the door goes with her. */
  async start(request: Request, response: Response, session: string): Promise<void> {
    await this.endOnServer(request);
    const language = chosenLanguage(response);
    if (language !== undefined)
      await this.entry.chooseLanguage(await this.entry.visitor(session), session, language);
    this.set(response, session);
  }

  /** Ends the session on the server first, then in the browser. Ending none succeeds. */
  async end(request: Request, response: Response): Promise<void> {
    await this.endOnServer(request);
    this.set(response, '', 'Max-Age=0');
  }

  private async endOnServer(request: Request): Promise<void> {
    const session = this.value(request);
    if (session !== undefined) await this.entry.leave(session);
  }

  private value(request: Request): string | undefined {
    const [value, ...others] = cookieValues(request.headers.cookie ?? '', this.cookie);
    return value === '' || others.length > 0 ? undefined : value;
  }

  private set(response: Response, value: string, ...more: string[]): void {
    const parts = [`${this.cookie}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Strict', ...more];
    if (this.secure) parts.push('Secure');
    response.setHeader('Set-Cookie', parts.join('; '));
  }
}
