import { setTimeout } from 'node:timers/promises';
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

it('two who renew a link at once leave one that opens: the later one is told', async () => {
  const made = await sealed(home);
  const { id } = await give(made);
  const { admin } = home.world;
  const waiting = async (): Promise<number> => {
    // What others do is looked at anew, also within a transaction.
    await admin.query('SELECT pg_stat_clear_snapshot()');
    const { rows } = await admin.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'UPDATE lintel.bundle_issue%'`,
    );
    return rows[0]?.waiting ?? 0;
  };
  // Both have read that it is open when the first may end it.
  await admin.query('BEGIN');
  await admin.query('SELECT FROM lintel.bundle_issue WHERE id = $1 FOR NO KEY UPDATE', [id]);
  const both = Promise.all(
    [3, 4].map((days) => made.desk.client.call('POST', `/api/v1/issues/${id}/renew`, { days })),
  );
  while ((await waiting()) < 2) await setTimeout(20);
  await admin.query('COMMIT');
  expect((await both).map(({ status }) => status).sort()).toEqual([201, 409]);
  const { items } = await made.desk.get<{ items: { state: string }[] }>(
    `/api/v1/bundles/${made.bundle}/issues`,
  );
  expect(items.map(({ state }) => state).sort()).toEqual(['open', 'revoked']);
});

it('the links to a bundle come page by page, each on exactly one, over the API and as pages', async () => {
  const made = await sealed(home);
  const { desk, bundle } = made;
  await home.world.admin.query(
    `INSERT INTO lintel.bundle_issue (id, bundle_id, investigation_id, recipient_kind, recipient_name, token_hash, code_hash, expires_at,
       issued_by)
     SELECT gen_random_uuid(), $1, $2, 'court', 'Court ' || lpad(n::text, 2, '0'), sha256(('issue' || n)::bytea), 'x',
            now() + interval '7 days', $3 FROM generate_series(1, 60) n`,
    [bundle, desk.home.investigation, desk.officer.id],
  );
  // No link works for fewer days than its officer was told.
  const most = { recipientKind: 'court', recipientName: 'A court', days: 91 };
  const long = await desk.client.call('POST', `/api/v1/bundles/${bundle}/issues`, most);
  expect([long.status, long.json().code]).toEqual([400, 'too-many-days']);
  const typed = await desk.client.form(`/bundles/${bundle}/issues`, { ...most, days: '91' });
  expect(typed.status).toBe(400);
  expect(typed.text).toContain('A link to a bundle works for 90 days at most.');
  expect(typed.text).toContain('value="A court"');
  const names: string[] = [];
  let after = '';
  do {
    const page = await desk.get<{ items: { recipientName: string }[]; next: string | null }>(
      `/api/v1/bundles/${bundle}/issues?limit=25${after === '' ? '' : `&after=${after}`}`,
    );
    expect(page.items.length).toBeLessThanOrEqual(25);
    names.push(...page.items.map(({ recipientName }) => recipientName));
    after = page.next ?? '';
  } while (after !== '');
  expect(names).toEqual(Array.from({ length: 60 }, (_, n) => `Court ${String(60 - n).padStart(2, '0')}`));

  const shown = (text: string): string[] =>
    [...text.matchAll(/lintel-name">(Court \d\d)</g)].map(([, name = '']) => name);
  const first = (await desk.client.page(`/bundles/${bundle}/issues`)).text;
  const next = (/href="([^"]+)" rel="next"/.exec(first)?.[1] ?? '').replaceAll('&amp;', '&');
  const second = (await desk.client.page(next)).text;
  expect([...shown(first), ...shown(second)]).toEqual(names);
  expect(second).toContain('First page');
  // A form that is refused comes back on the page that it was sent from.
  const action = /action="([^"]+\/renew[^"]*)"/.exec(second)?.[1] ?? '';
  const refused = await desk.client.form(action.replaceAll('&amp;', '&'), { days: 'many' });
  expect([refused.status, shown(refused.text)]).toEqual([400, shown(second)]);
});
