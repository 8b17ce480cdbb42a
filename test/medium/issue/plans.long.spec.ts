import { randomBytes } from 'node:crypto';
import { WorkspaceClient, type Planned } from '../../../src/apps/issuer/workspace-client';
import { give, openIssueWorld, Recipient, sealed, type IssueWorld } from './bench';

let home: IssueWorld;
beforeAll(async () => {
  home = await openIssueWorld();
});
afterAll(() => home.close());

describe('the plan of a bundle that is fetched in parts', () => {
  const told = jest.spyOn(WorkspaceClient.prototype, 'plan');
  /** Of each answer whether it named the files of the bundle. */
  const named = (): Promise<boolean[]> =>
    Promise.all(told.mock.results.map(async ({ value }) => ((await value) as Planned).input !== undefined));
  beforeEach(() => told.mockClear());

  const part = (recipient: Recipient, start: number) =>
    recipient.bytes({ Range: `bytes=${start}-${start + 999}` });

  it('is told once, and it is no right: whose link was revoked gets nothing of it', async () => {
    const made = await sealed(home, 'court', { bytes: randomBytes(100_000) });
    const whole = (await made.desk.download(made.bundle)).bytes;
    const { link, code, id } = await give(made);
    const recipient = new Recipient(home.intake);
    await recipient.enter(link, code);
    for (const start of [0, 1_000, 50_000]) {
      const { status, bytes } = await part(recipient, start);
      expect([status, bytes.equals(whole.subarray(start, start + 1_000))]).toEqual([206, true]);
    }
    expect(await named()).toEqual([true, false, false]);
    await made.desk.post(`/api/v1/issues/${id}/revoke`, { reason: 'Given to the wrong firm' }, 204);
    expect((await part(recipient, 0)).status).toBe(401);
    const head = await recipient.send('HEAD', '/download/file');
    expect([head.status, head.headers.get('ETag')]).toEqual([401, null]);
  });

  it('of one bundle is not given for another', async () => {
    const [one, other] = [await sealed(home), await sealed(home, 'court', { bytes: randomBytes(50_000) })];
    const fetched: Buffer[] = [];
    for (const made of [one, other, one]) {
      const { link, code } = await give(made);
      const recipient = new Recipient(home.intake);
      await recipient.enter(link, code);
      fetched.push((await recipient.bytes()).bytes);
    }
    const theirs = (await other.desk.download(other.bundle)).bytes;
    expect(fetched[1]?.equals(theirs)).toBe(true);
    expect(fetched[0]?.equals(fetched[2] ?? theirs)).toBe(true);
    expect(fetched[0]?.equals(theirs)).toBe(false);
    expect(await named()).toEqual([true, true, false]);
  });
});
