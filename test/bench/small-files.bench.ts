import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
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
  const sha256 = createHash('sha256')
    .update(await readFile(film))
    .digest('base64');
  /** As the victim's page sends small files: all are told of first, and each comes in one request. */
  const asThePage = async (client: TusClient, count: number): Promise<string[]> => {
    const chosen = await client.choose(count);
    for (const place of chosen) await client.uploadAtOnce(place, sha256);
    return chosen;
  };
  const byTus = async (client: TusClient, count: number): Promise<string[]> => {
    const made: string[] = [];
    for (let at = 0; at < count; at += 1) made.push(await client.upload());
    return made;
  };
  /** Files a second of so many clients, who are each given as many files. */
  const rate = async (
    clients: readonly TusClient[],
    send: typeof byTus,
    forget: (client: TusClient, place: string) => Promise<void>,
  ): Promise<number> => {
    const places: (readonly [TusClient, string])[] = [];
    for (const client of clients) client.close();
    const took = await seconds(() =>
      Promise.all(
        clients.map(async (client) => {
          const made = await send(client, Math.ceil(files / clients.length));
          places.push(...made.map((place) => [client, place] as const));
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
      const toUs = (send: typeof byTus): Promise<number> =>
        rate(ours, send, (client, place) => client.remove(place));
      const ways = {
        bare: () => rate(theirs, byTus, (_, place) => bare.forget(place)),
        tus: () => toUs(byTus),
        page: () => toUs(asThePage),
      };
      await inTurns(ways, 1);
      const figures = await inTurns(ways);
      const who = `${count} ${count === 1 ? 'client' : 'clients'}`;
      const row = (how: string, value: number[]): Measured => ({
        name: `files of 1 MB, ${who}${how}, beside bare tus`,
        ...{ unit: 'a second', better: 'higher', aim: 0.6, baseline: figures.bare, value },
      });
      measured.push(row('', figures.tus), row(', as the page sends them', figures.page));
    }
    return measured;
  } finally {
    for (const client of all) client.close();
    bare.stop();
    await home.close();
    await rm(folder, { recursive: true, force: true });
  }
}
