import { REAL_FILES } from '../../../fixtures/real';
import { examine } from './examine';

examine('messengers', REAL_FILES.messengers);
