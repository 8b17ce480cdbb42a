import { stat } from 'node:fs/promises';
import { clip } from '../fixtures/clips';
import { openPlant, victimOf } from './plant';
import type { Measured } from './results';
import { TusClient } from './tus-client';
import { inTurns, seconds } from './turns';

/** One clip from its last byte until it is checked: with nothing else to do, and while many of another link wait. */
export async function waitingBench(waiting: number): Promise<Measured> {
  const film = await clip('h264');
  const { size } = await stat(film);
  const home = await openPlant({ LIMIT_CLIPS_PER_SUBMISSION: String(10 * waiting) });
  const one = new TusClient(await victimOf(home), film, size);
  const crowd = new TusClient(await victimOf(home), film, size);
  const check = async (): Promise<number> => {
    one.close();
    const place = await one.upload();
    const took = await seconds(() => home.checked(place));
    await one.remove(place);
    return took * 1000;
  };
  try {
    await check();
    const { alone, among } = await inTurns({
      alone: check,
      among: async () => {
        const places: string[] = [];
        crowd.close();
        const left = async (): Promise<number> => {
          const { rows } = await home.admin.query<{ left: number }>(
            `SELECT count(*)::int AS left FROM lintel.outbox WHERE queue = 'verify' AND done_at IS NULL`,
          );
          return rows[0]?.left ?? 0;
        };
        // Those that were checked meanwhile are made up for.
        for (let missing = waiting; missing > 0; missing = waiting - (await left()))
          for (let at = 0; at < missing; at += 1) places.push(await crowd.upload());
        const took = await check();
        for (const place of places) await crowd.remove(place);
        await home.idle();
        return took;
      },
    });
    return {
      name: `a check while ${waiting} clips of another link wait, beside none`,
      ...{ unit: 'ms', better: 'lower', aim: 1 / 2, baseline: alone, value: among },
    };
  } finally {
    one.close();
    crowd.close();
    await home.close();
  }
}
