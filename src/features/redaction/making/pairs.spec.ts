import { Pairs } from './pairs';

const picture = Buffer.of(1);

describe('the pictures of two decoders', () => {
  it('wait for one another, and for nothing that does not come any more', async () => {
    const met: string[] = [];
    const pairs = new Pairs(() => met.push('compared'));
    const first = pairs.offer('copy', picture).then(() => met.push('copy goes on'));
    await Promise.resolve();
    expect(met).toEqual([]);
    await pairs.offer('source', picture);
    await first;
    expect(met).toEqual(['compared', 'copy goes on']);
    const alone = pairs.offer('copy', picture);
    pairs.end('source');
    await alone;
    expect(pairs.left).toBe(1);
  });

  it('end both where they cannot be compared', async () => {
    const pairs = new Pairs(() => {
      throw new Error('of two sizes');
    });
    const both = await Promise.allSettled([pairs.offer('copy', picture), pairs.offer('source', picture)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
