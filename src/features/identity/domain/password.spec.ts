import fc from 'fast-check';
import { oneTimePassword, PASSWORD_MAX, PASSWORD_MIN, passwordProblem } from './password';

const EMAIL = 'sam.officer@force.example';
const words = 'kettle river lamp';

describe('a password', () => {
  it.each([
    ['of three words is good', words, undefined],
    ['counts characters, not bytes', '🔑🚪🏠📷🎥🔔🌙⭐🌧🚗🧾🗝', undefined],
    ['is too short below the minimum', 'abcdefghijk', 'at least 12'],
    ['of few different characters is not', 'abababababababab', 'more different'],
    ['does not hold the address, however it is written', `My ${EMAIL.toUpperCase()} !`, 'email address'],
  ])('%s', (_name, password, problem) => {
    if (problem === undefined) expect(passwordProblem(password, EMAIL)).toBeUndefined();
    else expect(passwordProblem(password, EMAIL)).toContain(problem);
  });

  it('is bounded, for every one of its bytes is hashed', () => {
    const longest = words.repeat(PASSWORD_MAX).slice(0, PASSWORD_MAX);
    expect(passwordProblem(longest, EMAIL)).toBeUndefined();
    expect(passwordProblem(`${longest}!`, EMAIL)).toContain(`at most ${PASSWORD_MAX}`);
  });

  it('of any kind is refused below its minimum length', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: PASSWORD_MIN - 1, unit: 'grapheme' }), (short) => {
        fc.pre(Array.from(short).length < PASSWORD_MIN);
        expect(passwordProblem(short, EMAIL)).toBeDefined();
      }),
    );
  });

  it('for one use has nothing that looks like something else, and passes the rule itself', () => {
    const made = Array.from({ length: 200 }, oneTimePassword);
    expect(new Set(made).size).toBe(made.length);
    for (const password of made) {
      expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
      expect(passwordProblem(password, EMAIL)).toBeUndefined();
    }
  });
});
