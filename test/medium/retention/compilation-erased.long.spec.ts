import { openRedactionMaker, type RedactionMaker } from '../redaction/maker';
import { seedFilm } from '../watching/film';
import type { SeededClip } from '../workspace/world';
import { Bench } from './bench';

describe('a film of several exhibits, one of which is erased (real PostgreSQL)', () => {
  let bench: Bench;
  let maker: RedactionMaker;
  beforeAll(async () => {
    bench = await Bench.open();
    maker = await openRedactionMaker(bench.world);
    await bench.record('oic');
  });
  afterAll(async () => {
    await maker.close();
    await bench.close();
  });

  const exhibit = async (name: 'h264' | 'rotated', hour: number): Promise<SeededClip> => {
    const clip = await seedFilm(bench.world, bench.home, name, `${name}.mp4`);
    const words = { initials: 'AB', producerName: 'Ann Bell', description: 'The door' };
    const accepted = await bench.clients.oic.call('POST', `/api/v1/clips/${clip.id}/accept`, words);
    expect(accepted.status).toBe(201);
    await bench.world.admin.query(`UPDATE lintel.clip SET event_at = $2, event_by = 'chosen' WHERE id = $1`, [
      clip.id,
      `2026-07-14T0${hour}:04:05Z`,
    ]);
    return clip;
  };

  it('goes with the part under which it does not lie: its file, its words, and whatever plays', async () => {
    const [first, second] = [await exhibit('h264', 1), await exhibit('rotated', 2)];
    const { oic } = bench.clients;
    const [title, reason] = ['Quarrel at the gate', 'What Ann Bell saw there'];
    const asked = await oic.call('POST', `${bench.of}/compilations`, {
      ...{ title, reason },
      parts: [first, second].map(({ id }) => ({ clip: id, from: 1, to: 2 })),
    });
    expect(asked.status).toBe(202);
    const film: string = asked.json().id;
    await maker.compile(film);
    const path = `/api/v1/compilations/${film}`;
    const ticket = (await oic.call('POST', `${path}/viewings`)).json();
    expect((await oic.send('GET', ticket.contentUrl)).status).toBe(200);
    const said = 'Not what the quarrel was';
    const judged = await oic.call('POST', `${path}/review`, { outcome: 'refused', reason: said });
    expect(judged.status).toBe(204);
    const kept = async (): Promise<string[]> => (await bench.files()).filter((name) => name.includes(film));
    expect(await kept()).not.toEqual([]);

    await bench.approved(second.id);
    await bench.eraser.run();
    expect(await bench.stateOf(second.id)).toBe('erased');

    // A folder may stay; no file.
    expect((await kept()).filter((name) => /\w+\/\w+$/.test(name) && !name.endsWith(film))).toEqual([]);
    for (const words of [title, reason, said])
      expect([words, await bench.tablesWith(words)]).toEqual([words, []]);
    expect((await oic.send('GET', ticket.contentUrl)).status).toBe(404);
    expect((await oic.call('POST', `${path}/viewings`)).status).toBe(404);
    expect((await oic.call('GET', path)).json()).toMatchObject({ isClosed: true, recipe: null });
    // The exhibit under which it lay stays as it was.
    expect(await bench.stateOf(first.id)).not.toBe('erased');
    expect(
      (await oic.call('POST', `/api/v1/clips/${first.id}/viewings`, { content: 'original' })).status,
    ).toBe(201);
  });
});
