import { z } from 'zod';
import { KIND_WORDS, sealWords, type KeptSeal } from '../../../../features/seals';
import { INTEGRITIES, TRUSTS } from '../../../../platform/seals';
import { moment, sha256 } from '../../shell/inputs/common';

export const makerSeal = z.strictObject({
  integrity: z
    .enum(['none', ...INTEGRITIES])
    .describe('`none`: the file carries no seal; `unchecked`: there is one that cannot be checked'),
  trust: z
    .enum(TRUSTS)
    .nullable()
    .describe('whether the signer leads to one of C2PA_TRUST_ANCHORS; `no-list`: there is none'),
  fault: z.string().nullable().describe('code: why it is not `unchanged`'),
  doubt: z.string().nullable().describe('code: why the signer is `not-trusted`'),
  name: z.string().nullable().describe('whom the certificate is for; a stranger’s words'),
  organisation: z.string().nullable(),
  generator: z.string().nullable().describe('the program that wrote the seal, as it says'),
  manifest: sha256.nullable().describe('of the seal’s bytes'),
  certificate: sha256.nullable().describe('of the signer’s certificate'),
  stampedAt: moment.nullable().describe('by a time-stamping authority that leads to an anchor'),
  checkedAt: moment,
  words: z
    .array(z.string())
    .describe(
      'three answers for people: who sealed it, whether it is unchanged, whether the signer is known',
    ),
  note: z.string().describe('to be said with it: what having no seal means, and what it does not'),
});

export const sealView = (seal: KeptSeal): z.infer<typeof makerSeal> => {
  const words = sealWords(seal);
  const { integrity, trust, fault, doubt, name, organisation, generator, manifest, certificate } = seal;
  return {
    ...{ integrity, trust, fault, doubt, name, organisation, generator, manifest, certificate },
    stampedAt: seal.stampedAt?.toISOString() ?? null,
    checkedAt: seal.checkedAt.toISOString(),
    words: words === null ? [] : [words.who, words.unchanged, words.trusted],
    note: KIND_WORDS,
  };
};
