import { Refusal } from './refusal';

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
]);

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** What went wrong with the connection, without its password; undefined for any other error. */
export function databaseRefusal(error: unknown, url: string): Refusal | undefined {
  const code = codeOf(error) ?? '';
  const { hostname, port, pathname, username } = new URL(url);
  const server = `${hostname}:${port === '' ? '5432' : port}`;
  const refuse = (text: string): Refusal => new Refusal(text, { cause: error });
  if (UNREACHABLE.has(code)) return refuse(`The database at ${server} cannot be reached (${code}).`);
  if (code === '28P01' || code === '28000') {
    return refuse(`The database at ${server} refused the sign-in of ${username}: check its password.`);
  }
  if (code === '3D000') {
    return refuse(`The database ${pathname.slice(1)} does not exist at ${server}: run lintel db-init first.`);
  }
  if (code === '42501') {
    return refuse(
      `${username} lacks a right in the database at ${server}: run lintel db-init, then lintel migrate.`,
    );
  }
  return undefined;
}

/** Errors of connecting become one sentence; all others pass. */
export async function orDatabaseRefusal<T>(url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw databaseRefusal(error, url) ?? error;
  }
}
