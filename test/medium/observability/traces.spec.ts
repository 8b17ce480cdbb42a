import { randomUUID } from 'node:crypto';
import { createWorker } from '../../../src/apps/worker/app';
import type { HttpApp } from '../../../src/platform/http';
import { createLogger, isTracing, startTraces } from '../../../src/platform/observability';
import { OtlpReceiver, type SentSpan } from '../../support/otlp-receiver';
import { until } from '../../support/until';
import { secretOf, signedIn } from '../workspace/client';
import { openWorld, PASSWORD, type World } from '../workspace/world';

/** What a span may say at all. */
const KNOWN = [
  'db.system.name',
  'error.type',
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'lintel.attempt',
  'lintel.job',
];

let receiver: OtlpReceiver;
let traces: { close(): Promise<void> };
let world: World;
let worker: HttpApp;
beforeAll(async () => {
  receiver = await OtlpReceiver.open();
  traces = await startTraces({ endpoint: receiver.endpoint, process: 'test' });
  world = await openWorld({ WORKER_HEALTH_PORT: '0' });
  const logger = createLogger({ process: 'test', level: 'silent' });
  worker = await createWorker({ config: world.config, databaseUrl: world.database.urls.worker, logger });
});
afterAll(async () => {
  await worker.close();
  await world.close();
  await traces.close();
  await receiver.close();
});

it('tie a request, its transactions and the work that it asks for together, and say nothing of anybody', async () => {
  const officer = await world.officer();
  const client = await signedIn(world, officer);
  const secret = secretOf(client);
  const strangers = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const asked = await client.call('POST', '/api/v1/custody/checks', {}, { traceparent: strangers });
  const { id } = asked.json();
  await until('the check', async () => {
    const { rows } = await world.admin.query<{ done: boolean }>(
      `SELECT bool_and(done_at IS NOT NULL) AS done FROM lintel.outbox WHERE trace_parent IS NOT NULL`,
    );
    return rows[0]?.done === true;
  });
  await client.call('GET', `/api/v1/custody/checks/${id}?name=${officer.email}`);
  await client.call('GET', `/no/such/page/${randomUUID()}`);
  await traces.close();

  expect([...receiver.paths]).toEqual(['POST /v1/traces']);
  const { spans } = receiver;
  const named = (name: string): SentSpan[] => spans.filter((span) => span.name === name);
  const [request] = named('POST /api/v1/custody/checks');
  if (request === undefined) throw new Error('no span of the request');
  expect([request.kind, request.parentSpanId ?? '']).toEqual([2, '']);
  const within = spans.filter(({ traceId }) => traceId === request.traceId);
  expect(
    within.filter(({ name, parentSpanId }) => name === 'transaction' && parentSpanId === request.spanId),
  ).not.toEqual([]);
  const [job] = within.filter(({ name }) => name.startsWith('job '));
  if (job === undefined) throw new Error('no span of the job');
  expect([job.kind, job.status.code]).toEqual([5, 0]);
  expect(within.map(({ spanId }) => spanId)).toContain(job.parentSpanId);
  expect(
    within.filter(({ name, parentSpanId }) => name === 'transaction' && parentSpanId === job.spanId),
  ).not.toEqual([]);
  expect(named('GET /api/v1/custody/checks/:id')).toHaveLength(1);

  const all = receiver.bodies.join('');
  for (const hidden of [
    officer.email,
    officer.displayName,
    officer.id,
    PASSWORD,
    secret,
    id,
    'no/such/page',
    strangers.slice(3, 35),
    'SELECT',
  ])
    expect([hidden, all.includes(hidden)]).toEqual([hidden, false]);
  expect(
    [...new Set(spans.flatMap(({ attributes }) => attributes.map(({ key }) => key)))].filter(
      (key) => !KNOWN.includes(key),
    ),
  ).toEqual([]);
  expect(isTracing()).toBe(false);
});
