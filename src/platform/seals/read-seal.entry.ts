import { readFileSync } from 'node:fs';
import { anchorsIn } from './anchors';
import { checkSeal } from './check-seal';
import { Source } from './source';

/*
 * The program that runs in the sandbox: it knows nothing but the file and whom the operator trusts. A line for each step
 * forward, and at the end one with the answer.
 */
const [file = '', maxBytes = '', now = '', ...anchors] = process.argv.slice(2);
const source = new Source(file, () => process.stdout.write('.\n'));
const answer = checkSeal(source, {
  anchors: anchorsIn(...anchors.map((path) => readFileSync(path, 'utf8'))),
  now: new Date(now),
  maxBytes: Number(maxBytes),
});
process.stdout.write(`${JSON.stringify({ seal: answer })}\n`);
