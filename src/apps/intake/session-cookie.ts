import type { NextFunction, Request, Response } from 'express';
import { actingAs } from '../../platform/database';

/** The values of one cookie in a Cookie header (RFC 6265 section 5.4). */
const cookieValues = (header: string, name: string): string[] =>
  header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));

/** The one cookie: the secret of a victim's session. And the mark of who has left, which tells nothing but that. */
export class SessionCookie {
  private readonly isSecure: boolean;
  private readonly name: string;
  private readonly leftName: string;

  constructor(publicUrl: string) {
    this.isSecure = new URL(publicUrl).protocol === 'https:';
    // The prefix makes browsers insist on Secure, Path=/ and no Domain: no sister host can plant a session.
    this.name = this.isSecure ? '__Host-session' : 'session';
    this.leftName = this.isSecure ? '__Host-left' : 'left';
  }

  read(request: Request): string | undefined {
    const [value, ...others] = cookieValues(request.headers.cookie ?? '', this.name);
    return value === '' || others.length > 0 ? undefined : value;
  }

  /** What the browser holds once it has this answer. */
  after(request: Request, response: Response): string | undefined {
    const set = [response.getHeader('Set-Cookie') ?? []].flat().map(String);
    const own = set.find((line) => line.startsWith(`${this.name}=`));
    if (own === undefined) return this.read(request);
    const [value = ''] = own.slice(this.name.length + 1).split(';', 1);
    return value === '' ? undefined : value;
  }

  /** Whether this browser left by "Exit this page", and has not been let in since. The page's script says so, not the server. */
  hasLeft(request: Request): boolean {
    return cookieValues(request.headers.cookie ?? '', this.leftName).length > 0;
  }

  /** It lives until the browser is closed; a session before it ends. */
  write(request: Request, response: Response, secret: string): void {
    this.set(response, secret);
    if (this.hasLeft(request))
      response.appendHeader(
        'Set-Cookie',
        `${this.leftName}=; Path=/; SameSite=Strict; Max-Age=0${this.secure}`,
      );
  }

  remove(response: Response): void {
    this.set(response, '', 'Max-Age=0');
  }

  /** As the page's script does, for pages without one. */
  markLeft(response: Response): void {
    response.appendHeader('Set-Cookie', `${this.leftName}=1; Path=/; SameSite=Strict${this.secure}`);
  }

  private get secure(): string {
    return this.isSecure ? '; Secure' : '';
  }

  private set(response: Response, value: string, ...more: string[]): void {
    const parts = [`${this.name}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Strict', ...more];
    response.setHeader('Set-Cookie', parts.join('; ') + this.secure);
  }
}

/** Whatever a request does in the database, it does as the session that it names. */
export const actForCookie =
  (cookie: SessionCookie) =>
  (request: Request, _response: Response, next: NextFunction): void => {
    const secret = cookie.read(request);
    actingAs(secret === undefined ? undefined : { kind: 'victim', secret }, next);
  };

/** Where a link leads, the victim's or another's: they may come back by it. */
export const DOORS = /^\/(?:i|a|b)\/|^\/download/;

export interface WayOut {
  readonly cookie: SessionCookie;
  /** The harmless site. */
  readonly exitUrl: string;
}

/**
 * For who has left. When the beacon that should have said so got lost, the session ends before anything of it is shown. Whoever presses
 * Back, or opens a page from the history, finds the harmless site again and no word of ours, until a code is entered.
 */
export const endForMark =
  ({ cookie, exitUrl }: WayOut, end: () => Promise<void>) =>
  (request: Request, response: Response, next: NextFunction): void => {
    if (!cookie.hasLeft(request)) {
      next();
      return;
    }
    const answer = (): void => {
      const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
      if (isPage && !DOORS.test(request.path)) response.redirect(303, exitUrl);
      else next();
    };
    if (cookie.read(request) === undefined) {
      answer();
      return;
    }
    end().then(() => {
      cookie.remove(response);
      answer();
    }, next);
  };
