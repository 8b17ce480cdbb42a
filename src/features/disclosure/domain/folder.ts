import { safeName } from '../archive';
import type { BundleKind } from './bundle';

/** `LINTEL-13-77821-26-defence-2`: the bag's folder, and the archive's name before `.zip`. */
export const bundleFolder = (urn: string, kind: BundleKind, number: number): string =>
  safeName(`LINTEL-${urn.replaceAll(/[^A-Za-z0-9.-]+/g, '-')}-${kind}-${number}`);

/** `AB-1` or `MG6C-12`: an item's folder within `data/originals`, `data/viewing` and `data/custody`. */
export const itemFolder = (label: string): string => safeName(label.replaceAll('/', '-'));
