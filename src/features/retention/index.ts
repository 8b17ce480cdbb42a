export type { Disposal } from './disposals.repository';
export { DisposalsService } from './disposals.service';
export { dayOf, isDay, type Day } from '../../kernel/day';
export { DISPOSAL_STATES, isUnderWay, type DisposalState } from './domain/disposal';
export {
  OUTCOMES,
  REVIEW_GROUPS,
  SENTENCES,
  type Outcome,
  type OutcomeKind,
  type ReviewGroup,
  type Sentence,
} from './domain/outcome';
export { RULES, type Retention, type Rule, type RuleId } from './domain/rules';
export { RULE_WORDS } from './domain/words';
export { DueDatesService } from './erasing/due-dates.service';
export { ErasingModule } from './erasing/erasing.module';
export { ErasureService } from './erasing/erasure.service';
export { ForgettingService } from './erasing/forgetting.service';
export type { Hold } from './holds.repository';
export { HoldsService } from './holds.service';
export { keptByNobody } from './kept-along';
export type { AskedPerson } from './people.repository';
export { outcomesSeen, type RecordedOutcome } from './outcomes.repository';
export { OutcomesService } from './outcomes.service';
export { RetentionModule } from './retention.module';
export {
  RetentionService,
  type Kept,
  type KeptDetails,
  type KeptInvestigation,
  type KeptPerson,
} from './retention.service';
export { decideCooling } from './cooling';
