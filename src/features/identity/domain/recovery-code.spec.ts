import { codeAt } from './totp';
import { asRecoveryCode, recoveryCode } from './recovery-code';

describe('a recovery code', () => {
  it('is read however it was typed', () => {
    const code = recoveryCode();
    expect(code).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){5}$/);
    expect(asRecoveryCode(` ${code.toUpperCase().replaceAll('-', ' ')} `)).toBe(code);
    expect(asRecoveryCode(code.replaceAll('-', ''))).toBe(code);
    expect(asRecoveryCode(code.replaceAll('-', ' – '))).toBe(code);
  });

  it('has more than 112 bits', () => {
    const plain = Array.from({ length: 1000 }, () => recoveryCode().replaceAll('-', ''));
    const kinds = new Set(plain.flatMap((code) => Array.from(code))).size;
    const shortest = Math.min(...plain.map(({ length }) => length));
    expect(Math.floor(shortest * Math.log2(kinds))).toBe(118);
  });

  it('of the shorter ones of before is still read', () => {
    expect(asRecoveryCode(' ABCD efgh-jkmn')).toBe('abcd-efgh-jkmn');
  });

  it('is never taken for a code of the app, nor the other way round', () => {
    expect(asRecoveryCode(codeAt(Buffer.alloc(20), 1))).toBeUndefined();
    for (const wrong of ['aaaa-aaaa-aaa0', 'aaaa-aaaa-aaaa-aaaa', 'aaaa-aaaa-aaaa-aaaa-aaaa-aaa0'])
      expect(asRecoveryCode(wrong)).toBeUndefined();
  });

  it('is another one each time', () => {
    expect(new Set(Array.from({ length: 1000 }, recoveryCode)).size).toBe(1000);
  });
});
