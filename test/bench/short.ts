import { inSlots } from '../../src/custody/pure/places';
import { openLog } from '../medium/custody/log.support';
import { appendProcessorBench } from './custody.bench';
import { COMMITTED, keep, readResults, type Measured } from './results';
import { uploadProcessorBench } from './upload.bench';

/** The part of a committed ratio below which something has become slower: noise moves medians of rounds by less. */
const LEAST = 2 / 3;

/** Those whose ratio to the baseline fell by more than a third. */
async function fallen(measured: readonly Measured[]): Promise<string[]> {
  const committed = new Map((await readResults(COMMITTED)).map(({ name, ratio }) => [name, ratio]));
  return (await keep(measured)).flatMap(({ name, ratio }) => {
    const before = committed.get(name);
    if (before === undefined) return [`${name} has no committed result`];
    return ratio < before * LEAST ? [`${name}: ${ratio} of the baseline, and it was ${before}`] : [];
  });
}

// Something that has become slower is so each time; a machine that was busy for a moment is not.
jest.retryTimes(2);

describe('as fast as the committed results, beside the same baselines', () => {
  it('appends to the custody log', async () => {
    const log = await openLog(1, inSlots);
    try {
      expect(await fallen([await appendProcessorBench(log, 5_000)])).toEqual([]);
    } finally {
      await log.close();
    }
  });

  it('receives a film', async () => {
    expect(await fallen([await uploadProcessorBench(256, 7)])).toEqual([]);
  });
});
