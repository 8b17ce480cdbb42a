import type { Verdict } from '../custody/pure/verdict';
import { readBagFolder } from './bag/folder-reader';
import { verifyRecords, type VerifyOptions } from './verify-records';

/** Checks the exported records in a folder of this machine: see `verifyRecords`. */
export const verifyExport = (folder: string, options: VerifyOptions = {}): Promise<Verdict> =>
  verifyRecords(readBagFolder(folder), options);
