export { describeVerdict, type BadEvent, type Verdict } from '../custody/pure/verdict';
export { verifyExport, type VerifyOptions } from './verify-export';
