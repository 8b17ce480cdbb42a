// npm run bench: how fast the parts are, each beside a baseline taken in the same run.
import { requireNode } from './setup/node-version.mjs';

requireNode();

const { ROOT } = await import('./setup/root.mjs');
const { orRefuse, say } = await import('./setup/say.mjs');
const { ensurePackages } = await import('./setup/packages.mjs');
const { ensureTools, MEDIA_TOOLS } = await import('./setup/tools.mjs');
const { jest } = await import('./setup/jest.mjs');

await orRefuse(async () => {
  process.chdir(ROOT);
  await ensurePackages();
  await ensureTools(MEDIA_TOOLS);
});

say('Measuring (a few minutes; best on a quiet machine)...');
process.exitCode = await jest(['--selectProjects', 'bench', '--runInBand', ...process.argv.slice(2)]);
