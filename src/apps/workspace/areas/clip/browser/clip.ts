import { stay } from '../../../shell/browser/lib/stay';

stay();
