import { build } from './build.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { ensureTools } from './setup/tools.mjs';

/**
 * Programs of the system, packages and dist/, all as they are meant: programs beside the others, since one waits for the network while another
 * computes. Where one cannot be had, the other comes to its end first, so that nothing is left running.
 * @param tools lists of scripts/setup/tools.mjs
 * @throws Refusal with one clear sentence
 */
export async function setUp(...tools) {
  const done = await Promise.allSettled([ensureTools(tools.flat()), ensurePackages().then(build)]);
  for (const { status, reason } of done) if (status === 'rejected') throw reason;
}
