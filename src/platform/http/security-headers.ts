import type { RequestHandler } from 'express';

export interface SecurityHeaderOptions {
  readonly publicUrl: string;
  /** Hashes of the known inline scripts that may run, like `sha256-...`; default none. */
  readonly scriptHashes?: readonly string[];
  /** The same of inline styles. */
  readonly styleHashes?: readonly string[];
  /** WebAssembly may be compiled (the hash worker of the upload page needs it). */
  readonly wasm?: boolean;
}

const ownAnd = (hashes: readonly string[] = []): string[] => [`'self'`, ...hashes.map((hash) => `'${hash}'`)];

/** Content-Security-Policy: nothing but our own files; no inline script or style but the known ones, no frames, no plug-ins. */
function contentSecurityPolicy(options: SecurityHeaderOptions): string {
  const scripts = [...ownAnd(options.scriptHashes), ...(options.wasm === true ? [`'wasm-unsafe-eval'`] : [])];
  return [
    `default-src 'none'`,
    `script-src ${scripts.join(' ')}`,
    `worker-src 'self'`,
    `style-src ${ownAnd(options.styleHashes).join(' ')}`,
    // `data:`: an icon in the page itself is one request less on a thin line, and reaches nobody.
    `img-src 'self' blob: data:`,
    `media-src 'self' blob:`,
    `connect-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

const FEATURES = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'microphone',
  'payment',
  'serial',
  'usb',
];

/**
 * Headers of every answer. Nothing is stored by default; static assets say otherwise for themselves.
 * Referrer-Policy is `same-origin`, which tells other sites as little as `no-referrer` does: under `no-referrer`
 * browsers send `Origin: null` with our own forms, and `sameOrigin` could not tell them from a stranger's.
 */
export function securityHeaders(options: SecurityHeaderOptions): RequestHandler {
  const headers = new Map([
    ['Cache-Control', 'no-store'],
    ['Content-Security-Policy', contentSecurityPolicy(options)],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Permissions-Policy', FEATURES.map((feature) => `${feature}=()`).join(', ')],
    ['Referrer-Policy', 'same-origin'],
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
    ['X-Robots-Tag', 'noindex, nofollow'],
  ]);
  if (new URL(options.publicUrl).protocol === 'https:') {
    headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
  }
  return (_request, response, next) => {
    response.setHeaders(headers);
    next();
  };
}
