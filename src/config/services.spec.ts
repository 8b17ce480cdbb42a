import { loadConfig } from './config';
import { settingsOf } from './processes';

const production =
  (...settings: readonly Record<string, string>[]) =>
  (): unknown =>
    loadConfig({
      NODE_ENV: 'production',
      ...Object.fromEntries(settings.flatMap((some) => Object.entries(some))),
    });

describe('a service on another machine', () => {
  it.each([
    ['WORKER_DATABASE_URL', 'postgres://lintel_worker:secret@db.example/lintel'],
    ['DATABASE_URL', 'postgres://lintel_owner:secret@10.0.0.4/lintel?sslmode=disable'],
    ['ADMIN_DATABASE_URL', 'postgres://admin:secret@db.example/lintel?sslmode=no-verify'],
    ['INTAKE_DATABASE_URL', 'postgres://i:secret@db.example/lintel?sslmode=require'],
    ['WORKSPACE_DATABASE_URL', 'postgres://w:secret@127.0.0.1.example/lintel'],
    ['WORKER_DATABASE_URL', 'postgres://w:secret@db.example/lintel?sslmode=verify-full&sslmode=no-verify'],
    ['WORKER_DATABASE_URL', 'postgres://w:secret@127.0.0.1/lintel?host=db.example'],
    ['REDIS_URL', 'redis://:secret@queue.example'],
    ['REDIS_URL', 'rediss://:secret@queue.example?tls='],
    ['REDIS_URL', 'REDISS://:secret@queue.example'],
    ['S3_ENDPOINT', 'http://store.example:9000'],
  ])('is refused in production without TLS, and without its password in the message: %s', (name, url) => {
    const load = production({ [name]: url });
    expect(load).toThrow(`${name}: must`);
    expect(load).not.toThrow(/secret/);
    expect(production({ [name]: url }, { SERVICES_WITHOUT_TLS: 'true' })).not.toThrow();
    expect(production({ [name]: url }, { NODE_ENV: 'test' })).not.toThrow();
  });

  it.each([
    ['WORKER_DATABASE_URL', 'postgres://w:secret@db.example/lintel?sslmode=verify-full'],
    ['DATABASE_URL', 'postgres://o:secret@db.example/lintel?sslmode=verify-full&sslrootcert=/etc/ca.pem'],
    ['REDIS_URL', 'rediss://:secret@queue.example'],
    ['S3_ENDPOINT', 'https://store.example'],
  ])('may be reached over TLS: %s', (name, url) => expect(production({ [name]: url })).not.toThrow());
});

it.each([
  ['WORKER_DATABASE_URL', 'postgres://w:secret@127.0.0.1/lintel'],
  ['WORKER_DATABASE_URL', 'postgres://w:secret@[::1]:5432/lintel'],
  ['WORKER_DATABASE_URL', 'postgres://w@%2Frun%2Fpostgresql/lintel'],
  ['WORKER_DATABASE_URL', 'postgres://w@localhost/lintel?host=/run/postgresql'],
  ['REDIS_URL', 'redis://:secret@localhost'],
  ['S3_ENDPOINT', 'http://127.0.0.1:9000'],
])('a service of this machine needs none: %s = %s', (name, url) =>
  expect(production({ [name]: url })).not.toThrow(),
);

it('what makes Node take every certificate is refused in production, where servers would have to prove nothing', () => {
  const unchecked = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  expect(production(unchecked)).toThrow('NODE_TLS_REJECT_UNAUTHORIZED: must not be 0 in production');
  expect(production(unchecked, { SERVICES_WITHOUT_TLS: 'true' })).toThrow('NODE_TLS_REJECT_UNAUTHORIZED');
  expect(production(unchecked, { NODE_ENV: 'test' })).not.toThrow();
  expect(production({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).not.toThrow();
});

it('every service that is reached in the clear is named at once', () => {
  const load = production({ REDIS_URL: 'redis://:secret@a.example', S3_ENDPOINT: 'http://b.example' });
  expect(load).toThrow(/REDIS_URL[^]*S3_ENDPOINT/);
});

it.each([
  'redis://127.0.0.1',
  'rediss://queue.example',
  'rediss://lintel@queue.example',
  'redis://:@localhost',
])('a queue that asks for no password is refused in production, whatever the network: %s', (url) => {
  const words = 'REDIS_URL: must have a password in production (redis://:PASSWORD@host)';
  expect(production({ REDIS_URL: url })).toThrow(words);
  expect(production({ REDIS_URL: url }, { SERVICES_WITHOUT_TLS: 'true' })).toThrow(words);
  expect(production({ REDIS_URL: url }, { NODE_ENV: 'test' })).not.toThrow();
});

describe('between intake and an issuer on another machine', () => {
  const FILES = {
    INTERNAL_TLS_CERT_FILE: '/etc/ssl/lintel/internal.pem',
    INTERNAL_TLS_KEY_FILE: '/etc/ssl/lintel/internal.key',
    INTERNAL_TLS_CA_FILE: '/etc/ssl/lintel/ca.pem',
  };

  it.each([
    ['INTERNAL_HOST', '0.0.0.0'],
    ['INTERNAL_HOST', '10.0.0.4'],
    ['WORKSPACE_INTERNAL_URL', 'http://issuer.example:8083'],
    ['WORKSPACE_INTERNAL_URL', 'https://issuer.example:8083'],
    ['INTERNAL_HOST', '::'],
  ])('nothing passes in the clear in production: %s = %s', (name, value) => {
    expect(production({ [name]: value })).toThrow(`${name}: `);
    expect(production({ [name]: value }, { SERVICES_WITHOUT_TLS: 'true' })).not.toThrow();
    expect(production({ [name]: value }, { NODE_ENV: 'test' })).not.toThrow();
  });

  it('each side has its certificate and the authority of the other, and none of the three alone', () => {
    expect(production(FILES, { INTERNAL_HOST: '0.0.0.0' })).not.toThrow();
    expect(production(FILES, { WORKSPACE_INTERNAL_URL: 'https://issuer.example:8083' })).not.toThrow();
    for (const url of ['http://issuer.example:8083', 'http://localhost:8083'])
      expect(production(FILES, { WORKSPACE_INTERNAL_URL: url })).toThrow(
        'WORKSPACE_INTERNAL_URL: must begin with https://',
      );
    for (const name of Object.keys(FILES)) {
      const load = production({ ...FILES, [name]: '' });
      expect(load).toThrow(`${name}: is needed`);
    }
    expect(loadConfig(FILES).internal.url).toBe('https://127.0.0.1:8083');
  });

  it('each process starts with what it is given of such settings', () => {
    const around = { NODE_ENV: 'production', INTERNAL_HOST: '10.0.0.4', ...FILES };
    for (const name of ['intake', 'workspace', 'issuer', 'worker'] as const)
      expect(() => loadConfig(settingsOf(name, {}, around))).not.toThrow(/INTERNAL/);
  });

  it('a host is a name or an address of either kind, and an address a web one', () => {
    expect(loadConfig({ INTERNAL_HOST: '::1' }).internal.url).toBe('http://[::1]:8083');
    expect(() => loadConfig({ INTERNAL_HOST: 'no host' })).toThrow('INTERNAL_HOST: must be');
    expect(() => loadConfig({ WORKSPACE_INTERNAL_URL: 'ftp://localhost' })).toThrow(
      'WORKSPACE_INTERNAL_URL: must begin',
    );
  });
});
