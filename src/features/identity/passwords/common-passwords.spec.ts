import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { passwordProblem } from '../domain/password';
import { isCommonPassword } from './common-passwords';

describe('the list of common passwords', () => {
  it.each(['123456', 'password', 'password1234', 'Qwertyuiop12', '1q2w3e4r5t6y'])('has %s', (password) => {
    expect(isCommonPassword(password)).toBe(true);
  });

  it.each(['', 'kettle river lamp', 'password1234kettle'])('has not "%s"', (password) => {
    expect(isCommonPassword(password)).toBe(false);
  });

  const lines = gunzipSync(readFileSync(join(__dirname, 'common.txt.gz')))
    .toString()
    .trimEnd()
    .split('\n');

  it('holds the 100,000 commonest in one case, and the long ones of a million', () => {
    expect(lines.length).toBeGreaterThan(130_000);
    expect(lines.filter((line) => line.length >= 12).length).toBeGreaterThan(40_000);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.every((line) => line === line.toLowerCase())).toBe(true);
  });

  it('keeps every one of these breached passwords from being chosen, also in capitals', () => {
    const of = { email: 'ann@force.example', displayName: 'Ann Archer', words: [] };
    const chosen = lines
      .flatMap((line) => [line, line.toUpperCase()])
      .filter((line) => passwordProblem(line, of, isCommonPassword) === undefined);
    expect(chosen).toEqual([]);
  });
});
