import { randomBytes } from 'node:crypto';
import { NotFoundException } from '@nestjs/common';
import type { RequestHandler } from 'express';
import session, { type CookieOptions } from 'express-session';
import type { Config } from '../../../../config';
import type { CustodyLog } from '../../../../custody';
import { actingAs, type Database } from '../../../../platform/database';
import { keptFirst } from './kept-first';
import './session.data';
import { SessionRepository } from './session.repository';
import { SessionStore } from './session.store';

export class SessionSecretMissing extends Error {
  constructor() {
    super('WORKSPACE_SESSION_SECRET is needed in production (at least 32 characters).');
    this.name = 'SessionSecretMissing';
  }
}

/**
 * Without a set secret, sessions end with the process: good for trying out, refused in production.
 * @throws SessionSecretMissing
 */
export function sessionSecret(config: Config): string {
  const { sessionSecret: set } = config.workspace;
  if (set !== undefined) return set;
  if (config.production) throw new SessionSecretMissing();
  return randomBytes(32).toString('base64url');
}

export const isSecure = (config: Config): boolean =>
  new URL(config.workspace.publicUrl).protocol === 'https:';
export const cookieName = (config: Config): string =>
  isSecure(config) ? '__Host-lintel' : 'lintel-workspace';

/**
 * Finds the session of a request, which ends after `idleMinutes` without one. Whoever is signed in acts in all that the
 * request does, and nothing else says who acts.
 */
export function sessionsOf(
  config: Config,
  secret: string,
  database: Database,
  custody: CustodyLog,
): RequestHandler {
  const { idleMinutes } = config.workspace;
  const secure = isSecure(config);
  const cookie: CookieOptions = {
    httpOnly: true,
    secure,
    sameSite: 'strict',
    path: '/',
    maxAge: idleMinutes * 60_000,
  };
  const sessions = new SessionRepository();
  const officers = session({
    store: new SessionStore(database, custody, idleMinutes, cookie),
    secret,
    name: cookieName(config),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie,
  });
  return (request, response, next) => {
    // TLS ends at a proxy in front. The public address says that it is there, whatever the proxy forwards.
    if (secure) Object.defineProperty(request, 'secure', { value: true });
    request.mayGoOn = (ticket) =>
      actingAs(undefined, () =>
        database.transaction((tx) => sessions.mayGoOn(tx, request.sessionID, ticket)),
      );
    // What is no path ("*", RFC 9112, 3.2.4) has no session, and leads nowhere.
    if (!request.path.startsWith('/')) {
      next(new NotFoundException());
      return;
    }
    officers(request, response, (error?: unknown) => {
      if (error !== undefined) {
        next(error);
        return;
      }
      const { sessionID } = request;
      const signedIn = request.session.signIn !== undefined;
      actingAs(
        signedIn ? { kind: 'officer', secret: sessionID } : undefined,
        () => void keptFirst(request, response, next),
      );
    });
  };
}
