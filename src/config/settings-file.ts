import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Names a JSON file of further settings, so that secrets need not be in the environment. Set by `lintel start`. */
export const SETTINGS_FILE = 'LINTEL_SETTINGS_FILE';

const settings = z.record(z.string(), z.string());

/** The environment, with what its settings file says above it. @throws where the file cannot be read */
export function withSettingsFile(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const file = env[SETTINGS_FILE];
  if (file === undefined || file === '') return env;
  return { ...env, ...settings.parse(JSON.parse(readFileSync(file, 'utf8'))) };
}
