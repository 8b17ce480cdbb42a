export type { Provision } from './provision';
export { LAW, LAW_DATE, LAW_MARK, versionOf } from './register';
export { whyNotPresent } from './signed-notice';
export { standingOf, wantsALook, type Check, type Standing } from './standing';
