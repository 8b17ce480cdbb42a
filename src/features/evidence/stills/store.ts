/** Injection token of the EvidenceStore that stills go into. */
export const STILLS_STORE = Symbol('EvidenceStore of stills');
