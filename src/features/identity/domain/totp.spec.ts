import fc from 'fast-check';
import { base32, codeAt, keyUri, stepOf, stepOfCode } from './totp';

const ascii = (text: string): Buffer => Buffer.from(text, 'ascii');
const SECRET = ascii('12345678901234567890');

describe('codes of an authenticator app', () => {
  /** RFC 4226 appendix D. */
  it.each([
    [0, '755224'],
    [1, '287082'],
    [2, '359152'],
    [3, '969429'],
    [4, '338314'],
    [5, '254676'],
    [6, '287922'],
    [7, '162583'],
    [8, '399871'],
    [9, '520489'],
  ])('are those of RFC 4226 for counter %i', (counter, code) => {
    expect(codeAt(SECRET, counter)).toBe(code);
  });

  /** RFC 6238 appendix B; each algorithm has a seed as long as its hash. */
  const seeds = {
    sha1: SECRET,
    sha256: ascii('12345678901234567890123456789012'),
    sha512: ascii('1234567890123456789012345678901234567890123456789012345678901234'),
  };
  it.each([
    [59, '94287082', '46119246', '90693936'],
    [1_111_111_109, '07081804', '68084774', '25091201'],
    [1_111_111_111, '14050471', '67062674', '99943326'],
    [1_234_567_890, '89005924', '91819424', '93441116'],
    [2_000_000_000, '69279037', '90698825', '38618901'],
    [20_000_000_000, '65353130', '77737706', '47863826'],
  ])('are those of RFC 6238 at %i s', (seconds, sha1, sha256, sha512) => {
    const step = stepOf(new Date(seconds * 1000));
    const codes = (['sha1', 'sha256', 'sha512'] as const).map((algorithm) =>
      codeAt(seeds[algorithm], step, { algorithm, digits: 8 }),
    );
    expect(codes).toEqual([sha1, sha256, sha512]);
  });
});

describe('a typed code', () => {
  const at = new Date('2026-11-24T10:00:05Z');
  const now = stepOf(at);

  it('counts in its own step and in the ones beside it, and in no other', () => {
    const taken = [-2, -1, 0, 1, 2].filter(
      (away) => stepOfCode(SECRET, codeAt(SECRET, now + away), at, 0) !== undefined,
    );
    expect(taken).toEqual([-1, 0, 1]);
  });

  it('never counts twice, nor does one before it', () => {
    const used = stepOfCode(SECRET, codeAt(SECRET, now), at, 0) ?? 0;
    expect(stepOfCode(SECRET, codeAt(SECRET, now), at, used)).toBeUndefined();
    expect(stepOfCode(SECRET, codeAt(SECRET, now - 1), at, used)).toBeUndefined();
    expect(stepOfCode(SECRET, codeAt(SECRET, now + 1), at, used)).toBe(now + 1);
  });

  it('may be typed with a space, and anything else is simply wrong', () => {
    const code = codeAt(SECRET, now);
    expect(stepOfCode(SECRET, `${code.slice(0, 3)} ${code.slice(3)}`, at, 0)).toBe(now);
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(text.replaceAll(/\s/g, '').length !== 6);
        expect(stepOfCode(SECRET, text, at, 0)).toBeUndefined();
      }),
    );
  });
});

describe('the key that an app scans', () => {
  /** RFC 4648 section 10, without padding. */
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('writes %j as %j', (text, encoded) => {
    expect(base32(ascii(text))).toBe(encoded);
  });

  it('names service and account', () => {
    expect(keyUri(SECRET, 'ann@force.example', 'Lintel')).toBe(
      'otpauth://totp/Lintel:ann%40force.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Lintel',
    );
  });
});
