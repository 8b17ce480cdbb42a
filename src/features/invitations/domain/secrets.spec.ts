import { newAccessCode, newToken, secretHash, spokenCode, typedCode } from './secrets';

describe('the secrets of a private link', () => {
  it('has a token of 256 bits that is safe in a URL', () => {
    expect(newToken()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(new Set(Array.from({ length: 100 }, newToken)).size).toBe(100);
  });

  it('keeps only a SHA-256 of a secret (FIPS 180-4, "abc")', () => {
    expect(secretHash('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('reads a code back however it is typed', () => {
    const code = newAccessCode();
    expect(code).toMatch(/^\d{8}$/);
    expect(typedCode(` ${spokenCode(code)} `)).toBe(code);
    expect(typedCode('12-34.56 78')).toBe('12345678');
    for (const typed of [
      '٠١٢٣ ٤٥٦٧٨٩',
      '۰۱۲۳ ۴۵۶۷۸۹',
      '০১২৩ ৪৫৬৭৮৯',
      '੦੧੨੩ ੪੫੬੭੮੯',
      '०१२३ ४५६७८९',
      '0123 456789',
    ])
      expect(typedCode(typed)).toBe('0123456789');
  });
});
