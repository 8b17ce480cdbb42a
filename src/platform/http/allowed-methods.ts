import { MethodNotAllowedException, NotFoundException } from '@nestjs/common';
import type { Request, Response } from 'express';

/** What of Express's list of routes is read here. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

export interface Routes {
  readonly router: { readonly stack: readonly Layer[] };
}

/** The methods of all routes at this path. */
export function methodsAt({ router }: Routes, path: string): string[] {
  const found = new Set<string>();
  for (const layer of router.stack) {
    if (layer.route === undefined || !matches(layer, path)) continue;
    for (const method of Object.keys(layer.route.methods)) found.add(method.toUpperCase());
  }
  if (found.has('GET')) found.add('HEAD');
  return [...found].sort();
}

/** A path that cannot be decoded leads nowhere. */
function matches(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}

/**
 * Where no route was found by this method and there is one at the same path: 405, with `Allow` (RFC 9110, 15.5.6), rather than that the page
 * is not here. Asked once nothing else has answered, so it holds for every route and costs the others nothing.
 */
export function orNotAllowed(
  routes: Routes | undefined,
  error: unknown,
  request: Request,
  response: Response,
): unknown {
  if (routes === undefined || !(error instanceof NotFoundException)) return error;
  const methods = methodsAt(routes, request.path);
  if (methods.length === 0 || methods.includes(request.method)) return error;
  response.setHeader('Allow', methods.join(', '));
  return new MethodNotAllowedException(undefined, { cause: error });
}
