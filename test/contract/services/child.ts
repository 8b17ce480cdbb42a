// A process of its own, for NODE_EXTRA_CA_CERTS is read at the start. Asks every service as the product does, and says what came of it.
import { loadConfig } from '../../../src/config';
import { TimeStampAuthority } from '../../../src/features/disclosure/timestamps/authority';
import { ProviderClient } from '../../../src/features/identity/provider.client';
import type { Witness } from '../../../src/features/witnesses/witness';
import { askWitness } from '../../../src/features/witnesses/witness.client';
import { systemClock } from '../../../src/kernel/clock';
import { openDatabase } from '../../../src/platform/database';
import { openMessageDriver } from '../../../src/platform/messages';
import { openEvidenceReader } from '../../../src/platform/object-store';
import { openTracer } from '../../../src/platform/observability/tracing/exporting';
import { postgresBackend } from '../../../src/platform/queue/postgres-backend';
import { redisBackend } from '../../../src/platform/queue/redis-backend';

const TEXT = 'https://localhost:1';

/** The checks of the messages' drivers throw nothing: they say it to the operator. */
async function sendable(url: string, settings: NodeJS.ProcessEnv): Promise<void> {
  const config = loadConfig({ ...settings, MESSAGES_TIMEOUT_SECONDS: '10' });
  const found = await openMessageDriver(config.messages, systemClock)?.check();
  throw new Error((found ?? []).map((obstacle) => `${obstacle.found}; ${obstacle.mend}`).join(' ') || url);
}

const mail = (url: string): Promise<void> =>
  sendable(url, { MESSAGES_DRIVER: 'smtp', SMTP_URL: url, SMTP_FROM: 'Files <files@post.example>' });

const ASKED: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  database: (url) => openDatabase(url, 1),
  'database, sslmode=require': (url) => openDatabase(url, 1),
  'queue in PostgreSQL': (url) => postgresBackend(url).check(),
  'queue in Redis': (url) => redisBackend(url).check(),
  store: (url) =>
    openEvidenceReader(
      loadConfig({ S3_ENDPOINT: url, S3_ACCESS_KEY_ID: 'lintel', S3_SECRET_ACCESS_KEY: 'secret of a test' })
        .objects,
    ),
  'mail by STARTTLS': mail,
  'mail in TLS': mail,
  'GOV.UK Notify': (url) =>
    sendable(url, {
      MESSAGES_DRIVER: 'notify',
      NOTIFY_URL: url,
      NOTIFY_API_KEY: `test-${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}-${'1'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`,
      NOTIFY_SMS_TEMPLATE_ID: '11111111-2222-4333-8444-555555555555',
    }),
  'OpenID provider': (url) =>
    new ProviderClient(
      loadConfig({ OIDC_ISSUER: url, OIDC_CLIENT_ID: 'lintel', OIDC_ROLES: 'a=investigator' }),
    ).begin({ again: false }),
  'time stamping authority': (url) =>
    new TimeStampAuthority(url, [], 10_000, systemClock).stamp(Buffer.from('a head')),
  witness: (url) => {
    const asked: Witness = { text: '', key: { name: 'w.example' } as Witness['key'], url };
    return askWitness(asked, { oldSize: 0, proof: [], checkpoint: `${TEXT}\n` }, 10_000);
  },
  'collector of traces': async (url) => {
    const tracer = openTracer({ endpoint: url, process: 'test' });
    tracer.within({ name: 'asked', kind: 'client', facts: {} }, (span) => span.end({ failed: false }));
    await tracer.close();
    throw new Error('it says nothing of its collector');
  },
};

/** An error with its codes and causes. */
function words(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { code } = error as { code?: unknown };
  return `${error.message} ${typeof code === 'string' ? `(${code})` : ''} ${words(error.cause)}`.trim();
}

async function main(): Promise<void> {
  const urls = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
  const said = await Promise.all(
    Object.entries(urls).map(async ([name, url]) => {
      const ask = ASKED[name];
      if (ask === undefined) throw new Error(`nobody asks ${name}`);
      const error: unknown = await ask(url).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      return [name, words(error)];
    }),
  );
  process.stdout.write(JSON.stringify(Object.fromEntries(said)));
  process.exit(0);
}

void main();
