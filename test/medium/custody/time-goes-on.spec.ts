import { ClockSkew, type SubjectOf } from '../../../src/custody';
import { uuidV7, type EventId } from '../../../src/kernel/ids';
import { copyMade, newClip, openLog, type TestLog } from './log.support';

let log: TestLog;
beforeAll(async () => {
  log = await openLog(2);
});
afterAll(() => log.close());

/** A chain as it stands after the clock of PostgreSQL's machine was set back by so much. */
async function aheadBy(seconds: number): Promise<SubjectOf<'clip'>> {
  const subject = newClip();
  await log.append(copyMade(subject));
  const id = uuidV7<EventId>(Date.now() + seconds * 1_000);
  await log.tamper((admin) =>
    admin.query('UPDATE custody.record SET id = $2 WHERE subject = $1', [subject, id]),
  );
  return subject;
}

describe('after the clock was set back', () => {
  it.each([12, 3_600, 80_000])(
    'by %i s nothing is written behind what stands there, which verifiers would call tampering',
    async (seconds) => {
      const subject = await aheadBy(seconds);
      await expect(log.append(copyMade(subject))).rejects.toThrow(ClockSkew);
      expect(await log.append(copyMade(newClip()))).toMatchObject({ seq: 1 });
    },
  );

  it.each([5, 100_000])(
    'by %i s the log goes on: as far as clocks may differ, and where nobody can wait so long',
    async (seconds) => {
      expect(await log.append(copyMade(await aheadBy(seconds)))).toMatchObject({ seq: 2 });
    },
  );
});
