import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';
import { DomainError } from '../../kernel/errors';

/** A change was asked for by another site, or by something that cannot show that it was not. */
class CrossSiteRequest extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'cross-site-request';
  constructor() {
    super('This request did not come from our own page. Go back, reload the page and try again.');
  }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** The origins that are this service: the public one and, on one's own machine, its other spellings. */
export function ownOrigins(publicUrl: string): ReadonlySet<string> {
  const url = new URL(publicUrl);
  if (!LOOPBACK.includes(url.hostname)) return new Set([url.origin]);
  const port = url.port === '' ? '' : `:${url.port}`;
  return new Set(LOOPBACK.map((host) => `${url.protocol}//${host}${port}`));
}

/** Types that a page may send to another site without being asked first (Fetch standard, CORS-safelisted). */
const SIMPLE_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

/** Could a browser have sent this across sites without a CORS preflight (which this service never grants)? */
function isSimple(method: string, headers: IncomingHttpHeaders): boolean {
  if (method !== 'POST') return false;
  if (headers['tus-resumable'] !== undefined || headers['x-requested-with'] !== undefined) return false;
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return type === '' || SIMPLE_TYPES.includes(type);
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'null';
}

/**
 * May this request change anything, given that the browser attaches the session cookie by itself? Deny by default:
 * 1. GET, HEAD and OPTIONS change nothing.
 * 2. Sec-Fetch-Site (which no script can set) must be `same-origin` or `none`; `same-site` is another service.
 * 3. Origin, when present and not `null`, must be ours: this also stops DNS rebinding, where the browser believes
 *    a foreign name to be the same origin. `null` counts for nothing by itself, so rule 2 must have vouched.
 * 4. With neither (an old browser, or no browser) a Referer must be ours; without one the request must be of a kind
 *    that no page can send across sites without a preflight: another method than POST, a JSON or binary type, or
 *    the header Tus-Resumable or X-Requested-With. A bare form post is refused.
 */
export function isSameOrigin(
  method: string,
  headers: IncomingHttpHeaders,
  own: ReadonlySet<string>,
): boolean {
  if (SAFE_METHODS.has(method)) return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = headers.origin;
  if (origin !== undefined && origin !== 'null') return own.has(origin.toLowerCase());
  if (site !== undefined) return true;
  if (origin === 'null') return false;
  if (headers.referer !== undefined) return own.has(originOf(headers.referer));
  return !isSimple(method, headers);
}

export function sameOrigin(publicUrl: string): RequestHandler {
  const own = ownOrigins(publicUrl);
  return (request, _response, next) => {
    next(isSameOrigin(request.method, request.headers, own) ? undefined : new CrossSiteRequest());
  };
}
