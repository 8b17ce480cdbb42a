import { randomBytes } from 'node:crypto';
import connectPgSimple from 'connect-pg-simple';
import type { RequestHandler } from 'express';
import session from 'express-session';
import { Pool } from 'pg';
import type { Config } from '../../../config';
import type { Logger } from '../../../platform/observability';
import './session.data';

const PgStore = connectPgSimple(session);
const POOL_SIZE = 4;

export class SessionSecretMissing extends Error {
  constructor() {
    super('WORKSPACE_SESSION_SECRET is needed in production (at least 32 characters).');
    this.name = 'SessionSecretMissing';
  }
}

/** Without a set secret, sessions end with the process: good for trying out, refused in production. */
function secretOf(config: Config): string {
  const { sessionSecret } = config.workspace;
  if (sessionSecret !== undefined) return sessionSecret;
  if (config.production) throw new SessionSecretMissing();
  return randomBytes(32).toString('base64url');
}

export const isSecure = (config: Config): boolean =>
  new URL(config.workspace.publicUrl).protocol === 'https:';
export const cookieName = (config: Config): string =>
  isSecure(config) ? '__Host-lintel' : 'lintel-workspace';

export interface Sessions {
  readonly middleware: RequestHandler;
  close(): Promise<void>;
}

/** Sessions of officers in PostgreSQL: they end after `idleMinutes` without a request. @throws SessionSecretMissing */
export function openSessions(config: Config, databaseUrl: string, logger: Logger): Sessions {
  const secret = secretOf(config);
  const pool = new Pool({ connectionString: databaseUrl, max: POOL_SIZE });
  pool.on('error', (error) => logger.error({ err: error }, 'session store lost a connection'));
  const store = new PgStore({
    pool,
    schemaName: 'lintel',
    tableName: 'workspace_session',
    // Rows that have run out are removed when somebody signs in: while one is there, a stream under it may end in peace.
    pruneSessionInterval: false,
    errorLog: (...parts: unknown[]) => logger.error({ err: parts.at(-1) }, 'session store failed'),
  });
  const secure = isSecure(config);
  const officers = session({
    store,
    secret,
    name: cookieName(config),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: {
      httpOnly: true,
      secure,
      sameSite: 'strict',
      path: '/',
      maxAge: config.workspace.idleMinutes * 60_000,
    },
  });
  const middleware: RequestHandler = (request, response, next) => {
    // TLS ends at a proxy in front. The public address says that it is there, whatever the proxy forwards.
    if (secure) Object.defineProperty(request, 'secure', { value: true });
    request.stillSignedIn = async () => {
      const { rowCount } = await pool.query(
        `SELECT 1 FROM lintel.workspace_session WHERE sess ->> 'family' = $1`,
        [request.session.family],
      );
      return rowCount !== 0;
    };
    officers(request, response, next);
  };
  return {
    middleware,
    close: async () => {
      store.close();
      await pool.end();
    },
  };
}
