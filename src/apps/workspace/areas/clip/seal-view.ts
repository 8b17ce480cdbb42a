import { KIND_WORDS, sealWords, type KeptSeal } from '../../../../features/seals';

/** What the page of a clip says of its maker's seal. */
export interface SealPart {
  readonly lines: readonly string[];
  readonly note: string;
  readonly manifest: string | null;
  readonly certificate: string | null;
  readonly stampedAt: Date | null;
}

const NONE = 'This file carries no seal of its maker.';
const NOT_LOOKED = 'Nobody has looked for a seal in this file: it came before this service did that.';

export function sealPart(seal: KeptSeal | undefined): SealPart {
  const words = seal === undefined ? null : sealWords(seal);
  const alone = seal === undefined ? NOT_LOOKED : NONE;
  return {
    lines: words === null ? [alone] : [words.who, words.unchanged, words.trusted],
    note: KIND_WORDS,
    manifest: seal?.manifest ?? null,
    certificate: seal?.certificate ?? null,
    stampedAt: seal?.stampedAt ?? null,
  };
}
