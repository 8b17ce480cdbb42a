import { TriageService } from '../../../src/features/evidence';
import { DraftsService, SendingService } from '../../../src/features/submissions';
import { addClip, police, sha256Of, visitor } from '../../factories/people';
import { clip as sample } from '../../fixtures/clips';
import { startRedis, type TestRedis } from '../../support/redis';
import { startService, type Service } from '../../support/service';
import { until } from '../../support/until';

let redis: TestRedis;
let service: Service;
beforeAll(async () => {
  redis = await startRedis();
  service = await startService({ REDIS_URL: redis.url });
  await service.startWorker();
});
afterAll(async () => {
  await service.stop();
  await redis.stop();
});

it('a clip becomes a playable exhibit where the queue is Redis', async () => {
  const them = await police(service);
  const who = await visitor(service, them.invitation);
  const path = await sample('silent');
  const id = await addClip(service, who, path);
  await until(
    'the check',
    async () => (await who.act(() => service.hers.get(DraftsService).clips()))[0]?.state === 'verified',
  );
  await who.act(() => service.hers.get(SendingService).send(who));
  const triage = service.theirs.get(TriageService);
  const found = await until('the rendition', async () => {
    const clip = await them.act(() => triage.clip(them.officer.id, id));
    return clip.renditions.length > 0 && clip;
  });
  expect(found.storedSha256).toBe(await sha256Of(path));
  expect(found.renditions.every(({ state }) => state === 'made')).toBe(true);
  const details = { initials: 'SP', producerName: 'Sample Producer', description: 'Front door' };
  expect(await them.act(() => triage.accept(them.officer.id, id, details))).toMatchObject({
    reference: 'SP/1',
  });
});
