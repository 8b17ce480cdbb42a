import { Client } from 'pg';
import { until } from '../../support/until';
import { signedIn, type OfficerClient } from '../workspace/client';
import type { Case, World } from '../workspace/world';
import { line, Typing } from './typing';

let typing: Typing;
let world: World;
let home: Case;
let author: OfficerClient;
let colleague: OfficerClient;
let stranger: OfficerClient;
let film: Typing['film'];
let begin: Typing['begin'];
let save: Typing['save'];
let finish: Typing['finish'];
let one: Typing['one'];
let versions: Typing['versions'];
beforeAll(async () => {
  typing = await Typing.open();
  ({ world, home, film, begin, save, finish, one, versions } = typing);
  [author, colleague, stranger] = typing.clients;
});
afterAll(() => typing.close());

describe('the page, without JavaScript', () => {
  it('types, saves and finishes, and keeps what it cannot save', async () => {
    const clip = await film();
    await author.form(`/clips/${clip}/transcripts`, { reason: '' });
    const [draft] = await versions(clip);
    const at = `/transcripts/${draft?.id ?? ''}`;
    const kept = await author.form(`${at}/lines`, {
      revision: '0',
      lines: '0:00.5 | 0:00.9 | Man | Open up\n | | | [inaudible]',
    });
    expect(kept.status).toBe(303);
    const page = await author.page(`/clips/${clip}/transcript`);
    expect(page.text).toContain('0:00.500 | 0:00.900 | Man | Open up');
    const late = await author.form(`${at}/lines`, {
      revision: '0',
      lines: '0:00 | 0:01 | Man | Typed in vain',
    });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Typed in vain');
    expect((await author.form(`${at}/finish`, { revision: '1', lines: 'soon | | | x' })).status).toBe(400);
    expect(
      (await author.form(`${at}/finish`, { revision: '1', lines: '0:00 | 0:01 | Man | Open up' })).status,
    ).toBe(303);
    const theirs = await colleague.page(`/clips/${clip}/transcript`);
    expect(theirs.text).toContain('I have checked it against the sound');
    expect((await author.page(`/clips/${clip}/transcript`)).text).not.toContain('I have checked it');
    expect((await author.page(`/clips/${clip}`)).text).toMatch(/version 1, finished. <bdi>Typed by/);
    const viewing = await author.form(`/clips/${clip}/transcript/viewings`, {});
    const listening = await author.page(viewing.headers.get('location') ?? '');
    const track = `<track kind="captions" label="Transcript" src="/api/v1/transcripts/${draft?.id ?? ''}/captions"`;
    // Nobody has checked it, so nobody sees it before asking for it.
    expect(listening.text).toContain(`${track}>`);
    const heard = await colleague.form(`/clips/${clip}/transcript/viewings`, {});
    const { sha256 } = await one(draft?.id ?? '');
    expect((await colleague.form(`${at}/check`, { sha256: sha256 ?? '' })).status).toBe(303);
    expect((await colleague.page(heard.headers.get('location') ?? '')).text).toContain(`${track} default>`);
  });

  it('shows what it refused when the draft is no more one’s own', async () => {
    const clip = await film();
    const id = await begin(clip);
    await save(id, 0, [line(0, 900, 'Open up')]);
    await begin(clip, colleague, 'Taken over');
    const late = await author.form(`/transcripts/${id}/lines`, {
      revision: '1',
      lines: '0:00 | 0:01 | Man | Typed in vain',
    });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Typed in vain');
    expect(late.text).toContain('goes on from this draft');
  });

  it('shows it, too, when somebody goes on from the draft at the same moment', async () => {
    const clip = await film();
    const id = await begin(clip);
    await save(id, 0, [line(0, 900, 'Open up')]);
    const other = new Client({ connectionString: world.database.urls.owner });
    await other.connect();
    try {
      await other.query('BEGIN');
      await other.query(
        `INSERT INTO lintel.transcript (id, clip_id, author_id, reason)
         SELECT gen_random_uuid(), clip_id, author_id, 'Goes on' FROM lintel.transcript WHERE id = $1`,
        [id],
      );
      const late = author.form(`/transcripts/${id}/lines`, {
        revision: '1',
        lines: '0:00 | 0:01 | Man | Typed in vain',
      });
      await until('the wait for the other', async () => {
        const { rows } = await world.admin.query(
          `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE lintel.transcript%'
             AND datname = current_database()`,
        );
        return rows.length > 0;
      });
      await other.query('COMMIT');
      expect((await late).status).toBe(409);
      expect((await late).text).toContain('Typed in vain');
    } finally {
      await other.end();
    }
  });

  it('takes as many letters as a transcript may have, in any script', async () => {
    const clip = await film();
    const id = await begin(clip);
    const lines = Array.from({ length: 800 }, () => `0:00.1 | 0:00.2 | | ${'語'.repeat(62)}`).join('\n');
    expect((await author.form(`/transcripts/${id}/finish`, { revision: '0', lines })).status).toBe(303);
    expect((await one(id)).state).toBe('finished');
  });
});

it('the disclosure page lists every version among the items, drafts too, with its state', async () => {
  const clip = await film();
  await save(await begin(clip), 0, [line(0, 900, 'Open up')]);
  const officer = await world.officer('disclosure');
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
    [home.investigation, officer.id],
  );
  const disclosure = await signedIn(world, officer);
  const page = (await disclosure.page(`/investigations/${home.investigation}/disclosure`)).text;
  expect(page).toMatch(/\/written\/[^>]*><bdi>Transcript of the item sent on [^<]*, version 1</);
  expect(page).toContain('Transcript of a recording: a draft');
});

describe('the words', () => {
  const found = async (by: OfficerClient, q: string): Promise<string[]> =>
    (
      JSON.parse((await by.call('GET', `/api/v1/search?q=${q}`)).text) as {
        items: { id: string; kind: string; why: string }[];
      }
    ).items.map(({ id, kind, why }) => `${kind} ${id} ${why}`);
  const transcript = (id: string): string => `transcript ${id} words`;

  it('are found by the officers of the case, and by nobody else: what was finished last, and a draft after it', async () => {
    const clip = await film();
    const first = await begin(clip);
    await finish(first, 0, [line(0, 900, 'Zanzibar by night')]);
    const second = await begin(clip, author, 'Another word');
    await save(second, 0, [line(0, 900, 'Timbuktu by night')]);
    expect(await found(colleague, 'timbuk')).toEqual([transcript(second)]);
    // A draft is no reason not to find what was finished: nobody may ever finish it.
    expect(await found(author, 'zanzibar')).toEqual([transcript(first)]);
    const both = [transcript(first), transcript(second)].sort();
    expect((await found(colleague, 'by%20night')).sort()).toEqual(both);
    for (const q of ['timbuk', 'zanzibar']) expect(await found(stranger, q)).toEqual([]);
    const page = (await author.page('/search?q=by+night')).text;
    expect(page).toContain('Draft of a transcript of door.mp4');
    expect(page).toMatch(/transcript#version-1"[^>]*>Transcript of door.mp4/);

    await finish(second, 1, [line(0, 900, 'Timbuktu by day')]);
    expect(await found(author, 'zanzibar')).toEqual([]);
    expect(await found(author, 'timbuktu')).toEqual([transcript(second)]);
  });

  it('of a draft that a colleague goes on from are found in theirs alone', async () => {
    const clip = await film();
    const given = await begin(clip);
    await save(given, 0, [line(0, 900, 'Samarkand')]);
    const taken = await begin(clip, colleague, 'Taken over');
    expect(await found(author, 'samarkand')).toEqual([transcript(taken)]);
  });
});
