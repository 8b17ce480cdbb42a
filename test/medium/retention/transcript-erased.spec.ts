import { Bench } from './bench';

interface Listed {
  readonly items: readonly { readonly id: string; readonly written: { readonly kind: string } | null }[];
}

/** Of what was decided about, and of what was not. */
const [DECIDED, LOOSE] = ['I know where your sister lives', 'I know where your mother lives'];

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
});
