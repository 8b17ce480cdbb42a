/**
 * Tells what a piece of work could not help (a service was away, a disk full, a clock wrong) from what is its own fault. Only
 * codes are read, and the few messages of drivers that give none; nothing of them that could hold content is repeated.
 */

/** Of the system (errno) and of Node's streams and resolvers. */
const NETWORK =
  /^(ECONN(REFUSED|RESET|ABORTED)|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ERR_STREAM_PREMATURE_CLOSE)$/;
const MACHINE = /^(ENOSPC|EDQUOT|EROFS|EIO|EMFILE|ENFILE|ENOMEM|ESTALE|ENOTCONN)$/;

/**
 * PostgreSQL, appendix A: connections (08), sign-in (28), no such database (3D), resources (53), took too long (57014), shut down (57P), the system
 * (58), and what loses against another transaction (40001, 40P01).
 */
const SQLSTATE = /^(08...|28...|3D000|53...|57014|57P..|58...|40001|40P01)$/;

/** Of S3 servers: what is wrong with the service or with how it was set up, never with one object. */
const S3_NAMES = new Set([
  'AccessDenied',
  'CredentialsProviderError',
  'ExpiredToken',
  'InternalError',
  'InvalidAccessKeyId',
  'NoSuchBucket',
  'RequestTimeout',
  'RequestTimeTooSkewed',
  'ServiceUnavailable',
  'SignatureDoesNotMatch',
  'SlowDown',
  'TimeoutError',
]);

/** Refusals of our own that pass by themselves. */
const OURS: Readonly<Record<string, string>> = {
  'service-away': 'a service is away',
  'storage-full': 'the store has no room',
  'clock-skew': "this machine's clock and the database's differ",
  'corrupt-read': 'the store gives other bytes at each reading',
  'torn-read': 'the store broke off in the middle of a file',
};

/** node-postgres and TypeORM give these no code. */
const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/^Connection terminated/, 'the database ended the connection'],
  [/^Client has encountered a connection error/, 'the database ended the connection'],
  [
    /timeout exceeded when trying to connect|timeout expired|^Query read timeout/,
    'the database does not answer',
  ],
  [/^Connection is closed/, 'the queue ended the connection'],
];

const textAt = (error: object, key: string): string => {
  const value: unknown = key in error ? error[key as keyof typeof error] : undefined;
  return typeof value === 'string' ? value : '';
};

/** The AWS SDK hangs what it knows of the answer on its errors. */
function statusOfS3(error: object): number | undefined {
  if (!('$metadata' in error) || typeof error.$metadata !== 'object' || error.$metadata === null)
    return undefined;
  const { $metadata } = error;
  return 'httpStatusCode' in $metadata && typeof $metadata.httpStatusCode === 'number'
    ? $metadata.httpStatusCode
    : 0;
}

function awayOfS3(error: object): string | undefined {
  const status = statusOfS3(error);
  const name = textAt(error, 'name');
  if (S3_NAMES.has(name)) return `the object store: ${name}`;
  if (status === undefined) return undefined;
  if (status >= 500 || status === 429 || status === 0) return `the object store: HTTP ${status}`;
  // An answer that cannot be read to its end.
  return status === 200 ? 'the object store gave an answer that cannot be read' : undefined;
}

function awayAlone(error: object): string | undefined {
  const code = textAt(error, 'code');
  if (NETWORK.test(code)) return `a service cannot be reached (${code})`;
  if (MACHINE.test(code)) return `this machine: ${code}`;
  if (SQLSTATE.test(code)) return `the database: SQLSTATE ${code}`;
  const own = OURS[code];
  if (own !== undefined) return own;
  const message = textAt(error, 'message');
  return awayOfS3(error) ?? MESSAGES.find(([shape]) => shape.test(message))?.[1];
}

const DEEPEST = 8;

/**
 * Why `error` will pass when something that was away is back, in words without content; `undefined` when it will not, or
 * when it says (`usesUpTry`) that work must not wait for it.
 */
export function whyAway(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return undefined;
  if ('usesUpTry' in error) return undefined;
  const inner = ['driverError', 'cause'].map((key) =>
    key in error ? error[key as keyof typeof error] : undefined,
  );
  const several: unknown[] = error instanceof AggregateError ? error.errors : [];
  for (const one of [...inner, ...several]) {
    const found = whyAway(one, depth + 1);
    if (found !== undefined) return found;
  }
  return awayAlone(error);
}
