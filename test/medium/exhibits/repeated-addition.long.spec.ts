import { randomUUID } from 'node:crypto';
import { createWorker } from '../../../src/apps/worker/app';
import type { HttpApp } from '../../../src/platform/http';
import { createLogger } from '../../../src/platform/observability';
import { until } from '../../support/until';
import { Desk } from '../disclosure/desk';
import { openWorld, sha256Of, type World } from '../workspace/world';
import { itemForm, PDF, PNG, type Item } from './items';

let world: World;
let worker: HttpApp;
let desk: Desk;
beforeAll(async () => {
  world = await openWorld({ WORKER_HEALTH_PORT: '0', CUSTODY_SEQUENCE_MS: '50' });
  const logger = createLogger({ process: 'test', level: 'silent' });
  worker = await createWorker({ config: world.config, databaseUrl: world.database.urls.worker, logger });
  desk = await Desk.open(world);
});
afterAll(async () => {
  await worker.close();
  await world.close();
});

const add = (bytes: Buffer, fields: Record<string, string>) =>
  desk.client.upload(desk.ofCase('additions'), itemForm(bytes, 'gate.png', fields));

const registered = (id: string): Promise<Item> =>
  until('the exhibit', async () => {
    const item = await desk.get<Item>(`/api/v1/clips/${id}`);
    return item.exhibit !== null && item;
  });

describe('an item that an officer adds', () => {
  it.each<[string, Buffer, Record<string, string>]>([
    ['another file', PDF, {}],
    ['other words', PNG, { description: 'Another gate' }],
    ['another producer', PNG, { producerName: 'Another Examiner' }],
  ])('is not taken for one that was added before: %s', async (_what, bytes, fields) => {
    const id = randomUUID();
    expect((await add(PNG, { id })).status).toBe(201);
    const other = await add(bytes, { id, ...fields });
    expect([other.status, other.json().code]).toEqual([409, 'addition-id-taken']);
    expect(await registered(id)).toMatchObject({ storedSha256: sha256Of(PNG) });
  });

  it('has the producer of before, when the name was typed over two lines', async () => {
    const { id } = (await add(PNG, { producerName: 'Sample\r\n  Examiner' })).json();
    const { exhibitId } = await registered(id);
    expect(await desk.get(`/api/v1/exhibits/${exhibitId}`)).toMatchObject({
      producerName: 'Sample Examiner',
    });
  });
});
