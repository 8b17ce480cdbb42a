import fc from 'fast-check';
import { isCommonPassword } from '../passwords/common-passwords';
import { oneTimePassword, PASSWORD_MAX, PASSWORD_MIN, passwordProblem } from './password';

const KNOWN = {
  email: 'sam.archer@avonvale.example',
  displayName: 'Samantha Archer',
  words: ['Lintel', 'Avon Vale Constabulary'],
};
const words = 'kettle river lamp';
const problemOf = (password: string): string | undefined =>
  passwordProblem(password, KNOWN, isCommonPassword);

describe('a password', () => {
  it.each([
    ['of three words', words],
    ['of three words without spaces', 'kettleriverlamp'],
    ['of characters that take several bytes', '🔑🚪🏠📷🎥🔔🌙⭐🌧🚗🧾🗝'],
    ['of digits at random', '8203947561920384'],
    ['with a name and enough beside it', 'archer kettle lamp'],
    ['with a common word and much beside it', '7d-4931-2286-0471-monkey'],
  ])('%s is good', (_name, password) => {
    expect(problemOf(password)).toBeUndefined();
  });

  it.each([
    ['is too short below the minimum', 'abcdefghijk', 'at least 12'],
    ['of few different characters is not', 'abababababababab', 'more different'],
    ['that is common is refused', 'password1234', 'among the first'],
    ['that is common is refused in capitals', 'PASSWORD1234', 'among the first'],
    ['that is common is refused with signs around it', '!!Liverpool2026!!', 'among the first'],
    ['that is common is refused with digits for letters', 'P@ssw0rd2026!', 'among the first'],
    ['that says a word again and again is refused', 'riverlampriverlamp', 'among the first'],
    ['of letters in a row is refused', 'abcdefghijklmnop', 'follow one another'],
    ['of digits in a row is refused', '890123456789', 'follow one another'],
    ['does not hold the address', `My ${KNOWN.email.toUpperCase()} !`, 'email address'],
    ['is not made of the name', 'SamanthaArcher26', 'your name'],
    ['is not made of the first part of the address', 'Sam.Archer.1985', 'your name'],
    ['is not made of the domain of the force', 'avonvale-999-1', 'your force'],
    ['is not made of the force’s own name', 'Constabulary!!2026', 'your force'],
    ['is not made of the name of the service', 'Lintel-Lintel-26', 'this service'],
  ])('%s', (_name, password, problem) => {
    expect(problemOf(password)).toContain(problem);
  });

  it('is bounded, for every one of its bytes is hashed', () => {
    const longest = `${words}${'x1y2 '.repeat(PASSWORD_MAX)}`.slice(0, PASSWORD_MAX);
    expect(problemOf(longest)).toBeUndefined();
    expect(problemOf(`${longest}!`)).toContain(`at most ${PASSWORD_MAX}`);
  });

  it('of any kind is refused below its minimum length, and judged without failing above it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40, unit: 'grapheme' }), (typed) => {
        const problem = problemOf(typed);
        if (Array.from(typed).length < PASSWORD_MIN) expect(problem).toBeDefined();
      }),
    );
  });

  it('takes no time to judge, however it is made', () => {
    const began = performance.now();
    for (const part of ['a1', '!', 'ab', '1234567890!', 'é'])
      problemOf(`xyzzy${part.repeat(PASSWORD_MAX)}`.slice(0, PASSWORD_MAX));
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('for one use has nothing that looks like something else, and passes the rule itself', () => {
    const made = Array.from({ length: 200 }, oneTimePassword);
    expect(new Set(made).size).toBe(made.length);
    for (const password of made) {
      expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
      expect(problemOf(password)).toBeUndefined();
    }
  });
});
