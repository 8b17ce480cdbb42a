import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, settingsOf } from '.';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const secret = '0123456789abcdef0123456789abcdef';
const fileOf = (text: string): string => {
  const file = join(folder, 'secret');
  writeFileSync(file, text);
  return file;
};

it.each(['', '\n', '\r\n'])('reads a secret from the file that is named (end of line %j)', (end) => {
  const config = loadConfig({ WORKSPACE_SESSION_SECRET_FILE: fileOf(secret + end) });
  expect(config.workspace.sessionSecret).toBe(secret);
});

it('hands it to its own process alone', () => {
  const around = { WORKSPACE_SESSION_SECRET_FILE: fileOf(secret) };
  expect(settingsOf('workspace', {}, around)).toEqual({ WORKSPACE_SESSION_SECRET: secret });
  expect(settingsOf('intake', {}, around)).toEqual({});
});

it('names what is wrong, and no value', () => {
  const file = fileOf('short and secret');
  const bad = (env: NodeJS.ProcessEnv) => () => loadConfig(env);
  expect(bad({ WORKSPACE_SESSION_SECRET_FILE: join(folder, 'none') })).toThrow(
    /WORKSPACE_SESSION_SECRET_FILE: its file cannot be read/,
  );
  expect(bad({ WORKSPACE_SESSION_SECRET_FILE: file, WORKSPACE_SESSION_SECRET: secret })).toThrow(
    /given both by itself and by WORKSPACE_SESSION_SECRET_FILE/,
  );
  const told = (() => {
    try {
      loadConfig({ WORKSPACE_SESSION_SECRET_FILE: file });
      return '';
    } catch (error) {
      return String(error);
    }
  })();
  expect(told).toMatch(/WORKSPACE_SESSION_SECRET: /);
  expect(told).not.toContain('short and secret');
});

it('leaves settings alone that are files by themselves', () => {
  expect(loadConfig({ TSA_CA_FILE: '/etc/ssl/tsa.pem' }).timestamps.caFile).toBe('/etc/ssl/tsa.pem');
});
