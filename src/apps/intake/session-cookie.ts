import type { NextFunction, Request, Response } from 'express';
import { actingAs } from '../../platform/database';

/** The values of one cookie in a Cookie header (RFC 6265 section 5.4). */
const cookieValues = (header: string, name: string): string[] =>
  header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));

/** The one cookie: the secret of a victim's session. */
export class SessionCookie {
  private readonly isSecure: boolean;
  private readonly name: string;

  constructor(publicUrl: string) {
    this.isSecure = new URL(publicUrl).protocol === 'https:';
    // The prefix makes browsers insist on Secure, Path=/ and no Domain: no sister host can plant a session.
    this.name = this.isSecure ? '__Host-session' : 'session';
  }

  read(request: Request): string | undefined {
    const [value, ...others] = cookieValues(request.headers.cookie ?? '', this.name);
    return value === '' || others.length > 0 ? undefined : value;
  }

  /** It lives until the browser is closed; a session before it ends. */
  write(response: Response, secret: string): void {
    this.set(response, secret);
  }

  remove(response: Response): void {
    this.set(response, '', 'Max-Age=0');
  }

  private set(response: Response, value: string, ...more: string[]): void {
    const parts = [`${this.name}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Strict', ...more];
    if (this.isSecure) parts.push('Secure');
    response.setHeader('Set-Cookie', parts.join('; '));
  }
}

/** Whatever a request does in the database, it does as the session that it names. */
export const actForCookie =
  (cookie: SessionCookie) =>
  (request: Request, _response: Response, next: NextFunction): void => {
    const secret = cookie.read(request);
    actingAs(secret === undefined ? undefined : { kind: 'victim', secret }, next);
  };
