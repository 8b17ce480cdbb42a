export type { AgreementRow, Flag } from './care.repository';
export { CareService, type Care } from './care.service';
export { AgreementMissing, FirstStepsMissing, MustNotContact } from './consent.errors';
export { CareModule, ConsentModule } from './consent.module';
export type { AdvocateSaid } from './consent.repository';
export { ConsentService } from './consent.service';
export { needsAdvice, OTHERS, SET_UP_BY, type AccountAnswer } from './domain/account';
export {
  agreementOf,
  DECIDES,
  isSettled,
  MAY_AGREE,
  RELATIONS,
  type Decides,
  type Relation,
} from './domain/agreement';
export { CHANNELS, mayContact, type Channel, type SafeContact } from './domain/safe-contact';
export type { Step } from './domain/steps';
