import { follow } from '../../../shell/browser/lib/live';
import { stay } from '../../../shell/browser/lib/stay';

stay();
follow();
