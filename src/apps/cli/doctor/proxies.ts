import type { Config } from '../../../config';
import { fine, problem, type Finding } from './finding';

type Facing = Pick<Config, 'trustedProxies'> & { readonly intake: Pick<Config['intake'], 'publicUrl'> };

/** Whom addresses are believed: intake speaks no TLS itself, so an https address of its own means a proxy in front. */
export function proxies({ intake, trustedProxies }: Facing): Promise<Finding[]> {
  const what = 'addresses of visitors';
  if (trustedProxies.length > 0) return Promise.resolve([fine(what, `as ${trustedProxies.join(', ')} says`)]);
  if (new URL(intake.publicUrl).protocol !== 'https:')
    return Promise.resolve([fine(what, 'of the connection itself; no proxy is trusted')]);
  return Promise.resolve([
    problem(
      what,
      'all that come through the proxy count as one, since no proxy is trusted: what one of them does to excess is held against all',
      'name the proxy in TRUSTED_PROXIES',
    ),
  ]);
}
