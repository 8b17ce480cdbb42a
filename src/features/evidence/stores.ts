/** Injection tokens: which process is given which store is decided where the process is put together. */
export const INCOMING = Symbol('IncomingStore');
export const EVIDENCE = Symbol('EvidenceStore');
/** The RestoreGuard: one for a process, since it remembers what it has compared. */
export const RESTORE_GUARD = Symbol('RestoreGuard');
export const SCANNER = Symbol('MalwareScanner');
