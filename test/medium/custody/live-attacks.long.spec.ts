import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CustodyLog, resolveAlarm, type Alarm, type NoteSigner } from '../../../src/custody';
import { systemClock } from '../../../src/kernel/clock';
import { openDatabase } from '../../../src/platform/database';
import { describeVerdict } from '../../../src/verifier';
import { LIVE_ATTACKS, type LiveAttack } from './live-attacks';
import { before } from './live-attacks.steps';
import { openLiveLog, SIZE, type LiveLog } from './live-log';
import { newSigner } from './log.support';

let live: LiveLog;
beforeAll(async () => {
  live = await openLiveLog();
});
afterAll(() => live.close());

const attackNamed = (name: string): LiveAttack => {
  const found = LIVE_ATTACKS.find((attack) => attack.name === name);
  if (found === undefined) throw new Error(`no attack ${name}`);
  return found;
};
const isUnseen = ({ unseen }: LiveAttack, witnessed: boolean): boolean =>
  unseen === 'by anybody' || (unseen === 'without a witness' && !witnessed);

describe.each([
  ['with a witness', true],
  ['without a witness', false],
])('a superuser and the live log, %s', (_, witnessed) => {
  beforeEach(() => live.restore(witnessed));

  it('that nobody has touched, proves it and raises nothing', async () => {
    const watch = live.watch(witnessed);
    expect(await watch.look()).toEqual([]);
    expect(await watch.check()).toMatchObject({ exitCode: 0, events: SIZE, unsigned: 1 });
    expect(await watch.isSound()).toBe(true);
  });

  it.each(LIVE_ATTACKS.filter((attack) => !isUnseen(attack, witnessed)))(
    'who $name leaves evidence of tampering and an alarm',
    async ({ attack, atOnce }) => {
      await attack(live);
      const watch = live.watch(witnessed);
      await watch.look();
      if (atOnce === true) expect(await watch.standing()).not.toEqual([]);
      const verdict = await watch.check();
      expect({ exitCode: verdict.exitCode, said: describeVerdict(verdict) }).toEqual({
        exitCode: 1,
        said: expect.stringContaining('Evidence of tampering') as string,
      });
      expect(await watch.standing()).not.toEqual([]);
      expect(await watch.isSound()).toBe(false);
    },
  );

  it.each(LIVE_ATTACKS.filter((attack) => isUnseen(attack, witnessed)))(
    'who $name is not seen',
    async ({ attack }) => {
      await attack(live);
      const watch = live.watch(witnessed);
      expect(await watch.check()).toMatchObject({ exitCode: 0 });
      expect(await watch.isSound()).toBe(true);
    },
  );
});

it('what cannot be seen is what docs/custody-log.md names, and nothing else', async () => {
  const document = await readFile(join(__dirname, '../../../docs/custody-log.md'), 'utf8');
  const section = /### What is not seen\n([^#]*)/.exec(document)?.[1] ?? '';
  const named = [...section.matchAll(/^- \*\*(.+?):\*\* (.+?)[.;]/gm)].map(([, who, what]) => [who, what]);
  const unseen = LIVE_ATTACKS.flatMap(({ name, unseen: who }) => (who === undefined ? [] : [[who, name]]));
  expect(named.sort()).toEqual(
    [...unseen, ['without a witness', 'cuts the tail and settles the alarm with the key']].sort(),
  );
});

describe('an alarm', () => {
  const cut = attackNamed('cuts the newest 10 batches with every trace in the database');

  /** As `lintel alarms --resolve`, or as somebody who holds another key. */
  async function settle(alarm: Alarm, signer: NoteSigner, kept: number, lost: number): Promise<void> {
    const owner = await openDatabase(live.log.test.urls.owner, 1);
    const settled = { alarm: alarm.id, kept, lost, what: alarm.what, why: 'sample' };
    await owner.transaction((tx) => resolveAlarm(tx, new CustodyLog(systemClock), settled, [signer]));
    await owner.close();
    await live.log.sequence();
  }

  async function settleAll(witnessed: boolean, signer = live.log.signer): Promise<void> {
    const watch = live.watch(witnessed);
    const { kept, lost } = await watch.compareNow();
    for (const alarm of await watch.standing()) await settle(alarm, signer, kept, lost);
  }

  it('is raised again when its row is deleted', async () => {
    await live.restore(false);
    await cut.attack(live);
    await live.watch(false).look();
    await live.admin.query('TRUNCATE custody.alarm');
    await live.watch(false).look();
    expect(await live.watch(false).standing()).not.toEqual([]);
  });

  it('is settled by a person: the log goes on, each check says so, and what comes after is watched again', async () => {
    await live.restore(false);
    await cut.attack(live);
    await live.watch(false).look();
    await settleAll(false);
    const watch = live.watch(false);
    expect(await watch.isSound()).toBe(true);
    const verdict = await watch.check();
    expect(verdict).toMatchObject({
      exitCode: 0,
      resolved: [{ kept: before(live, 10), lost: before(live, 0) }, {}],
    });
    expect(describeVerdict(verdict)).toContain('alarms dealt with by a person');
    expect(describeVerdict(verdict)).toContain(
      `from ${before(live, 10) + 1} to ${before(live, 0)} leaves: that is lost`,
    );
    await live.log.fill(live.a, 2);
    expect(await watch.isSound()).toBe(true);
    await live.admin.query(
      'DELETE FROM custody.record r USING custody.leaf l WHERE r.subject = l.subject AND r.seq = l.seq AND l.index = (SELECT max(index) FROM custody.leaf)',
    );
    expect(await watch.isSound()).toBe(false);
    expect(await watch.check()).toMatchObject({ exitCode: 1 });
  });

  it('is not settled by an event that the key of the log did not sign', async () => {
    await live.restore(false);
    await cut.attack(live);
    await live.watch(false).look();
    await settleAll(false, newSigner());
    expect(await live.watch(false).isSound()).toBe(false);
    expect(await live.watch(false).check()).toMatchObject({ exitCode: 1 });
  });

  it('that somebody settles who has the key is said in each verdict, and no witness forgets', async () => {
    for (const witnessed of [false, true]) {
      await live.restore(witnessed);
      await cut.attack(live);
      await live.watch(witnessed).look();
      await settleAll(witnessed);
      const verdict = await live.watch(witnessed).check();
      expect(verdict).toMatchObject({ exitCode: witnessed ? 1 : 0 });
      expect(describeVerdict(verdict)).toContain('settles what was remembered of the log');
    }
  });
});
