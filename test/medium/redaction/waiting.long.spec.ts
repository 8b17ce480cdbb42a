import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { faultsOf } from '../../../src/features/redaction/domain/proof';
import { makeProven } from '../../../src/features/redaction/making/proven';
import { MediaTool } from '../../../src/platform/media';
import { ffmpeg, inFolder, settings } from '../media/support';
import { jobOf, listedAt, masterOf, probe } from './film';

const run = promisify(execFile);

/** A busy machine takes some seconds to start a tool. */
const STALL_SECONDS = 6;
/** Before and after what stays: together with the seconds for each frame longer than a tool may stand still. */
const OUTSIDE = 12;
const SECONDS_FOR_EACH = 0.6;
/** More than a pipe takes. */
const STAYS = 10;
const [WIDTH, HEIGHT] = [640, 360];

/** ffmpeg whose raw pictures come slowly, one by one, but for those that stay; for everything else the plain one. */
async function slowDecoder(folder: string): Promise<string> {
  const path = join(folder, 'slow-ffmpeg');
  const real = (await run('/bin/sh', ['-c', 'command -v ffmpeg'])).stdout.trim();
  const frame = (WIDTH * HEIGHT * 3) / 2;
  const pause = `n=$((n + 1)); test $n -gt ${OUTSIDE} -a $n -le ${OUTSIDE + STAYS} || sleep ${SECONDS_FOR_EACH}`;
  const slowly = `while head -c ${frame} > "$0.$$"; test -s "$0.$$"; do cat "$0.$$"; ${pause}; done`;
  await writeFile(
    path,
    [
      '#!/bin/bash',
      'PATH=/usr/bin:/bin',
      `[[ " $* " == *' yuv420p '*' pipe:1 '* ]] || exec ${real} "$@"`,
      'set -o pipefail',
      `${real} "$@" | ${slowly}`,
      '',
    ].join('\n'),
  );
  await chmod(path, 0o755);
  return path;
}

it('no tool is taken to stand still while it waits for frames outside of what stays', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'film.mp4');
    const frames = 2 * OUTSIDE + STAYS;
    await ffmpeg(
      ...['-v', 'error', '-f', 'lavfi', '-i', `testsrc2=size=${WIDTH}x${HEIGHT}:rate=10`],
      ...[
        '-frames:v',
        String(frames),
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-pix_fmt',
        'yuv420p',
        path,
      ],
    );
    const slow = new MediaTool(
      settings({
        ffmpegPath: await slowDecoder(folder),
        bwrapPath: '/nowhere/bwrap',
        allowUnsandboxed: true,
        stallSeconds: STALL_SECONDS,
      }),
    );
    const trim = { from: OUTSIDE + 1, to: OUTSIDE + STAYS };
    const job = await jobOf(await listedAt(path), { masks: [], sound: [], trim });
    const made = await makeProven({ ...job, films: slow.films }, probe, folder);
    expect(faultsOf(made.proof)).toEqual([]);
    expect(made.proof).toMatchObject({ frames: STAYS, timesEqual: true });
  }));

it('a frame that is still on its way stays what it is while those after it are passed over', () =>
  inFolder(async (folder) => {
    const job = await jobOf(await masterOf('h264'), { masks: [], sound: [], trim: null });
    const kept: boolean[] = [];
    await job.films.decode(
      job.input,
      job.facts,
      folder,
      async (bytes) => {
        const before = createHash('sha256').update(bytes).digest('hex');
        await sleep(500);
        kept.push(createHash('sha256').update(bytes).digest('hex') === before);
      },
      { ...job.options, only: { from: 1, to: 3 } },
    );
    expect(kept).toEqual([true, true, true]);
  }));
