import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filmOf } from './film';
import { openPlant, victimOf } from './plant';
import type { Measured } from './results';
import { startBareTus, TusClient, type TusTarget } from './tus-client';
import { inTurns, seconds } from './turns';

const MB = 1e6;
const CLIENTS = [1, 8] as const;

/** Files of 1 MB by tus, each until it is acknowledged as durable, from victims at once; beside tus that neither hashes nor syncs. */
export async function smallFilesBench(files: number): Promise<Measured[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-bench-'));
  const film = join(folder, 'film.mp4');
  await filmOf(film, MB);
  await mkdir(join(folder, 'bare'));
  const bare = await startBareTus(join(folder, 'bare'));
  const home = await openPlant();
  const all: TusClient[] = [];
  const clientOf = (target: TusTarget): TusClient => {
    const client = new TusClient(target, film, MB);
    all.push(client);
    return client;
  };
  /** Files a second of so many clients, who are each given as many files. */
  const rate = async (
    clients: readonly TusClient[],
    forget: (client: TusClient, place: string) => Promise<void>,
  ): Promise<number> => {
    const places: (readonly [TusClient, string])[] = [];
    for (const client of clients) client.close();
    const took = await seconds(() =>
      Promise.all(
        clients.map(async (client) => {
          for (let at = 0; at < files / clients.length; at += 1)
            places.push([client, await client.upload()] as const);
        }),
      ),
    );
    for (const [client, place] of places) await forget(client, place);
    // What is left to do of them is no load of the next round.
    await home.idle();
    return places.length / took;
  };
  try {
    const measured: Measured[] = [];
    for (const count of CLIENTS) {
      const theirs = Array.from({ length: count }, () => clientOf(bare.target));
      const ours: TusClient[] = [];
      for (let at = 0; at < count; at += 1) ours.push(clientOf(await victimOf(home)));
      const toBare = (): Promise<number> => rate(theirs, (_, place) => bare.forget(place));
      const toUs = (): Promise<number> => rate(ours, (client, place) => client.remove(place));
      await inTurns({ toBare, toUs }, 1);
      const figures = await inTurns({ toBare, toUs });
      measured.push({
        name: `files of 1 MB, ${count} ${count === 1 ? 'client' : 'clients'}, beside bare tus`,
        ...{ unit: 'a second', better: 'higher', aim: 0.6, baseline: figures.toBare, value: figures.toUs },
      });
    }
    return measured;
  } finally {
    for (const client of all) client.close();
    bare.stop();
    await home.close();
    await rm(folder, { recursive: true, force: true });
  }
}
