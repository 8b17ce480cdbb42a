import type { Config } from '../../../config';
import { askIssuer, type IssuerPlace } from '../../../platform/services/ask-issuer';
import { readTls } from '../../../platform/services/mutual-tls';
import { certificateFinding } from './certificates';
import { fine, problem, type Finding } from './finding';

const WHAT = 'issuer';
const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '[::]': '[::1]' };

type Given = Pick<Config, 'production'> & {
  readonly internal: Pick<Config['internal'], 'url' | 'port' | 'tls' | 'warningDays'>;
};

/** As intake asks it; on the issuer's own machine, where it listens everywhere, by its place. */
function placeOf({ url, tls }: Given['internal']): IssuerPlace {
  const where = new URL(url);
  const here = EVERYWHERE[where.hostname];
  if (here !== undefined) where.hostname = here;
  return { url: where.origin, tls: tls && readTls(tls), byPlace: here !== undefined };
}

/** Can recipients fetch bundles? The issuer is asked, and through it the workspace. */
export async function issuer({ internal, production }: Given): Promise<Finding[]> {
  if (internal.port === 0) return [fine(WHAT, 'not asked: its port is chosen at each start')];
  const state = await askIssuer(placeOf(internal));
  if (state.kind === 'away' && !production) return [fine(WHAT, state.sentence)];
  if (state.kind !== 'well')
    return [
      problem(
        WHAT,
        state.sentence,
        'see the logs of issuer and workspace; INTERNAL_HOST, INTERNAL_PORT, WORKSPACE_INTERNAL_URL and INTERNAL_TLS_* must fit on both sides',
      ),
    ];
  const found = [fine(WHAT, 'it can serve, and so can the workspace behind it')];
  const { certificateEnds } = state;
  if (certificateEnds === undefined) return found;
  return [
    ...found,
    certificateFinding(
      'certificate that the issuer shows',
      certificateEnds,
      internal.warningDays,
      'if the one on the disk is newer, the issuer takes it after twice INTERNAL_TLS_LOOK_SECONDS at most; else its log says why not',
    ),
  ];
}
