import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPo } from '../../src/apps/intake/texts/catalogue/po';
import { unitsFor } from '../../src/apps/intake/texts/catalogue/units';
import type { Language } from '../../src/apps/intake/texts/language';
import { languageOf } from '../../src/apps/intake/texts/languages';

export const DRAFTS = ['pl', 'ro', 'ar', 'ur', 'uk', 'cy'] as const;

/** A draft as if a person had checked it: what is not translated yet is English here. Only for tests. */
export function draft(tag: (typeof DRAFTS)[number]): Language {
  const catalogue = readPo(readFileSync(join(__dirname, `../../src/apps/intake/texts/drafts/${tag}.po`)));
  const english = unitsFor(tag).map(({ at, english: words }) => [at, { english: words, words }] as const);
  const translated = new Map([...english, ...catalogue.translated]);
  return {
    ...languageOf({ ...catalogue, translated }),
    checkedBy: { person: 'the tests', on: '2026-11-27' },
  };
}
