export { newParameters, proofOf, storedSecret } from './stored-secret';
