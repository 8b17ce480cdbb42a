// npm test: sets itself up, then runs the unit and medium suites. `.ci/run` runs the others, too.
import { requireNode } from './setup/node-version.mjs';

requireNode();

const { ROOT } = await import('./setup/root.mjs');
const { orRefuse, say } = await import('./setup/say.mjs');
const { MEDIA_TOOLS, TEST_TOOLS } = await import('./setup/tools.mjs');
const { setUp } = await import('./set-up.mjs');
const { EVERYDAY, jest } = await import('./setup/jest.mjs');

await orRefuse(async () => {
  process.chdir(ROOT);
  await setUp(MEDIA_TOOLS, TEST_TOOLS);
});

say('Running the unit and medium suites (real PostgreSQL, ffmpeg and browser; .ci/run has the rest)...');
process.exitCode = await jest([...EVERYDAY, ...process.argv.slice(2)]);
