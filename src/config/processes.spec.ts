import { settingsOf } from './processes';

const around = {
  PATH: '/usr/bin',
  AWS_SECRET_ACCESS_KEY: 'aws',
  ADMIN_DATABASE_URL: 'admin',
  DATABASE_URL: 'owner',
  INTAKE_DATABASE_URL: 'intake-db',
  WORKSPACE_DATABASE_URL: 'workspace-db',
  WORKER_DATABASE_URL: 'worker-db',
  WORKSPACE_SESSION_SECRET: 'session',
  CUSTODY_KEY_FILES: 'key',
  REDIS_URL: 'redis',
  NOTIFY_API_KEY: 'notify',
  SMTP_URL: 'mail',
  S3_ENDPOINT: 's3',
  S3_ACCESS_KEY_ID: 'evidence-id',
  S3_SECRET_ACCESS_KEY: 'evidence-secret',
  S3_EVIDENCE_BUCKET: 'evidence-bucket',
  INTAKE_S3_ACCESS_KEY_ID: 'incoming-id',
  INTAKE_S3_SECRET_ACCESS_KEY: 'incoming-secret',
};

it('gives intake its own database and its own key to the incoming bucket, and nothing of the others', () => {
  expect(settingsOf('intake', {}, around)).toEqual({
    INTAKE_DATABASE_URL: 'intake-db',
    S3_ENDPOINT: 's3',
    S3_ACCESS_KEY_ID: 'incoming-id',
    S3_SECRET_ACCESS_KEY: 'incoming-secret',
  });
});

it('gives intake no key at all rather than the one that opens the evidence', () => {
  const env = settingsOf('intake', {}, { ...around, INTAKE_S3_ACCESS_KEY_ID: undefined });
  expect(env).not.toHaveProperty('S3_ACCESS_KEY_ID');
});

it('gives the worker no session secret and nobody the owner of the database', () => {
  expect(settingsOf('worker', {}, around)).toEqual({
    WORKER_DATABASE_URL: 'worker-db',
    CUSTODY_KEY_FILES: 'key',
    REDIS_URL: 'redis',
    NOTIFY_API_KEY: 'notify',
    SMTP_URL: 'mail',
    S3_ENDPOINT: 's3',
    S3_ACCESS_KEY_ID: 'evidence-id',
    S3_SECRET_ACCESS_KEY: 'evidence-secret',
    S3_EVIDENCE_BUCKET: 'evidence-bucket',
  });
  expect(settingsOf('workspace', { WORKSPACE_DATABASE_URL: 'given' }, around)).toMatchObject({
    WORKSPACE_DATABASE_URL: 'given',
    WORKSPACE_SESSION_SECRET: 'session',
  });
  expect(settingsOf('workspace', {}, around)).not.toHaveProperty('REDIS_URL');
});

it('gives the issuer the evidence to read, the proof of intake, and no way into the database', () => {
  const its = { ISSUER_S3_ACCESS_KEY_ID: 'reader-id', ISSUER_S3_SECRET_ACCESS_KEY: 'reader-secret' };
  expect(settingsOf('issuer', { INTERNAL_SECRET: 'proof' }, { ...around, ...its })).toEqual({
    INTERNAL_SECRET: 'proof',
    S3_ENDPOINT: 's3',
    S3_ACCESS_KEY_ID: 'reader-id',
    S3_SECRET_ACCESS_KEY: 'reader-secret',
    S3_EVIDENCE_BUCKET: 'evidence-bucket',
  });
});
