import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MediaTool } from '../../../src/platform/media';
import { clip } from '../../fixtures/clips';
import { factsOf, inFolder, settings } from './support';

const run = promisify(execFile);
const tool = new MediaTool(settings());

/** Time and duration of each picture, in thousandths of a second. */
async function packetsOf(path: string): Promise<[time: number, duration: number][]> {
  const { stdout } = await run('ffprobe', [
    ...['-v', 'error', '-select_streams', 'v', '-show_entries', 'packet=pts,duration', '-of', 'csv=p=0'],
    path,
  ]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number) as [number, number]);
}

describe('a recording in which frames have the time of the one before them', () => {
  it('has a viewing copy in which each is shown, as little later as is seen, and that says so', async () => {
    const path = await clip('sameTimes');
    await inFolder(async (folder) => {
      const made = await tool.makeRenditions(path, await factsOf(tool, path), folder);
      if (made.kind !== 'renditions') throw new Error(made.code);
      expect(made.labels).toEqual(['moved-on']);
      const [source, copy] = [await packetsOf(path), await packetsOf(made.proxy.path)];
      const start = copy[0]?.[0] ?? 0;
      const wanted = source.map(([time], at) => time - (source[0]?.[0] ?? 0) + (at % 5 === 4 ? 4 : 0));
      expect(copy.map(([time]) => time - start)).toEqual(wanted);
      // The last is one of them, and is not over as soon as it is shown.
      expect(copy.at(-1)?.[1]).toBeGreaterThan(40);
    });
  });

  it('has one also where the last of them came all at once', async () => {
    const path = await clip('burst');
    await inFolder(async (folder) => {
      const made = await tool.makeRenditions(path, await factsOf(tool, path), folder);
      if (made.kind !== 'renditions') throw new Error(made.code);
      const times = (await packetsOf(made.proxy.path)).map(([time]) => time);
      expect(times).toHaveLength(45);
      expect(times.slice(16).map((time) => time - (times[15] ?? 0))).toEqual(
        Array.from({ length: 29 }, (_, at) => 4 * (at + 1)),
      );
    });
  });
});
