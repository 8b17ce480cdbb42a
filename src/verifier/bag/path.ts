import type { BagFault } from './problem';

/** A path as a manifest or fetch file writes it, or what is wrong with it. */
export type WrittenPath = { readonly path: string } | { readonly fault: BagFault };

const ENCODED: Readonly<Record<string, string>> = { '%0a': '\n', '%0d': '\r', '%25': '%' };

/**
 * Decodes a path of RFC 8493 section 2.1.3, where CR, LF and `%`, and only those, are percent-encoded, and refuses one
 * that could lead out of the bag (section 5.1). What begins with `~` is a plain name here: nothing expands it.
 */
export function readPath(written: string): WrittenPath {
  if (written.replace(/%(0a|0d|25)/gi, '').includes('%')) {
    return { fault: 'bad-percent-encoding' };
  }
  const path = written.replace(/%(0a|0d|25)/gi, (code) => ENCODED[code.toLowerCase()] ?? code);
  // A drive letter or `\\?\` leads out on Windows only, but a bag is for every system.
  const leaves = /^(\/|[a-z]:[\\/]|\\)/i.test(path) || path.includes('\0');
  const climbs = path.split(/[\\/]/).some((name) => name === '..') || path.split('/').includes('.');
  if (leaves || climbs) return { fault: 'unsafe-path' };
  return { path };
}

/** Section 5.1 is about paths that lead out; everything else is for the section of the file that holds the path. */
export const clauseOf = (fault: BagFault, otherwise: string): string =>
  fault === 'unsafe-path' ? '5.1' : otherwise;
