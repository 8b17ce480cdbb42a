import { createHash } from 'node:crypto';
import { NO_RECORD, parseRecord, recordHash, recordText } from './record';

const first = { subject: 'service:lintel', seq: 1, prev: NO_RECORD, event: '{"v":1}' };

describe('a record', () => {
  it('is five lines, hashed as they stand', () => {
    const text = `lintel-event/v1\nservice:lintel\n1\n${'0'.repeat(64)}\n{"v":1}\n`;
    expect(recordText(first)).toBe(text);
    expect(recordHash(text)).toEqual(createHash('sha256').update(text).digest('hex'));
  });

  it('is read back from its lines', () => {
    expect(parseRecord(recordText(first).split('\n').slice(0, -1))).toEqual(first);
  });

  it.each([
    ['another version', ['lintel-event/v2', 's', '1', '0'.repeat(64), '{}']],
    ['a leading zero', ['lintel-event/v1', 's', '01', '0'.repeat(64), '{}']],
    ['upper-case hexadecimal', ['lintel-event/v1', 's', '1', 'A'.repeat(64), '{}']],
    ['four lines', ['lintel-event/v1', 's', '1', '0'.repeat(64)]],
  ])('is not read with %s', (_, lines) => {
    expect(parseRecord(lines)).toBeUndefined();
  });
});
