export { anchorsIn } from './anchors';
export { BINDINGS } from './binding';
export { FAULTS, type Fault } from './faults';
export { INTEGRITIES, TRUSTS, UNCHECKED, type Integrity, type SealReading, type Trust } from './reading';
export { HEAD_BYTES, MARK_BYTES, markOf } from './marks';
export { DOUBTS, type Doubt } from './trust';
