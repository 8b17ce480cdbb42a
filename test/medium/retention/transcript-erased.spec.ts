import { Bench } from './bench';

interface Listed {
  readonly items: readonly { readonly id: string; readonly written: { readonly kind: string } | null }[];
}

/** Of what was decided about, and of what was not. */
const [DECIDED, LOOSE] = ['I know where your sister lives', 'I know where your mother lives'];

const NOTED = 'She says sister, not mother';

describe('a recording with transcripts that is erased (real PostgreSQL)', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open();
    await bench.record('oic');
  });
  afterAll(() => bench.close());

  it('takes along what nobody has decided about; what was decided about is a file of its own, and goes beside nothing', async () => {
    const { admin } = bench.world;
    const { oic, discloser } = bench.clients;
    const { id: clip } = await bench.item();
    const setMedia = (media: string | null) =>
      admin.query('UPDATE lintel.clip SET media = $2 WHERE id = $1', [clip, media]);
    const transcripts = async (): Promise<string[]> => {
      const listed = (await discloser.call('GET', `${bench.of}/items?limit=200`)).json() as unknown as Listed;
      return listed.items.filter(({ written }) => written?.kind === 'transcript').map(({ id }) => id);
    };
    const type = async (words: string, reason: string, act: string): Promise<void> => {
      const { id } = (await oic.call('POST', `/api/v1/clips/${clip}/transcripts`, { reason })).json();
      const lines = [{ start: 0, end: 900, speaker: '', words, language: '', translation: '' }];
      const saved = await oic.call('POST', `/api/v1/transcripts/${id}/${act}`, { revision: 0, lines });
      expect(saved.status).toBe(200);
    };
    await setMedia('{"kind": "media", "duration": 5}');
    await type(DECIDED, '', 'finish');
    const [item = ''] = await transcripts();
    const verdict = { classification: 'unused', meetsTest: true, originalToDefence: true };
    const words = { description: 'Transcript', reason: 'Seen' };
    const decided = await discloser.call('POST', `${bench.of}/decisions`, {
      items: [item],
      ...verdict,
      ...words,
    });
    expect(decided.status).toBe(201);
    await type(LOOSE, 'A word was wrong', 'lines');
    expect(await transcripts()).toHaveLength(2);
    await setMedia(null);

    await bench.approved(clip);
    await bench.eraser.run();
    expect(await bench.stateOf(clip)).toBe('erased');
    expect([await bench.tablesWith(LOOSE), await transcripts()]).toEqual([[], [item]]);
    const { rows } = await admin.query<{ facts: object }>('SELECT lintel.transcript_of($1) AS facts', [item]);
    expect(rows[0]?.facts).toMatchObject({ recording: null, isChecked: false });
  });

  it('is erased although a hold that was lifted, and a note, refer to what is typed of it', async () => {
    const { admin } = bench.world;
    const { oic, first, discloser } = bench.clients;
    const { id: clip } = await bench.item();
    await admin.query('UPDATE lintel.clip SET media = $2 WHERE id = $1', [
      clip,
      '{"kind": "media", "duration": 5}',
    ]);
    const { id } = (await oic.call('POST', `/api/v1/clips/${clip}/transcripts`, { reason: '' })).json();
    const lines = [{ start: 0, end: 900, speaker: '', words: LOOSE, language: '', translation: '' }];
    await oic.call('POST', `/api/v1/transcripts/${id}/lines`, { revision: 0, lines });
    const list = () => discloser.call('GET', `${bench.of}/items?limit=200`);
    const itemsOf = async (kind: string, source: string): Promise<string[]> => {
      await list();
      const { rows } = await admin.query<{ id: string }>(
        'SELECT clip_id AS id FROM lintel.written_item WHERE kind = $1 AND source = $2',
        [kind, source],
      );
      return rows.map((row) => row.id);
    };
    const [item = ''] = await itemsOf('transcript', id);
    // A note on the recording, and one on the transcript.
    for (const noted of [clip, item])
      await admin.query(
        `INSERT INTO lintel.marker (id, clip_id, author_id, text) VALUES (gen_random_uuid(), $1, $2, $3)`,
        [noted, bench.oic.id, NOTED],
      );
    const [notes = ''] = await itemsOf('clip-notes', clip);
    const [more = ''] = await itemsOf('clip-notes', item);
    for (const held of [item, notes]) {
      const set = await oic.call('POST', `/api/v1/clips/${held}/holds`, { reason: 'To be heard again' });
      expect(set.status).toBe(201);
      const lifted = await first.call('POST', `/api/v1/holds/${set.json().id}/lifting`, { reason: 'Heard' });
      expect(lifted.status).toBe(204);
    }
    await admin.query('UPDATE lintel.clip SET media = NULL WHERE id = $1', [clip]);
    await bench.approved(clip);
    await bench.eraser.run();
    expect(await bench.stateOf(clip)).toBe('erased');
    expect([await bench.tablesWith(LOOSE), await bench.tablesWith(NOTED)]).toEqual([[], []]);
    const { rows } = await admin.query(
      'SELECT id, file_name AS name FROM lintel.clip WHERE id = ANY ($1) ORDER BY created_at',
      [[item, notes, more]],
    );
    expect(rows).toEqual([item, notes].map((one) => ({ id: one, name: '(erased)' })));
    expect((await list()).text).not.toContain(item);
  });
});
