export type { Account, AccountFilter } from './account.repository';
export { Accounts } from './accounts.service';
export { Credentials, type Given, type SignedIn } from './credentials';
export {
  ROLES,
  initialsOf,
  type Colleague,
  type NewOfficer,
  type Officer,
  type Role,
} from './domain/officer';
export type { Attempted } from './domain/attempt';
export { ACCOUNT_STATES, standingSeen } from './domain/account';
export { PASSWORD_MAX, PASSWORD_MIN } from './domain/password';
export { may, PERMISSIONS, type Permission } from './domain/permission';
export {
  EmailTaken,
  LocalSignInOff,
  ProviderRefused,
  SecondFactorNeeded,
  SignInRefused,
  WeakPassword,
  WrongCode,
} from './identity.errors';
export { Elsewhere } from './elsewhere';
export { Passkeys, type Passkey, type PasskeyAnswer, type PasskeyMade } from './passkeys/passkeys.service';
export type { GivenStep } from './second-steps';
export { judgementsUndone, MOST_UNDONE, WORRYING_UNDONE, type Judged } from './judgements';
export { IdentityModule } from './identity.module';
export { IdentityService } from './identity.service';
export { CALLBACK_PATH, ProviderClient, type ProviderFlow } from './provider.client';
export { ProviderOfficers } from './provider-officers';
export { Refusals } from './refusals';
export { resealSecondSteps } from './resealing';
export { CannotOpen } from './secret-box';
export { decideSignIn, withoutSecondStep } from './sign-in-setting';
export { SecondFactor, type Enrolment, type SecondFactorState } from './second-factor.service';
