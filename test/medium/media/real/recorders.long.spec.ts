import { REAL_FILES } from '../../../fixtures/real';
import { examine } from './examine';

examine('recorders', REAL_FILES.recorders);
