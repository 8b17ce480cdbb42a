import { IncomingMessage, ServerResponse } from 'node:http';

const REMOVED = '[removed]';

/** Keys whose value may identify a person or open a door. Compared in lower case without `-` and `_`. */
const SENSITIVE_KEYS = new Set([
  'accesscode',
  'authorization',
  'code',
  'codehash',
  'cookie',
  'displayname',
  'email',
  'filename',
  'ip',
  'key',
  'name',
  'note',
  'originalname',
  'password',
  'phone',
  'postcode',
  'proxyauthorization',
  'query',
  'remoteaddress',
  'secret',
  'secretaccesskey',
  'setcookie',
  'token',
  'username',
  'xforwardedfor',
]);
const SENSITIVE_KEY = /(token|secret|password|passphrase|cookie|apikey|accesscode|recoverycode)$/;
const MAX_DEPTH = 8;

/** Takes the secret of a private link (the victim's, an assisted one, a recipient's), credentials in a URL and query strings out of a text. */
export function scrubText(text: string): string {
  return text
    .replace(/(\/[abi]\/)[A-Za-z0-9_-]{6,}/g, `$1${REMOVED}`)
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@"\\]+@/gi, `$1${REMOVED}@`)
    .replace(/((?:https?:\/\/|\/)[^\s?"\\]*)\?[^\s"\\]*/gi, `$1?${REMOVED}`)
    .replace(/\b(Bearer|Basic) +[A-Za-z0-9+/=._~-]+/g, `$1 ${REMOVED}`);
}

function isSensitive(key: string): boolean {
  const plain = key.toLowerCase().replace(/[-_]/g, '');
  return SENSITIVE_KEYS.has(plain) || SENSITIVE_KEY.test(plain);
}

/** An error for the log: its type, machine-readable code, scrubbed message and stack, and causes. */
function describeError(error: Error, depth: number): Record<string, unknown> {
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    message: scrubText(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: scrubText(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}

/** Method and path alone: headers, query, body and address stay out. */
export function describeRequest(request: IncomingMessage): Record<string, unknown> {
  return { method: request.method, path: scrubText((request.url ?? '').split('?', 1)[0] ?? '') };
}

/** A copy of `value` without tokens, codes, names, cookies or other people's data, at any depth. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return '[deep]';
  if (value instanceof Error) return describeError(value, depth);
  // The logger's serialisers describe these two.
  if (value instanceof IncomingMessage || value instanceof ServerResponse)
    return depth === 1 ? value : '[http]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isSensitive(key) ? REMOVED : redact(item, depth + 1)]),
  );
}
