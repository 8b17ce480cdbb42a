import type { z } from 'zod';
import { BLOCKED, isBlocked } from './shapes';

const PUBLIC_ADDRESSES = ['INTAKE_PUBLIC_URL', 'WORKSPACE_PUBLIC_URL'] as const;
const THIS_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

type Environment = { readonly NODE_ENV: string } & {
  readonly [Name in (typeof PUBLIC_ADDRESSES)[number]]?: string | undefined;
};

/**
 * The victim's link and code and every session travel to these addresses, and the cookies are `Secure` only on https. Browsers trust
 * this machine itself without it.
 */
export function checkPublicAddresses(env: Environment, context: z.RefinementCtx): void {
  for (const name of PUBLIC_ADDRESSES) {
    const given = env[name];
    if (given === undefined) continue;
    const { protocol, hostname, port } = new URL(given);
    const refuse = (message: string): void => context.addIssue({ code: 'custom', path: [name], message });
    if (isBlocked(Number(port))) refuse(BLOCKED);
    if (env.NODE_ENV !== 'production' || protocol === 'https:' || THIS_MACHINE.test(hostname)) continue;
    refuse('must be an https address in production, but for an address of this machine alone');
  }
}
