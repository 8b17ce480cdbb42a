import type { JsonObject } from '../../kernel/json';
import type { BundleExhibit, MakerSeal } from './bundle-json';
import { bad } from './bundle-verdict';
import { BAG } from './layout';

const FIELDS: readonly (keyof MakerSeal)[] = ['integrity', 'trust', 'manifest', 'certificate'];

/**
 * What the summary says of the seal of the original's maker must be what the log states. It may say nothing: what was erased is not
 * told again.
 * @param stated detail of the last `seal-checked` of the history @throws Tampering
 */
export function checkMakerSeal({ ref, makerSeal }: BundleExhibit, stated: JsonObject | undefined): void {
  if (makerSeal === undefined) return;
  for (const field of FIELDS) {
    const [expected, said] = [stated?.[field] ?? null, makerSeal[field]];
    if (expected === said) continue;
    const words = stated === undefined ? 'no seal' : JSON.stringify(expected);
    throw bad(
      'wrong-summary',
      `${BAG.summary}: ${field} of the maker’s seal of ${ref}`,
      words,
      said ?? 'none',
    );
  }
}
