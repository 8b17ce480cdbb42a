import { createHash } from 'node:crypto';
import { UNCANONICAL } from '../../../test/support/uncanonical';
import type { JsonValue } from '../../kernel/json';
import { commitment, opens } from './commitment';

const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

describe('a commitment', () => {
  it('is SHA-256 of the salt and the canonical value', () => {
    const expected = createHash('sha256').update(salt).update('{"a":1,"b":"é"}', 'utf8').digest('hex');
    expect(commitment(salt, { b: 'é', a: 1 })).toBe(expected);
  });

  it('opens with its salt and value only', () => {
    const committed = commitment(salt, 'front door.mp4');
    expect(opens(committed, salt, 'front door.mp4')).toBe(true);
    expect(opens(committed, salt, 'back door.mp4')).toBe(false);
    expect(opens(committed, Buffer.alloc(16), 'front door.mp4')).toBe(false);
    expect(opens('', salt, 'front door.mp4')).toBe(false);
  });

  it.each(UNCANONICAL)('is never opened by %s', (_, text) => {
    expect(opens(commitment(salt, 'x'), salt, JSON.parse(text) as JsonValue)).toBe(false);
  });

  it('asks for a salt of 128 bits', () => {
    expect(() => commitment(Buffer.alloc(8), 'x')).toThrow(RangeError);
  });
});
