import { logGrowth } from './events.bench';
import { listsGrowth } from './lists.bench';
import { keepGrowth } from './results';

jest.setTimeout(3_600_000);

it('how lists and the log grow over a hundredfold', async () => {
  process.stdout.write('\nWith ten times and a hundred times as much behind it\n');
  await keepGrowth([...(await logGrowth([1_000, 10_000, 100_000])), ...(await listsGrowth())]);
});
