import { createHash } from 'node:crypto';
import { canonicalise } from '../../../custody';
import type { Sha256Hex } from '../../../kernel/ids';
import type { JsonObject } from '../../../kernel/json';

import type { PictureViews, Renditions } from '../../../platform/media';
import type { RenditionKind } from './content';

/** A rendition that lies in the scratch folder still. */
export interface Unstored {
  readonly kind: RenditionKind;
  readonly path: string;
  readonly contentType: string;
  readonly facts: JsonObject;
}

/**
 * The key of a rendition follows from its input and its recipe, so a job that runs twice writes the same object; it
 * shows neither the hash nor the name of the master.
 */
export function renditionKey(inputSha256: Sha256Hex, recipe: JsonObject, kind: RenditionKind): string {
  const digest = createHash('sha256')
    .update(`lintel-rendition/v1\n${inputSha256}\n${canonicalise(recipe)}\n`)
    .digest('hex');
  return `renditions/${digest}/${kind}`;
}

/** The files of one run, and what each must be known by. */
export function renditionsOf(made: Renditions | PictureViews): Unstored[] {
  const files =
    made.kind === 'picture-views'
      ? [made.proxy, made.contactSheet]
      : [made.proxy, ...made.posters, made.contactSheet, made.frames].filter((file) => file !== null);
  return files.map(({ name, path, mime, width, height }) => ({
    kind: name,
    path,
    contentType: mime,
    facts: { width, height, ...(name === 'proxy' && proxyFacts(made)) },
  }));
}

/** A photograph has no frames to be measured against. */
function proxyFacts(made: Renditions | PictureViews): JsonObject {
  const labels = [...made.labels];
  if (made.kind === 'picture-views') return { labels };
  const { check, damaged, accounted } = made;
  return {
    check: { ...check },
    accounted: { ...accounted, notShown: accounted.notShown.map((stream) => ({ ...stream })) },
    damaged: damaged === null ? null : { ...damaged },
    labels,
  };
}
