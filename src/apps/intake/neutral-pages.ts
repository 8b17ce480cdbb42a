import { createHash } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { textField } from './form';
import { isOwnPath, NEUTRAL, NeutralAddresses } from './neutral-address';
import { DOORS, type SessionCookie } from './session-cookie';

/** What a neutral address that does not open leads to: no part of it goes any further. */
const LOST = `${NEUTRAL}-`;

/** In the forms of a page: where they lead, for the day that the session of the page is over and another one has begun. */
const FIELD = 'page';
/** And of which link they are: with the session of another link, what was written on them is none of its business. */
const OF_LINK = 'pageof';
/** The same of what the scripts of a page ask for, which find the mark on its body. */
const OF_LINK_HEADER = 'Page-Of';
const LONGEST_PATH = 400;
/** Answered by a page of its own: what was posted is noted down by a browser, to open its tabs again. */
const NOTHING_TO_LOSE = '/stop';

/** What has an address of its own for a reason, and is none of the pages behind the code. */
const isPlain = (path: string): boolean =>
  path === '/' || path.startsWith('/assets/') || path.startsWith(NEUTRAL) || DOORS.test(path);

const isHers = (path: string): boolean => isOwnPath(path) && !isPlain(path);

const SIGNS: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&#96;': '`',
  '&#92;': '\\',
};
const unescaped = (text: string): string =>
  text.replace(/&(?:amp|quot|lt|gt|#39|#96|#92);/g, (sign) => SIGNS[sign] ?? sign);
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** An address of a page in another form; the fragment is the browser's own and stays. */
type Rewrite = (address: string) => string;

/** A tag with its attributes. What somebody typed cannot look like one: its signs are escaped wherever it is shown. */
const TAG = /<[a-z][a-z0-9-]*\s[^<>]*>/gi;
const LEADS = /(\s(?:href|action|formaction)=")([^"]*)(")/gi;
const POSTED_TO = /^<form(?=[^>]*\smethod="post")(?![^>]*\senctype=)[^>]*\saction="([^"]*)"/i;

/** The same for all sessions of one link, and tells nothing of it. */
const markOf = (invitation: string): string =>
  createHash('sha256').update(`page-of/${invitation}`).digest('base64url').slice(0, 22);

/**
 * Whether the request comes from a page of this link, as far as the page says of which it is; what is shown now is of it.
 * Two links can be opened in one browser, one after the other, and a page of the first is still there.
 */
export function isOfLink({ locals }: Response, invitation: string): boolean {
  const { pageOf } = locals;
  locals.link = markOf(invitation);
  return pageOf === undefined || pageOf === locals.link;
}

/** A page with all that leads on from it made neutral. */
export function neutralPage(html: string, rewrite: Rewrite, link?: string): string {
  return html.replace(TAG, (tag) => {
    const rewritten = tag.replace(LEADS, (whole, before: string, text: string, after: string) => {
      const [plain, neutral] = [unescaped(text), rewrite(unescaped(text))];
      return neutral === plain ? whole : before + escaped(neutral) + after;
    });
    if (link !== undefined && tag.startsWith('<body ')) return rewritten.replace('>', ` data-of="${link}">`);
    const to = unescaped(POSTED_TO.exec(tag)?.[1] ?? '');
    if (!isHers(to) || to === NOTHING_TO_LOSE || rewritten === tag) return rewritten;
    const of = link === undefined ? '' : `<input type="hidden" name="${OF_LINK}" value="${link}">`;
    return `${rewritten}<input type="hidden" name="${FIELD}" value="${escaped(to)}">${of}`;
  });
}

const rewriteWith =
  (addresses: NeutralAddresses, here: string): Rewrite =>
  (address) => {
    const [path = '', fragment] = address.split('#', 2);
    // The same page in another language, say.
    const whole = path.startsWith('?') && isHers(here) ? here + path : path;
    if (!isHers(whole)) return address;
    return addresses.of(whole) + (fragment === undefined ? '' : `#${fragment}`);
  };

/** The page that a neutral address names, with what was added to it. */
function opened(url: string, secret: string | undefined): string {
  const [address = '', more] = url.split('?', 2);
  const path = secret === undefined ? undefined : new NeutralAddresses(secret).open(address);
  if (path === undefined || !isHers(path)) return LOST;
  if (more === undefined) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${more}`;
}

function goTo(request: Request, url: string): void {
  request.url = url;
  request.originalUrl = url;
}

/** How a page of this answer is named to the browser: by a neutral address where it has a session, or has one from this answer on. */
function rewriteFor(cookie: SessionCookie, request: Request, response: Response): Rewrite {
  const secret = cookie.after(request, response);
  return secret === undefined
    ? (address) => address
    : rewriteWith(new NeutralAddresses(secret), request.path);
}

declare module 'express-serve-static-core' {
  interface Locals {
    /** For a page that is named elsewhere than in HTML or a redirect. */
    neutral?: Rewrite;
    /** The mark of the link whose session this answer is in. */
    link?: string;
    /** The mark that a form of an older page bears, or what its scripts ask for. */
    pageOf?: string;
  }
}

/**
 * What a browser's history holds of the victim's pages tells nothing: whatever leads from one to the next is a neutral address. The one place
 * where they come in is here, before anything else reads them, and the one where they go out, so that no page can forget it.
 */
export const neutralAddresses =
  (cookie: SessionCookie): RequestHandler =>
  (request, response, next) => {
    if (request.url.startsWith(NEUTRAL)) goTo(request, opened(request.url, cookie.read(request)));
    const of = request.get(OF_LINK_HEADER);
    if (of !== undefined) response.locals.pageOf = of;
    const rewrite: Rewrite = (address) => rewriteFor(cookie, request, response)(address);
    response.locals['neutral'] = rewrite;
    const send = response.send.bind(response);
    response.send = (body: unknown) => {
      const isPage = (response.get('Content-Type') ?? 'text/html').startsWith('text/html');
      return send(
        isPage && typeof body === 'string'
          ? neutralPage(body, rewriteFor(cookie, request, response), response.locals.link)
          : body,
      );
    };
    const location = response.location.bind(response);
    response.location = (url: string) => location(rewrite(url));
    next();
  };

/**
 * After the bodies: a form of a page that is older than the session, or whose cookie is gone, still says where it leads, so that nothing
 * that was written in it is lost.
 */
export function findLost(request: Request, response: Response, next: NextFunction): void {
  const of = textField(request.body, OF_LINK, LONGEST_PATH);
  if (of !== '') {
    response.locals.pageOf = of;
    Reflect.deleteProperty(request.body as object, OF_LINK);
  }
  const to =
    request.url === LOST && request.method === 'POST' ? textField(request.body, FIELD, LONGEST_PATH) : '';
  if (isHers(to)) goTo(request, to);
  next();
}

/** The address of a page, for an answer that is no page. */
export const neutralIn = ({ locals }: Response): Rewrite => locals['neutral'] ?? ((address) => address);
