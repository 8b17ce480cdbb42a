import { parse } from 'cookie';
import type { Request } from 'express';

/** As the browser sent it, read as express-session reads it. */
export const cookieOf = ({ headers }: Request, name: string): string | undefined =>
  parse(headers.cookie ?? '')[name];
