import { REAL_FILES } from '../../../fixtures/real';
import { examine } from './examine';

examine('phones', REAL_FILES.phones);
