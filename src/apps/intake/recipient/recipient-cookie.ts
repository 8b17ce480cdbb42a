import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../../../config';
import { RecipientSignedOut } from './recipient.errors';

const VALUE = /^[A-Za-z0-9_-]{43}$/;

/** The one cookie of a recipient: a random value that means something to the workspace alone. */
@Injectable()
export class RecipientCookie {
  private readonly secure: boolean;
  private readonly name: string;

  constructor(@Inject(CONFIG) config: Config) {
    this.secure = new URL(config.intake.publicUrl).protocol === 'https:';
    this.name = this.secure ? '__Host-download' : 'download';
  }

  /** @throws RecipientSignedOut */
  session(request: Request): string {
    const values = (request.headers.cookie ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(`${this.name}=`))
      .map((pair) => pair.slice(this.name.length + 1));
    const [value, ...others] = values;
    if (value === undefined || others.length > 0 || !VALUE.test(value)) throw new RecipientSignedOut();
    return value;
  }

  /** It lives until the browser is closed; what it stands for ends before. */
  set(response: Response, session: string): void {
    this.write(response, session);
  }

  clear(response: Response): void {
    this.write(response, '', 'Max-Age=0');
  }

  private write(response: Response, value: string, ...more: string[]): void {
    const parts = [`${this.name}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Strict', ...more];
    if (this.secure) parts.push('Secure');
    response.setHeader('Set-Cookie', parts.join('; '));
  }
}
