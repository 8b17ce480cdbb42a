import { rm } from 'node:fs/promises';
import { hearing } from '../../support/hearing';
import { until } from '../../support/until';
import { seedFilm } from '../watching/film';
import { signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, type World } from '../workspace/world';
import { Listening, proposalsOf, propose, type Words } from './listening';
import { LISTENER, programFolder, SECRET, TALKER, withProgram } from './programs';
import { line, Typing } from './typing';

let typing: Typing;
let world: World;
let author: OfficerClient;
let colleague: OfficerClient;
let stranger: OfficerClient;
let folder: string;
let told: Listening['told'];
let ask: Listening['ask'];
let rows: Listening['rows'];
let proposed: Listening['proposed'];
beforeAll(async () => {
  folder = await programFolder(TALKER);
  typing = await Typing.open({ TRANSCRIBE_FOLDER: folder });
  ({ world } = typing);
  ({ told, ask, rows, proposed } = new Listening(typing, folder));
  [author, colleague, stranger] = typing.clients;
});
afterAll(async () => {
  await typing.close();
  await rm(folder, { recursive: true });
});

const take = (id: string, words: Words, which: 'all' | number[], by = author) =>
  by.call('POST', `/api/v1/transcripts/${id}/proposals`, { proposal: words.id, take: which });
const listen = async (clip: string, by = author): Promise<void> => {
  expect((await by.form(`/clips/${clip}/transcript/viewings`, {})).status).toBe(303);
};
const everywhere = async (words: string): Promise<string[]> => {
  const { rows: tables } = await world.admin.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_schema IN ('lintel', 'custody', 'scope') AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rowCount } = await world.admin.query(`SELECT FROM ${name} t WHERE t::text LIKE $1 LIMIT 1`, [
      `%${words}%`,
    ]);
    if ((rowCount ?? 0) > 0) found.push(name);
  }
  return found;
};

