import type { Request } from 'express';

/** A path of ours alone: never another site's address that starts like one. */
export function returnPath(text: unknown): string {
  return typeof text === 'string' && /^\/[A-Za-z0-9/-]*$/.test(text) && !text.startsWith('//') ? text : '/';
}

/** The sign-in page, which leads back to the page that was asked for. */
export function signInAddress(request: Request): string {
  const path = request.method === 'GET' ? returnPath(request.path) : '/';
  return path === '/' || path === '/sign-in' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`;
}
