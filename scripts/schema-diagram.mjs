// Draws docs/schema.md from a database that has just been migrated: what the test compares, written.
import { jest } from './setup/jest.mjs';

process.exitCode = await jest(['--selectProjects', 'medium', '-i', 'test/medium/schema/diagram.spec.ts'], {
  env: { ...process.env, DRAW_SCHEMA: 'yes' },
});