describe('words that a program proposes', () => {
  it('are asked for once, made once, also after a worker that died, and are no line, no item and in no event', async () => {
    const clip = await typing.film();
    const draft = await typing.begin(clip);
    expect(await told(clip)).toMatchObject({ state: 'none', lines: [] });
    expect((await author.page(`/clips/${clip}/transcript`)).text).toContain('Propose words');
    expect((await ask(clip)).status).toBe(202);
    expect((await ask(clip, colleague)).status).toBe(202);
    const [row, ...more] = await rows(clip);
    expect(more).toEqual([]);
    const { rowCount } = await world.admin.query(
      `SELECT FROM lintel.outbox WHERE queue = 'words' AND name = 'propose-words' AND payload ->> 'clipId' = $1`,
      [clip],
    );
    expect(rowCount).toBe(1);
    await expect(
      propose(world, row?.id ?? '', folder, { signal: AbortSignal.abort(new Error('killed')) }),
    ).rejects.toThrow('killed');
    expect((await told(clip, colleague)).state).toBe('waiting');
    expect((await author.page(`/clips/${clip}/transcript`)).text).toContain('data-awaits="words"');
    const change = await hearing(world.admin);
    await propose(world, row?.id ?? '', folder);
    await until('a word of the answer', () => Promise.resolve(change.heard()));
    await change.stop();
    await propose(world, row?.id ?? '', undefined);
    expect(await told(clip, colleague)).toMatchObject({
      ...{ state: 'made', why: null, by: { program: 'Sample Speech 1.0' } },
      lines: [
        { start: 100, speaker: 'A', words: `${SECRET} said no` },
        { start: 800, words: 'Open the door' },
        { start: 1_400, words: 'Go away' },
      ],
    });
    expect(await everywhere(SECRET)).toEqual(['lintel.word_proposal']);
    const page = (await author.page(`/clips/${clip}/transcript`)).text;
    expect(page).toMatch(/<em>Zebedee said no<\/em>/);
    expect(page).toMatch(/It errs[^]*must have listened[^]*of which the draft has no line yet: 3\./);
    expect(await typing.one(draft)).toMatchObject({ lines: [], proposedBy: [] });
    // Who does not type is not shown them.
    expect((await colleague.page(`/clips/${clip}/transcript`)).text).not.toContain(SECRET);
    expect((await stranger.call('GET', proposalsOf(clip))).status).toBe(404);
    expect((await ask(clip, stranger)).status).toBe(404);
  });

  it('are taken by a person, one by one or all, beside what was typed, and the version says so wherever it goes', async () => {
    const clip = await typing.film();
    const draft = await typing.begin(clip);
    await typing.save(draft, 0, [line(1_500, 1_900, 'Typed by hand')]);
    const words = await proposed(clip);
    // What is typed there already is not proposed again.
    expect((await author.page(`/clips/${clip}/transcript`)).text).toContain('no line yet: 2.');
    expect((await take(draft, words, [1], colleague)).status).toBe(409);
    expect((await take(draft, words, [1], stranger)).status).toBe(404);
    const one = await take(draft, words, [1]);
    expect([one.status, one.json()]).toMatchObject([200, { revision: 2 }]);
    const of = async (id: string): Promise<string[]> =>
      (await typing.one(id)).lines.map(({ words }) => words);
    expect(await of(draft)).toEqual(['Open the door', 'Typed by hand']);
    // Nobody types over it from a page of before, and nothing is taken twice.
    expect((await typing.save(draft, 1, [line(0, 900, 'In vain')])).status).toBe(409);
    expect((await take(draft, words, [1])).json()).toMatchObject({ revision: 2 });
    const form = await author.form(`/transcripts/${draft}/proposals`, {
      proposal: words.id ?? '',
      take: 'all',
    });
    expect(form.status).toBe(303);
    expect(await of(draft)).toEqual([`${SECRET} said no`, 'Open the door', 'Typed by hand']);
    const said = `Began from words that a program proposed: Sample Speech 1.0 (SHA-256 ${words.by?.sha256 ?? ''})`;
    const page = (await author.page(`/clips/${clip}/transcript`)).text;
    expect(page).toContain(said);
    expect(page).not.toContain('Take all into the draft');
    expect((await author.page(`/clips/${clip}`)).text).toContain(said);

    // Put right, and not a word as it was proposed: it began so all the same.
    const lines = [
      line(100, 700, 'He said no'),
      line(800, 1_400, 'Open the doors'),
      line(1_500, 1_900, 'Go'),
    ];
    expect((await typing.save(draft, 3, lines)).status).toBe(200);
    expect(await typing.one(draft)).toMatchObject({ proposedBy: [words.by] });
    const unheard = await typing.finish(draft, 4, lines);
    expect([unheard.status, unheard.text]).toEqual([409, expect.stringContaining('listen to it')]);
    await listen(clip);
    expect((await typing.finish(draft, 4, lines)).status).toBe(200);
    expect((await author.page(`/clips/${clip}/transcript`)).text).toContain(said);
    for (const kind of ['webvtt', 'text'])
      expect((await author.call('GET', `/api/v1/transcripts/${draft}/${kind}`)).text).toContain(said);
    // The bytes whose hash the log has are the lines alone, and who finished and checks is asked what they are asked today.
    expect((await author.call('GET', `/api/v1/transcripts/${draft}/captions`)).text).not.toContain('program');
    const { sha256 } = await typing.one(draft);
    const check = () => colleague.call('POST', `/api/v1/transcripts/${draft}/check`, { sha256 });
    expect((await check()).status).toBe(409);
    await listen(clip, colleague);
    expect((await check()).status).toBe(204);
    expect(await everywhere(SECRET)).not.toContain('custody.record');

    const next = await typing.begin(clip, colleague, 'Another word');
    expect(await typing.one(next)).toMatchObject({ proposedBy: [words.by] });
    // The viewing in which they checked it is still open.
    expect((await typing.finish(next, 0, lines, colleague)).status).toBe(200);

    const officer = await world.officer('disclosure');
    await world.admin.query(
      'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
      [typing.home.investigation, officer.id],
    );
    const disclosure = await signedIn(world, officer);
    await disclosure.page(`/investigations/${typing.home.investigation}/disclosure`);
    const item = await world.admin.query<{ id: string }>(
      `SELECT clip_id AS id FROM lintel.written_item WHERE kind = 'transcript' AND source = $1`,
      [draft],
    );
    expect((await disclosure.page(`/written/${item.rows[0]?.id ?? ''}`)).text).toContain(said);
  });

  it('are told of also by whoever saves them without taking them, and by nobody whose words are others', async () => {
    const clip = await typing.film();
    const draft = await typing.begin(clip);
    const words = await proposed(clip);
    await typing.save(draft, 0, [line(800, 1_300, 'Open the door!'), line(1_000, 1_400, 'Open the door')]);
    expect(await typing.one(draft)).toMatchObject({ proposedBy: [] });
    await typing.save(draft, 1, [line(800, 1_200, 'Open the door')]);
    await typing.save(draft, 2, []);
    expect(await typing.one(draft)).toMatchObject({ proposedBy: [words.by] });
    await expect(
      world.admin.query(`SET ROLE lintel_workspace; UPDATE lintel.transcript SET proposed_by = '[]'`),
    ).rejects.toThrow('permission denied');
    await world.admin.query('RESET ROLE');
  });

  it('are not taken where the draft is full, or they are not those that were shown', async () => {
    const clip = await typing.film();
    const draft = await typing.begin(clip);
    const words = await proposed(clip);
    const other = { ...words, id: draft };
    expect((await take(draft, other, 'all')).text).toContain('not proposed any more');
    await typing.save(
      draft,
      0,
      Array.from({ length: 799 }, () => line(null, null, 'x')),
    );
    const refused = await author.form(`/transcripts/${draft}/proposals`, {
      proposal: words.id ?? '',
      take: 'all',
    });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('up to 800 lines. Nothing was taken.');
    expect((await take(draft, words, [0])).status).toBe(200);
  });
});

it('hears the very sound of the recording', async () => {
  const clip = await typing.film();
  await withProgram(LISTENER, async (other) => {
    const { lines } = await proposed(clip, other);
    expect(lines[0]?.words).toMatch(/^Shape 1 1 16000 16, \d+ Hz$/);
  });
});

it('where no program is named nothing is shown, and nothing is asked for', async () => {
  const off = await openWorld();
  try {
    const officer = await off.officer();
    const by = await signedIn(off, officer);
    const film = await seedFilm(off, await seedCase(off, officer.id), 'h264', 'off.mp4');
    expect((await told(film.id, by)).state).toBe('off');
    expect((await ask(film.id, by)).status).toBe(409);
    await by.call('POST', `/api/v1/clips/${film.id}/transcripts`, {});
    const page = (await by.page(`/clips/${film.id}/transcript`)).text;
    expect(page).toContain('Your draft');
    expect(page).not.toContain('a program proposes');
  } finally {
    await off.close();
  }
});
