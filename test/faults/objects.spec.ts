import { rmSync } from 'node:fs';
import { until } from '../support/until';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { Plant } from './support/plant';
import { settledPlant } from './support/truth';

jest.setTimeout(90_000);

let plant: Plant;
let officer: Officer;

beforeAll(async () => {
  plant = await Plant.open();
  officer = await Officer.at(plant);
});
afterAll(() => plant.close());

it('a row whose object is missing is reported, and harms nothing else', async () => {
  const [visitor, chance] = [await officer.visitor(), new Chance()];
  const lost = await visitor.add('lost.bin', chance.bytes(1_000));
  const kept = await visitor.add('kept.bin', chance.bytes(1_000));
  await visitor.sendAll();
  await settledPlant(plant);
  expect(await plant.metric('lintel_objects_missing')).toBe(0);
  rmSync(plant.objects('evidence', 'masters', lost.id));
  await plant.bounce('worker');
  await until('the report', async () => (await plant.metric('lintel_objects_missing')) === 1);
  expect(plant.log('worker')).toMatch(
    new RegExp(`"clips":\\["${lost.id}"\\].*clips whose bytes are not in the store`),
  );

  const opened = await officer.browser.must<{ contentUrl: string }>('POST', `/clips/${lost.id}/downloads`, {
    content: 'original',
    reason: 'To look',
  });
  const answer = await officer.browser.get(new URL(opened.contentUrl, plant.workspace).pathname, {
    Accept: 'application/json',
  });
  expect(answer.status).toBeGreaterThanOrEqual(404);
  expect(answer.text).toMatch(/"detail":"[A-Z][^"]{20,}"/);
  expect(answer.text).not.toContain('masters/');
  await officer.accept(kept.id);
  expect(plant.isRunning('workspace')).toBe(true);
});

it('a draft whose object is missing is reported; she can take it out and send the others', async () => {
  const [visitor, chance] = [await officer.visitor(), new Chance()];
  await plant.stop('worker');
  const lost = await visitor.add('lost.bin', chance.bytes(1_000));
  const kept = await visitor.add('kept.bin', chance.bytes(1_000));
  rmSync(plant.objects('incoming', lost.id));
  await plant.start('worker');
  await until('the report', async () => (await plant.metric('lintel_objects_missing')) === 2);
  await until('the check of the other', async () =>
    (await visitor.files()).some(({ id, state }) => id === kept.id && state === 'checked'),
  );
  expect((await visitor.send('POST', `/files/${lost.id}/remove`)).status).toBe(303);
  await visitor.sendAll();
  await until('the master', async () => {
    const [row] = await plant.rows<{ state: string }>('SELECT state FROM lintel.clip WHERE id = $1', [
      kept.id,
    ]);
    return row?.state === 'master';
  });
});
