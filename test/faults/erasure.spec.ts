import { existsSync } from 'node:fs';
import { until } from '../support/until';
import { Officer } from './support/cast';
import { OfficerBrowser } from './support/people';
import { Plant } from './support/plant';
import { settledPlant } from './support/truth';

const NOW = {
  DISPOSAL_COOLING_DAYS: '0',
  DISPOSAL_CHECK_SECONDS: '1',
  RETENTION_REVIEW_YEARS: '1=10,2=0,3=6',
};
const WHY = { reason: 'Its time has come' };

let plant: Plant;
let officer: Officer;
beforeAll(async () => {
  plant = await Plant.open(NOW);
  officer = await Officer.at(plant);
});
afterAll(() => plant.close());

/** A supervisor of the investigation, who has confirmed who she is. */
async function supervisor(): Promise<OfficerBrowser> {
  const email = 'supervisor@example.test';
  const made = await plant.run(
    'create-officer',
    '--email',
    email,
    '--name',
    'Sue Per',
    '--role',
    'supervisor',
  );
  await officer.browser.must('POST', `/investigations/${officer.investigation}/members`, { email });
  const browser = new OfficerBrowser(plant.workspace);
  const password = made.text.trim().split(' ').at(-1) ?? '';
  await browser.must('POST', '/session', { email, password });
  await browser.must('POST', '/password', { current: password, wanted: 'three random words' });
  await browser.must('POST', '/session/confirmation', { password: 'three random words' });
  return browser;
}

it('a worker that is killed with -9 while it erases, again and again: all of it goes, and it is said once', async () => {
  const visitor = await officer.visitor();
  const { id } = await visitor.add('her own name for it.bin', Buffer.alloc(50_000, 7), 50_000);
  await visitor.sendAll();
  await officer.accept(id);
  await settledPlant(plant);
  const master = plant.objects('evidence', 'masters', id);
  expect(existsSync(master)).toBe(true);

  const points = [
    'before the point of no return',
    'after the point of no return',
    'while an item is erased',
    'before the erasure',
    'after the erasure',
  ];
  await officer.browser.must('POST', `/investigations/${officer.investigation}/outcomes`, {
    outcome: 'no-further-action',
    decidedOn: '2001-02-03',
    group: '2',
    ...WHY,
  });
  const second = await supervisor();
  const disposal = await officer.browser.must<{ id: string }>('POST', `/clips/${id}/disposals`, WHY);
  plant.arm(points[0] ?? '');
  await second.must('POST', `/disposals/${disposal.id}/approval`, WHY);
  for (const [index, point] of points.entries()) {
    await until(`death ${point}`, () => Promise.resolve(!plant.isRunning('worker')));
    const next = points[index + 1];
    if (next !== undefined) plant.arm(next);
    await plant.start('worker');
  }
  await settledPlant(plant);
  expect(plant.isArmed).toBe(false);
  expect(existsSync(master)).toBe(false);
  const [row] = await plant.rows<Record<string, unknown>>(
    `SELECT (SELECT state FROM lintel.disposal WHERE clip_id = $1) AS state,
            (SELECT file_name FROM lintel.clip WHERE id = $1) AS name,
            (SELECT count(*) FROM custody.record WHERE subject = 'clip:' || $1::text
               AND event::jsonb ->> 'type' = 'erased')::int AS events`,
    [id],
  );
  expect(row).toEqual({ state: 'erased', name: '(erased)', events: 1 });
  const { code, text } = await plant.run('verify', '--live');
  expect({ code, text }).toMatchObject({ code: 0 });
});
