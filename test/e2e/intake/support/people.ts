import { createHash, randomBytes } from 'node:crypto';
import { recogniseSource, timeCandidates } from '../../../../src/features/footage';
import { withAdmin } from '../../../support/database';
import type { IntakeWorld } from '../../../medium/intake/support/intake';
import { VisitorBrowser } from '../../../medium/intake/support/visitor';
import { send, write } from '../../../medium/diary/support';

/**
 * Who opens a page: nobody yet, a victim on each stretch of the way, with a new code, and on an officer's device. Each state in which files
 * are added has a list of its own: what a page that closes lets go may arrive, and stand in the next one.
 */
export const WHO = [
  'nobody',
  'stopping',
  'fresh',
  'advised',
  'empty',
  'adding',
  'offline',
  'ended',
  'paused',
  'refused',
  'unsettled',
  'full',
  'sent',
  'renewed',
  'beside',
] as const;
export type Who = (typeof WHO)[number];

/** Its number comes first: within words that are read from the right it would stand last, were it not set apart. */
export const LONG_NAME = `12 Haustür_${'sehr_lang_'.repeat(19)}ende.mp4`;
const LONG_WORDS = `${'He stood at the gate. '.repeat(60)}\n\n${'x'.repeat(300)}`;

export interface People {
  /** The value of each one's cookie; empty for nobody. */
  readonly sessions: Readonly<Record<Who, string>>;
  /** Paths of things of theirs. */
  readonly paths: Readonly<
    Record<
      'entry' | 'broken' | 'sentEntry' | 'copy' | 'waiting' | 'original' | 'noTime' | 'receipt' | 'pass',
      string
    >
  >;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the worker does with a file that has arrived: here by its name alone. */
async function lookInto(world: IntakeWorld, id: string, name: string, same: boolean): Promise<void> {
  await withAdmin(async (admin) => {
    const source = recogniseSource(name, null);
    await admin.query(
      `UPDATE lintel.clip SET source = $2, state = 'verified', stored_sha256 = $3, device_sha256 = $4 WHERE id = $1`,
      [id, source, hashOf(id), same ? null : hashOf(name)],
    );
    for (const time of timeCandidates(name, null, new Date())) {
      await admin.query(
        'INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, $2, $3, $4)',
        [id, time.source, time.ofEvent, time],
      );
    }
  }, world.database.name);
}

/** The name that Ring gives a clip of some days ago. */
const ringName = (daysAgo: number): string => {
  const at = new Date(Date.now() - daysAgo * 86_400_000).toISOString();
  return `RingVideo_${at.slice(0, 10).replaceAll('-', '')}_220305.MP4`;
};

async function fullDraft(world: IntakeWorld, her: VisitorBrowser) {
  const entry = await write(her, LONG_WORDS);
  await her.post(`/diary/${entry}/who`, { words: LONG_NAME });
  await write(her, '');
  const add = async (name: string, checked?: 'same' | 'differs'): Promise<string> => {
    const id = await her.uploadByTus(name, randomBytes(900));
    if (checked !== undefined) await lookInto(world, id, name, checked === 'same');
    return `/files/${id}`;
  };
  const original = await add(ringName(27), 'same');
  await add('RingVideo_20250714_220305.MP4', 'same');
  const copy = await add('VID-20250715-WA0003.mp4', 'same');
  const noTime = await add(LONG_NAME, 'same');
  await add('front door.mp4', 'differs');
  const waiting = await add('\u202Egnp.left to right.mp4');
  await her.create('half.mp4', 5_000_000);
  await her.post(`/diary/${entry}/clips`, { clip: copy.slice('/files/'.length) });
  return { entry: `/diary/${entry}`, original, copy, noTime, waiting };
}

/** A kind word of each sort from the officer, the longest name first. */
async function leaveNotes(world: IntakeWorld, receipt: string): Promise<void> {
  const reference = receipt.split('/').at(-1);
  const kinds = ['ask-original', 'not-needed'];
  await withAdmin(async (admin) => {
    await admin.query(
      `INSERT INTO lintel.note (id, invitation_id, clip_id, kind, make, officer_id)
       SELECT gen_random_uuid(), c.invitation_id, c.id, k.kind, 'ring', i.created_by
         FROM lintel.submission s JOIN lintel.clip c ON c.submission_id = s.id JOIN lintel.invitation i ON i.id = s.invitation_id
         CROSS JOIN unnest($2::text[]) AS k (kind) WHERE s.reference = $1`,
      [reference, kinds],
    );
  }, world.database.name);
}

async function sentAlready(
  world: IntakeWorld,
  her: VisitorBrowser,
): Promise<{ sentEntry: string; receipt: string }> {
  const id = await write(her, LONG_WORDS);
  const file = randomBytes(900);
  await her.upload([
    { name: LONG_NAME, bytes: file },
    { name: 'RingVideo_20250714_220305.MP4', bytes: randomBytes(900) },
  ]);
  const receipt = await send(her);
  await leaveNotes(world, receipt);
  await her.upload([{ name: 'again.mp4', bytes: file }]);
  return { sentEntry: `/diary/${id}`, receipt };
}

/** An entry that no page can show: what she sees when something is wrong on our side. */
async function spoil(world: IntakeWorld, id: string): Promise<void> {
  await withAdmin(async (admin) => {
    await admin.query(`UPDATE lintel.incident SET answers = '{"when": null}' WHERE id = $1`, [id]);
  }, world.database.name);
}

/** Something is left under the code of before, and an officer has lent a device. */
async function renewedCode(world: IntakeWorld): Promise<VisitorBrowser> {
  const { id, link, code } = await world.officer.invite();
  const before = new VisitorBrowser(world.base);
  await before.enter({ link, code });
  await write(before, LONG_WORDS);
  await new VisitorBrowser(world.base).post(new URL(await world.officer.beside(id)).pathname);
  const after = new VisitorBrowser(world.base);
  await after.post(new URL(link).pathname, { code: await world.officer.renew(id, 30) });
  return after;
}

/** Everyone who may open a page of intake, each with what makes pages long. */
export async function people(world: IntakeWorld): Promise<People> {
  const letIn = async (): Promise<VisitorBrowser> => {
    const her = new VisitorBrowser(world.base);
    const { link, code } = await world.officer.invite();
    await her.post(new URL(link).pathname, { code });
    return her;
  };
  const inDiary = async (): Promise<VisitorBrowser> => {
    const her = new VisitorBrowser(world.base);
    await her.enter(await world.officer.invite());
    return her;
  };
  const [fresh, advised, unsettled] = [await letIn(), await letIn(), await letIn()];
  for (const her of [advised, unsettled]) {
    await her.post('/notice', { agree: 'yes' });
    await her.post('/start/questions', { setUp: 'someone-else', others: 'someone', decides: 'unsure' });
  }
  await unsettled.post('/start/advice');
  await write(unsettled, 'x');
  const [empty, adding, full, sent] = [await inDiary(), await inDiary(), await inDiary(), await inDiary()];
  const [offline, ended, paused, refused] = [
    await inDiary(),
    await inDiary(),
    await inDiary(),
    await inDiary(),
  ];
  const stopping = await inDiary();
  const broken = await write(adding, 'x');
  await spoil(world, broken);
  const things = { ...(await fullDraft(world, full)), ...(await sentAlready(world, sent)) };
  const renewed = await renewedCode(world);
  const beside = new VisitorBrowser(world.base);
  const { id } = await world.officer.invite();
  await beside.post(new URL(await world.officer.beside(id)).pathname);
  const pass = new URL(await world.officer.beside(id)).pathname;
  const choosing = { adding, offline, ended, paused, refused };
  const all = { stopping, fresh, advised, empty, ...choosing, unsettled, full, sent, renewed, beside };
  const sessions = Object.fromEntries(
    Object.entries(all).map(([who, { cookie }]) => [who, cookie.slice('session='.length)]),
  ) as Record<Exclude<Who, 'nobody'>, string>;
  return { sessions: { nobody: '', ...sessions }, paths: { ...things, broken: `/diary/${broken}`, pass } };
}
