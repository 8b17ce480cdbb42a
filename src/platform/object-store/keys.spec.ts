import { join, relative } from 'node:path';
import fc from 'fast-check';
import { isEvidenceKey, isIncomingKey } from './keys';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('a', '.', '..', '/', '\\', '\0', '.json', '%2e', '-', '_', 'Z9'))
    .map((parts) => parts.join('')),
);

describe('a key', () => {
  it('never leads out of its folder, nor to a hidden file', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        if (!isEvidenceKey(text) && !isIncomingKey(text)) return;
        const inside = relative('/root', join('/root', text));
        expect(inside).toBe(text);
        expect(text.split('/').some((part) => part === '' || part.startsWith('.'))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it("of a draft never names tus's record of another", () => {
    fc.assert(fc.property(anyText, (text) => !isIncomingKey(text) || !text.includes('.')));
    expect(isIncomingKey('0197b1c2-4d5e-7f60-8a9b-0c1d2e3f4a5b/clip')).toBe(true);
  });

  it.each(['masters/0197b1c2/original', 'renditions/ab12.v1.mp4', 'a'])('%s may name evidence', (text) => {
    expect(isEvidenceKey(text)).toBe(true);
  });
});
