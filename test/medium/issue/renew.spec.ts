import {
  eventsOf,
  give,
  openIssueWorld,
  RECIPIENT,
  Recipient,
  sealed,
  type IssueWorld,
  type Link,
} from './bench';

let home: IssueWorld;
beforeAll(async () => {
  home = await openIssueWorld();
});
afterAll(() => home.close());

it('a locked link is renewed by the officer: same recipient, a new link and a new code, and the log says so', async () => {
  const made = await sealed(home);
  const { link, code, id } = await give(made);
  const recipient = new Recipient(home.intake);
  for (let guess = 0; guess < 3; guess += 1) await recipient.enter(link, '99999999');
  const list = async (): Promise<{ id: string; state: string; recipientName: string }[]> =>
    (
      await made.desk.get<{ items: { id: string; state: string; recipientName: string }[] }>(
        `/api/v1/bundles/${made.bundle}/issues`,
      )
    ).items;
  expect((await list())[0]).toMatchObject({ id, state: 'locked' });
  const renewed = (await made.desk.post(`/api/v1/issues/${id}/renew`, { days: 3 })) as unknown as Link;
  expect(renewed.link).not.toBe(link);
  expect(renewed.code).not.toBe(code);
  const [next, old] = await list();
  expect(next).toMatchObject({ id: renewed.id, state: 'open', recipientName: RECIPIENT, supersedes: id });
  expect(old).toMatchObject({ id, state: 'revoked' });
  expect((await recipient.enter(link, code)).status).toBe(403);
  expect((await recipient.enter(renewed.link, renewed.code)).status).toBe(303);
  expect((await recipient.bytes()).status).toBe(200);
  const { investigation } = made.desk.home;
  expect((await eventsOf(home, investigation, 'bundle-issued')).at(-1)).toMatchObject({
    recipient: renewed.id,
    detail: { supersedes: id },
  });
  expect((await eventsOf(home, investigation, 'bundle-revoked')).at(-1)).toMatchObject({
    detail: { issue: id },
  });
  const twice = await made.desk.client.call('POST', `/api/v1/issues/${id}/renew`, { days: 3 });
  expect(twice.json()).toMatchObject({ status: 409, code: 'cannot-replace' });
});
