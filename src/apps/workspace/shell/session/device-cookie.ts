import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import type { Config } from '../../../../config';
import { cookieOf } from './cookie-of';
import { isSecure } from './session.middleware';

const DAYS = 180;

/**
 * By which a browser is known in which an officer has signed in: whoever guesses passwords elsewhere does not keep the officer out of
 * it. It opens nothing.
 */
export class DeviceCookie {
  private readonly secure: boolean;
  private readonly name: string;

  constructor(config: Config) {
    this.secure = isSecure(config);
    this.name = this.secure ? '__Host-lintel-device' : 'lintel-device';
  }

  read(request: Request): string | undefined {
    const value = cookieOf(request, this.name);
    return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
  }

  /** Another secret, which the browser gets. */
  renew({ res }: Request): string {
    const secret = randomBytes(32).toString('base64url');
    res?.cookie(this.name, secret, {
      httpOnly: true,
      secure: this.secure,
      sameSite: 'strict',
      path: '/',
      maxAge: DAYS * 24 * 60 * 60_000,
    });
    return secret;
  }
}
