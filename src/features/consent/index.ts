export type { AgreementRow, Flag } from './care.repository';
export { advocateSeen, CareService, type Care } from './care.service';
export { AgreementMissing, FirstStepsMissing, MustNotContact, NotTakenUp } from './consent.errors';
export { CareModule, ConsentModule, ReportsModule } from './consent.module';
export type { AccountRow, AdvocateSaid } from './consent.repository';
export { ConsentService } from './consent.service';
export { needsAdvice, OTHERS, SET_UP_BY, type AccountAnswer } from './domain/account';
export { agreementOf, DECIDES, isSettled, type Decides, type MadeSure } from './domain/agreement';
export { REPORT_STEPS, type ReportState, type ReportStep } from './domain/report';
export {
  CHANNELS,
  mayContact,
  type Channel,
  type KeptSafeContact,
  type SafeContact,
} from './domain/safe-contact';
export { accountShown, advocateShown, decidesShown } from './domain/shown';
export type { Step } from './domain/steps';
export type { Report, ReportStepTaken } from './reports.repository';
export { unheardReports, type Unheard } from './unheard-reports';
export { ReportsService, type ReportOpened } from './reports.service';
