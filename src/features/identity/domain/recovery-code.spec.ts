import { codeAt } from './totp';
import { asRecoveryCode, recoveryCode } from './recovery-code';

describe('a recovery code', () => {
  it('is read however it was typed', () => {
    const code = recoveryCode();
    expect(code).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
    expect(asRecoveryCode(` ${code.toUpperCase().replaceAll('-', ' ')} `)).toBe(code);
    expect(asRecoveryCode(code.replaceAll('-', ''))).toBe(code);
  });

  it('is never taken for a code of the app, nor the other way round', () => {
    expect(asRecoveryCode(codeAt(Buffer.alloc(20), 1))).toBeUndefined();
    expect(asRecoveryCode('aaaa-aaaa-aaa0')).toBeUndefined();
  });

  it('is another one each time', () => {
    expect(new Set(Array.from({ length: 1000 }, recoveryCode)).size).toBe(1000);
  });
});
