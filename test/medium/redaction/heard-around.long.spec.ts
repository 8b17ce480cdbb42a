import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { faultsOf } from '../../../src/features/redaction/domain/proof';
import { edits, type SoundSpan } from '../../../src/features/redaction/domain/recipe';
import { makeProven } from '../../../src/features/redaction/making/proven';
import { ffmpeg, inFolder } from '../media/support';
import { jobOf, masterAt, probe } from './film';

const run = promisify(execFile);

/** Heard half a second each: before the first picture, beside the pictures, and after the last. Pictures from 2 to 5 s. */
const SAID = [0.5, 3, 6];
const around = async (path: string): Promise<void> => {
  const said = SAID.map((at) => `between(t,${at},${at + 0.5})`).join('+');
  await ffmpeg(
    ...['-itsoffset', '2', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=15:duration=3'],
    ...['-f', 'lavfi', '-i', `aevalsrc=exprs='(${said})*0.5*sin(2*PI*440*t)':duration=7:s=48000`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', path],
  );
};

/** Which of them can be heard. */
async function heard(path: string): Promise<number[]> {
  const { stdout } = await run(
    'ffmpeg',
    ['-v', 'error', '-i', path, '-ac', '1', '-ar', '8000', '-f', 's16le', '-'],
    { encoding: 'buffer', maxBuffer: 16 * 1024 ** 2 },
  );
  return SAID.filter((at) => {
    const from = Math.round((at + 0.1) * 8_000) * 2;
    const loudest = Array.from({ length: 2_400 }, (_, n) => Math.abs(stdout.readInt16LE(from + 2 * n)));
    return Math.max(...loudest) > 1_000;
  });
}

it('what is heard before the first picture and after the last is silenced where a recipe says so, and else stays', async () => {
  await inFolder(async (folder) => {
    const path = join(folder, 'around.mp4');
    await around(path);
    const master = await masterAt(path);
    expect(await heard(path)).toEqual(SAID);
    const copied = async (fromMs: number, toMs: number): Promise<number[]> => {
      const sound: SoundSpan[] = [{ kind: 'mute', reason: 'victims-address', fromMs, toMs }];
      const drawn = edits.parse({ masks: [], sound, trim: null });
      return inFolder(async (out) => {
        const made = await makeProven(await jobOf(master, drawn), probe, out);
        expect(faultsOf(made.proof)).toEqual([]);
        return heard(made.path);
      });
    };
    expect(await copied(0, 3_000)).toEqual([0.5, 6]);
    expect(await copied(-2_000, 0)).toEqual([3, 6]);
    expect(await copied(-2_000, 7_000)).toEqual([]);
  });
});
