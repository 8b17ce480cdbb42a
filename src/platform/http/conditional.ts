import type { IncomingHttpHeaders } from 'node:http';

/** What the conditional fields of a GET or HEAD allow, before Range is looked at (RFC 9110 section 13.2.2). */
export type Precondition = 'proceed' | 'not-modified' | 'failed';

const TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g;

/** Does an entity-tag list name `etag` (opaque text without quotes)? Strong comparison refuses weak tags. */
function lists(field: string, etag: string, comparison: 'strong' | 'weak'): boolean {
  if (field.trim() === '*') return true;
  return [...field.matchAll(TAG)].some(
    ([, weak, opaque]) => opaque === etag && (comparison === 'weak' || weak === undefined),
  );
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Unreadable dates are ignored (RFC 9110 sections 13.1.3 and 13.1.4). */
function readDate(field: string | undefined): number | undefined {
  const milliseconds = field === undefined ? NaN : Date.parse(field);
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}

/** Evaluates If-Match, If-Unmodified-Since, If-None-Match and If-Modified-Since in the order of section 13.2.2. */
export function evaluatePreconditions(
  headers: IncomingHttpHeaders,
  etag: string,
  lastModified?: Date,
): Precondition {
  const match = headers['if-match'];
  if (match !== undefined) {
    if (!lists(match, etag, 'strong')) return 'failed';
  } else if (lastModified !== undefined) {
    const since = readDate(headers['if-unmodified-since']);
    if (since !== undefined && seconds(lastModified) > since) return 'failed';
  }
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined) return lists(noneMatch, etag, 'weak') ? 'not-modified' : 'proceed';
  const modifiedSince = readDate(headers['if-modified-since']);
  if (lastModified !== undefined && modifiedSince !== undefined && seconds(lastModified) <= modifiedSince) {
    return 'not-modified';
  }
  return 'proceed';
}

/**
 * May Range be honoured under this If-Range (RFC 9110 section 13.1.5)? Only a strong match of the entity tag says so.
 * A date never does: it is a weak validator here, and the whole is always a right answer.
 */
export function rangeStillApplies(ifRange: string | undefined, etag: string): boolean {
  return ifRange === undefined || ifRange.trim() === `"${etag}"`;
}
