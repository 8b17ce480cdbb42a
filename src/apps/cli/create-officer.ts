import type { Config } from '../../config';
import { IDENTITY_CHECKS } from '../../custody';
import { ROLES } from '../../features/identity';
import { withDatabase } from './databases';
import { withOfficersSide } from './first-run';
import { Refusal } from './refusal';
import { say } from './say';

export interface OfficerOptions {
  readonly email: string;
  readonly name: string;
  /** One of ROLES. */
  readonly role: string;
}

/** Makes an officer and prints the one-time password. @throws EmailTaken */
export async function createOfficer(config: Config, options: OfficerOptions): Promise<void> {
  const { email, name } = options;
  const role = ROLES.find((known) => known === options.role);
  if (role === undefined) throw new Refusal(`The role is one of ${ROLES.join(', ')}.`);
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    throw new Refusal('The email address needs a name, an @ and a domain.');
  const { password } = await withDatabase(config, (urls) =>
    withOfficersSide(config, urls.owner, ({ identity }) =>
      identity.createOfficer({ email, displayName: name, role }),
    ),
  );
  say(`Made. The one-time password, shown only now: ${password}`);
}

export interface ResetOptions {
  readonly email: string;
  /** One of IDENTITY_CHECKS. */
  readonly checked: string;
  /** Passkey, phone and recovery codes are gone, too. */
  readonly secondStepLost?: boolean;
}

/** For whoever has lost the password, or the second step with it. @throws NotFound */
export async function resetOfficer(config: Config, options: ResetOptions): Promise<void> {
  const checked = IDENTITY_CHECKS.find((known) => known === options.checked);
  if (checked === undefined)
    throw new Refusal(
      `--checked says how you made sure who asks: ${IDENTITY_CHECKS.join(' or ')} (docs/sign-in.md, A lost second step).`,
    );
  const { email, secondStepLost = false } = options;
  const password = await withDatabase(config, (urls) =>
    withOfficersSide(config, urls.owner, ({ identity }) =>
      identity.resetOfficer(email, checked, { secondStepLost }),
    ),
  );
  say(
    secondStepLost
      ? 'Done. The second step is gone: it is set up anew after signing in.'
      : 'Done. A second step that was set up stays, and signing in asks for it. Where it is lost as well: --second-step-lost.',
  );
  say(`The one-time password, shown only now: ${password}`);
}
