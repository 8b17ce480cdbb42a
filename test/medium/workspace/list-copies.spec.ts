import { readCsv } from '../../../src/platform/csv-reader';
import { seedClips } from '../../factories/many-conduct';
import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, type Case, type World } from './world';

let world: World;
let home: Case;
let client: OfficerClient;
beforeAll(async () => {
  world = await openWorld();
  const officer = await world.officer();
  home = await seedCase(world, officer.id);
  client = await signedIn(world, officer);
  await seedClips(world.admin, home, 600);
  const { id } = await seedClip(world, home, { name: '=cmd|calc.mp4' });
  await client.call('POST', `/api/v1/clips/${id}/accept`, {
    initials: 'AB',
    producerName: '@Ann Bell',
    description: '=HYPERLINK("http://evil.example")',
  });
  await world.admin.query(
    `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, number, sent_at)
     VALUES (gen_random_uuid(), $1, $2, $3, '{"what": {"words": "Er klingelte, \\"dreimal\\"; dann ging er", "unknown": false}}', 1, now())`,
    [home.invitation, home.investigation, home.submission],
  );
});
afterAll(() => world.close());

const LISTS = ['evidence', 'exhibits', 'incidents', 'occasions', 'invitations', 'retention'];
const path = (list: string): string => `/api/v1/investigations/${home.investigation}/${list}/csv`;
async function textOf(list: string, asked = ''): Promise<string> {
  const answer = await client.call('GET', `${path(list)}${asked}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment/);
  return answer.text;
}
const take = async (list: string, asked = ''): Promise<string[][]> => readCsv(await textOf(list, asked));

describe('a list that is taken away', () => {
  it('is all of what matches, beyond a page and in the order of the list', async () => {
    const all = await take('evidence');
    expect(all).toHaveLength(602);
    expect(all[1]?.[0]).toBe('clip 1.mp4');
    expect(await take('evidence', '?q=clip%2060')).toHaveLength(3);
  });

  it('runs nothing in a spreadsheet, whatever somebody wrote', async () => {
    await world.admin.query('UPDATE lintel.invitation SET name = $2 WHERE id = $1', [
      home.invitation,
      '=for the mother',
    ]);
    const text = (await Promise.all(LISTS.map((list) => textOf(list)))).join('\n');
    for (const said of [
      `'=cmd|calc.mp4`,
      `'=HYPERLINK(""http://evil.example"")`,
      `'@Ann Bell`,
      `'=for the mother`,
    ])
      expect(text).toContain(said);
    expect(text).not.toMatch(/(^|[,\n"])[=@]/);
  });

  it('keeps quotes, line breaks and other scripts, and is there when it is empty', async () => {
    expect((await take('incidents'))[1]?.join(' ')).toContain('Er klingelte, "dreimal"; dann ging er');
    expect(await take('occasions')).toHaveLength(1);
  });

  it('says of each private link what became of it, and of each item how long it is kept and why', async () => {
    const [, link] = await take('invitations');
    expect(link?.slice(1, 2)).toEqual(['open']);
    expect(link?.join(' ')).not.toMatch(/[0-9a-f]{40}/);
    const kept = await take('retention');
    expect(kept).toHaveLength(602);
    expect(kept[1]?.slice(1, 5)).toEqual(['clip 1.mp4', '', 'No outcome has been recorded', 'no']);
  });

  it('is in the log before its first byte, by name', async () => {
    for (const list of LISTS) await take(list);
    const { rows } = await world.admin.query<{ list: string }>(
      `SELECT event::jsonb -> 'detail' ->> 'list' AS list FROM custody.record
        WHERE subject = $1 AND event::jsonb ->> 'type' = 'list-exported'`,
      [`investigation:${home.investigation}`],
    );
    expect(rows.map(({ list }) => list)).toEqual(expect.arrayContaining(LISTS));
  });

  it('is nobody else’s', async () => {
    const stranger = await signedIn(world, await world.officer());
    for (const list of LISTS) expect((await stranger.call('GET', path(list))).status).toBe(404);
  });

  it('is offered where the list is shown, with its filter', async () => {
    const { text } = await client.page(
      `/investigations/${home.investigation}/evidence?view=table&state=waiting`,
    );
    expect(text).toContain(`href="${path('evidence')}?state=waiting"`);
    const of = `/investigations/${home.investigation}`;
    expect((await client.page(`${of}/clips`)).text).toContain(`href="${path('evidence')}"`);
    expect((await client.page(`${of}/clips?show=waiting`)).text).toContain(
      `href="${path('evidence')}?state=waiting"`,
    );
    expect((await client.page(of)).text).toContain(`href="${path('invitations')}"`);
    expect((await client.page(`${of}/retention`)).text).toContain(`href="${path('retention')}"`);
  });
});
