import { Client } from 'pg';
import { BothSides, main, send, write } from './support';

let sides: BothSides;
let admin: Client;
beforeAll(async () => {
  sides = await BothSides.open();
  admin = new Client({ connectionString: sides.hers.database.urls.admin });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await sides.close();
});

const DAY_MS = 86_400_000;

describe('a day that was still to come when an entry was sent, and is over by now', () => {
  it('is what was typed, and no date, to the victim as to the officers', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const id = await write(her, 'He stood at the gate.');
    const then = new Date(Date.now() - DAY_MS);
    const [day, year] = [String(then.getUTCDate()), String(then.getUTCFullYear())];
    const month = then.toLocaleDateString('en-GB', { month: 'long', timeZone: 'UTC' });
    await her.post(`/diary/${id}/when`, {
      kind: 'exact',
      day,
      month,
      year,
      time: '21:15',
      words: '',
      go: 'on',
    });
    await send(her);
    await admin.query("UPDATE lintel.incident SET sent_at = sent_at - interval '3 days' WHERE id = $1", [id]);

    const typed = `As typed: “${day} ${month} ${year}, 21:15”`;
    const [first] = (
      await sides.client.call('GET', `/api/v1/investigations/${given.investigation}/incidents`)
    ).json().items as unknown as { lines: { answer: string }[] }[];
    expect(first?.lines[1]?.answer).toBe(typed);
    for (const page of ['/diary', `/diary/${id}`, '/diary/days', '/first'])
      expect([page, main(await her.get(page))]).toEqual([page, expect.stringContaining(typed)]);
  });
});
