import type { Config } from '../../../config';
import { withoutSecondStep } from '../../../features/identity';
import { openDatabase } from '../../../platform/database';
import { urlsOf } from './database';
import { fine, problem, warning, type Finding } from './finding';

const MOST_NAMED = 10;

/** Whose account opens with a password alone, and whether the database knows what the configuration asks for. */
export async function signIn(config: Config): Promise<Finding[]> {
  return [...ofProvider(config), ...(await ofAccounts(config))];
}

/** With an account of the force the second step is the provider’s: whether it must say that it asked for one. */
function ofProvider({ signIn: { oidc }, production }: Config): Finding[] {
  if (oidc === undefined || !production || oidc.acrValues.length + oidc.amr.length > 0) return [];
  return [
    warning(
      'sign-in',
      'the force’s sign-in service need not say that it asked for a second step',
      'set OIDC_ACR_VALUES or OIDC_AMR to what it says then (docs/sign-in.md)',
    ),
  ];
}

async function ofAccounts(config: Config): Promise<Finding[]> {
  const urls = await urlsOf(config);
  const { local, totpRequired } = config.signIn;
  if (urls === undefined || !local) return [];
  const database = await openDatabase(urls.owner, 1);
  try {
    const { needed, emails } = await database.transaction(withoutSecondStep);
    if (needed !== totpRequired)
      return [
        problem(
          'sign-in',
          'the database does not have the settings of the configuration',
          'run lintel migrate',
        ),
      ];
    return [judge(emails, totpRequired, config.production)];
  } finally {
    await database.close();
  }
}

function judge(emails: readonly string[], needed: boolean, production: boolean): Finding {
  if (emails.length === 0) return fine('sign-in', 'every officer has a second step');
  const named = `${emails.slice(0, MOST_NAMED).join(', ')}${emails.length > MOST_NAMED ? '…' : ''}`;
  const found = `${emails.length} without a second step: ${named}`;
  if (needed) return fine('sign-in', `${found}. They can do nothing but set one up`);
  if (!production) return fine('sign-in', found);
  return problem('sign-in', found, 'set TOTP_REQUIRED=true, and run lintel migrate');
}
