// npm run bench: how fast the parts are, each beside a baseline taken in the same run. `--grow`: how they grow over a hundredfold.
// `--plot`: draws what bench/ holds into docs/images.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requireNode } from './setup/node-version.mjs';

requireNode();

const { ROOT } = await import('./setup/root.mjs');
const { orRefuse, say } = await import('./setup/say.mjs');
const { MEDIA_TOOLS } = await import('./setup/tools.mjs');
const { setUp } = await import('./set-up.mjs');
const { jest } = await import('./setup/jest.mjs');
const { ratios } = await import('./plots/ratios.mjs');
const { growth } = await import('./plots/growth.mjs');

async function draw(from, plot, to) {
  const found = JSON.parse(await readFile(join(ROOT, 'bench', from), 'utf8'));
  await writeFile(join(ROOT, 'docs/images', to), plot(found));
}

async function measure(project, args) {
  await orRefuse(async () => {
    process.chdir(ROOT);
    await setUp(MEDIA_TOOLS);
  });
  say('Measuring (up to an hour; best on a quiet machine)...');
  process.exitCode = await jest(['--selectProjects', project, '--runInBand', ...args]);
}

const args = process.argv.slice(2);
if (args.includes('--plot')) {
  await draw('results.json', ratios, 'performance.svg');
  await draw('growth.json', growth, 'growth.svg');
} else if (args.includes('--grow')) {
  const others = args.filter((arg) => arg !== '--grow');
  await measure('bench-grow', others);
} else await measure('bench', args);
