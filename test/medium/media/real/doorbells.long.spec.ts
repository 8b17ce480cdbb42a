import { REAL_FILES } from '../../../fixtures/real';
import { examine } from './examine';

examine('doorbells', REAL_FILES.doorbells);
