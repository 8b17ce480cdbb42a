import { IncomingWriter } from './incoming-writer';
import { incomingKey } from './keys';

const touched: string[] = [];
const writer = new IncomingWriter({
  write: (key) => {
    touched.push(key);
    return Promise.reject(new Error('not reached'));
  },
  remove: (key) => {
    touched.push(key);
    return Promise.resolve();
  },
});

describe('the part of incoming that workspace may write to', () => {
  it('gives each item a name of its own', () => {
    const keys = [writer.newKey(), writer.newKey()];
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key).toMatch(/^officers\/[0-9a-f]{32}$/);
  });

  it.each(['0193b3c000007000800000000000000a', 'officersx/a'])('holds no draft: %s', async (draft) => {
    const key = incomingKey(draft);
    await expect(writer.remove(key)).rejects.toThrow(RangeError);
    expect(() => writer.write(key, (async function* () {})(), 1)).toThrow(RangeError);
    expect(touched).toEqual([]);
  });
});
