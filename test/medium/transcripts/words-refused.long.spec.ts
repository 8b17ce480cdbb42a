import { rm } from 'node:fs/promises';
import { NotFound } from '../../../src/kernel/errors';
import { SandboxUnavailable } from '../../../src/platform/media/errors';
import { seedFilm } from '../watching/film';
import type { OfficerClient } from '../workspace/client';
import { loseOriginal } from '../workspace/lose';
import type { World } from '../workspace/world';
import { Listening, propose } from './listening';
import { inShell, programFolder, SECRET, TALKER, withProgram } from './programs';
import { line, Typing } from './typing';

let typing: Typing;
let world: World;
let author: OfficerClient;
let folder: string;
let told: Listening['told'];
let ask: Listening['ask'];
let rows: Listening['rows'];
let proposed: Listening['proposed'];
beforeAll(async () => {
  folder = await programFolder(TALKER);
  typing = await Typing.open({ TRANSCRIBE_FOLDER: folder });
  ({ world } = typing);
  [author] = typing.clients;
  ({ told, ask, rows, proposed } = new Listening(typing, folder));
});
afterAll(async () => {
  await typing.close();
  await rm(folder, { recursive: true });
});

describe('a program that does not do what it is there for', () => {
  const state = async (clip: string): Promise<unknown> =>
    (
      await world.admin.query(
        'SELECT kind, state, why FROM lintel.rendition WHERE clip_id = $1 ORDER BY kind',
        [clip],
      )
    ).rows;

  it.each([
    ['ended with an error', inShell('echo WEBVTT; exit 1'), {}],
    ['took too long', inShell('while :; do :; done'), { minutes: 0.02 }],
    ['more than it may', inShell(`while :; do echo ${SECRET}${'a'.repeat(99)}; done`), {}],
    ['it does not begin with WEBVTT', inShell(`echo ${SECRET}`), {}],
    ['row 4 has marks', inShell(`printf 'WEBVTT\\n\\n00:00.000 --> 00:01.000\\n<b>${SECRET}\\n'`), {}],
    ['does not say which it is', inShell('echo WEBVTT', ''), {}],
    ['It proposes no words', inShell('echo WEBVTT'), {}],
  ])('is told of on the page: %s', async (why, program, change) => {
    const clip = await typing.film();
    const draft = await typing.begin(clip);
    const before = await state(clip);
    // At the first of several attempts: nothing is tried again by itself.
    await withProgram(program, (other) => proposed(clip, other, { last: false, ...change }));
    const page = (await author.page(`/clips/${clip}/transcript`)).text;
    expect(page).toContain(why);
    expect(page).not.toContain(SECRET);
    expect(await state(clip)).toEqual(before);
    expect((await typing.save(draft, 0, [line(0, 900, 'By hand')])).status).toBe(200);
    const again = (await told(clip)).state === 'failed';
    expect(page.includes('Propose words')).toBe(again);
    if (!again) return;
    expect((await proposed(clip)).state).toBe('made');
    expect((await rows(clip)).map(({ state }) => state)).toEqual(['failed', 'made']);
  });

  it('or is not there, is not looked for again and again', async () => {
    const clip = await typing.film();
    await typing.begin(clip);
    expect(await proposed(clip, '/nowhere/at/all', { last: false })).toMatchObject({
      ...{ state: 'failed', why: expect.stringContaining('is not there') as string },
    });
    // Turned off between the question and the answer.
    expect((await ask(clip)).status).toBe(202);
    await propose(world, (await rows(clip)).at(-1)?.id ?? '', undefined);
    expect((await told(clip)).why).toContain('turned off');
  });

  it('is tried again where it is the machine’s fault, and the last time told of', async () => {
    const clip = await typing.film();
    expect((await ask(clip)).status).toBe(202);
    const id = (await rows(clip))[0]?.id ?? '';
    const { media } = world.config;
    const open = { ...world, config: { ...world.config, media: { ...media, bwrapPath: '/nowhere/bwrap' } } };
    await expect(propose(open as World, id, folder, { last: false })).rejects.toThrow(SandboxUnavailable);
    expect((await told(clip)).state).toBe('waiting');
    await expect(propose(open as World, id, folder)).rejects.toThrow(SandboxUnavailable);
    expect(await told(clip)).toMatchObject({
      state: 'failed',
      why: expect.stringContaining('not be run') as string,
    });

    const lost = await typing.film();
    expect((await ask(lost)).status).toBe(202);
    await loseOriginal(world, lost);
    const wanted = (await rows(lost))[0]?.id ?? '';
    await expect(propose(world, wanted, folder, { last: false })).rejects.toThrow(NotFound);
    await propose(world, wanted, folder);
    expect((await told(lost)).why).toContain('could not be read');
  });

  it('is not asked about what is too long or silent, or has no end, and gives up what was lost', async () => {
    const clip = await typing.film();
    const duration = (seconds: string) =>
      world.admin.query(`UPDATE lintel.clip SET media = jsonb_set(media, '{duration}', $2) WHERE id = $1`, [
        ...[clip, seconds],
      ]);
    await duration('7200');
    expect((await ask(clip)).text).toContain('longer than 30 minutes');
    await duration('null');
    expect((await ask(clip)).text).toContain('does not say how long');
    await duration('2');
    expect((await ask(clip)).status).toBe(202);
    await world.admin.query(
      `UPDATE lintel.word_proposal SET waits_until = now() - interval '1 second' WHERE clip_id = $1`,
      [clip],
    );
    expect(await told(clip)).toMatchObject({ state: 'failed', why: 'It came to no end. Ask again.' });
    expect((await ask(clip)).status).toBe(202);
    expect((await rows(clip)).map(({ state }) => state)).toEqual(['failed', 'waiting']);
    const silent = (await seedFilm(world, typing.home, 'silent', 'silent.mp4')).id;
    expect((await proposed(silent)).why).toContain('no sound');
  });
});
