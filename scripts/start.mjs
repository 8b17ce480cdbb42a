// npm start: installs, builds and checks what is needed, then becomes `lintel start`.
import { requireNode } from './setup/node-version.mjs';

requireNode();

const { ROOT } = await import('./setup/root.mjs');
const { orRefuse } = await import('./setup/say.mjs');
const { MEDIA_TOOLS } = await import('./setup/tools.mjs');
const { setUp } = await import('./set-up.mjs');

await orRefuse(async () => {
  process.chdir(ROOT);
  await setUp(MEDIA_TOOLS);
});

// npm runs us through a shell, which does not pass a signal on: when the shell has gone, we are to go too.
if (process.env.npm_lifecycle_event === 'start') {
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

// In this process: signals need no passing on, and nothing is left between npm and Lintel.
process.argv = [process.argv[0], process.argv[1], 'start', ...process.argv.slice(2)];
await import('../bin/lintel.mjs');
