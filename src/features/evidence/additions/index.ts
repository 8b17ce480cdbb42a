export { AdditionsService } from './additions.service';
export {
  ADDITION_KINDS,
  ADDITION_WORDS,
  type AdditionDetails,
  type AdditionKind,
  type NewAddition,
} from './domain';
export { TakeInService } from './take-in.service';
