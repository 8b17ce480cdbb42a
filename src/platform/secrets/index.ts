export { limitHashing, newParameters, proofOf, storedSecret } from './stored-secret';
