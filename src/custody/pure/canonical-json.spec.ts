import fc from 'fast-check';
import { UNCANONICAL } from '../../../test/support/uncanonical';
import type { JsonValue } from '../../kernel/json';
import { canonicalise, canonicalOf, isCanonical } from './canonical-json';

const fromBits = (bits: string): number => Buffer.from(bits, 'hex').readDoubleBE(0);

describe('canonical JSON (RFC 8785)', () => {
  it('writes the sample of section 3.2.2 as section 3.2.3 orders it', () => {
    const sample = JSON.parse(
      String.raw`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
    ) as JsonValue;
    expect(canonicalise(sample)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts keys by UTF-16 code units (section 3.2.3)', () => {
    const sample = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\u{1f600}': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalise(sample)) as object).slice(1)).toEqual([
      'Carriage Return',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
    expect(canonicalise(sample)).toMatch(/^\{"\\r":"Carriage Return","1":"One"/);
  });

  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the double %s as %s (appendix B)', (bits, expected) => {
    expect(canonicalise(fromBits(bits))).toBe(expected);
  });

  it.each(['7fffffffffffffff', '7ff0000000000000'])('refuses the double %s (appendix B)', (bits) => {
    expect(() => canonicalise(fromBits(bits))).toThrow(RangeError);
  });

  it('refuses a lone surrogate in a value and in a key', () => {
    expect(() => canonicalise('\udead')).toThrow(RangeError);
    expect(() => canonicalise({ '\ud83d': 1 })).toThrow(RangeError);
  });

  it('refuses a missing value', () => {
    expect(() => canonicalise(undefined)).toThrow(TypeError);
  });

  it('keeps every value and depends on no order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalise(value as JsonValue);
        const again = JSON.parse(text) as JsonValue;
        expect(canonicalise(again)).toBe(text);
        expect(again).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is told from every other text of the same value', () => {
    const spoilt = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => text.replace(',', ', '),
      (text) => text.replace(/"([a-z])/, (_, letter: string) => `"\\u00${letter.charCodeAt(0).toString(16)}`),
      (text) => text.replace(/(\d)(?=[,}\]])/, '$1.0'),
      (text) => text.replace(/\{("[^"]*":[^,]*),("[^"]*":[^,}]*)/, '{$2,$1'),
    );
    const parsed = (text: string): JsonValue | undefined => {
      try {
        return JSON.parse(text) as JsonValue;
      } catch {
        return undefined;
      }
    };
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), spoilt, (given, sorted, spoil) => {
        const value = given as JsonValue;
        const text = spoil(sorted ? canonicalise(value) : JSON.stringify(value));
        const again = parsed(text);
        if (again !== undefined) expect(isCanonical(text, again)).toBe(canonicalise(again) === text);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['{"9":1,"10":1}', false],
    ['{"10":1,"9":1}', true],
    ['{"b":1,"a":1}', false],
    ['{"a":{"c":1,"b":1}}', false],
    ['[{"b":1,"a":1}]', false],
    ['{"a":1,"a":1}', false],
    ['{"":1,"a":-0}', false],
    ['{"a":1,"__proto__":{}}', false],
    ['{"__proto__":{},"a":1}', true],
    [String.raw`"\\ud800"`, true],
    [String.raw`"\u00e9"`, false],
  ])('says of %s whether it is canonical: %s', (text, expected) => {
    expect(isCanonical(text, JSON.parse(text) as JsonValue)).toBe(expected);
  });

  it.each(UNCANONICAL)('has no form for %s', (_, part) => {
    const text = `{"a":${part}}`;
    expect(isCanonical(text, JSON.parse(text) as JsonValue)).toBe(false);
    expect(canonicalOf(JSON.parse(text) as JsonValue)).toBeUndefined();
  });
});
