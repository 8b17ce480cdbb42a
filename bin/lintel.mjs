#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { requireNode } from '../scripts/setup/node-version.mjs';

requireNode();
const main = new URL('../dist/src/apps/cli/main.js', import.meta.url);
if (!existsSync(fileURLToPath(main))) {
  process.stderr.write('Lintel is not built yet: run npm start, or npm run build.\n');
  process.exit(1);
}
const { default: cli } = await import(main.href);
await cli.main(process.argv);
