import { copyButtons } from './lib/copy';
import { follow } from './lib/live';
import { palette } from './lib/palette';
import { timeOut } from './lib/time-out';

/** On every page of whoever is signed in. */
palette();
copyButtons();
timeOut();
follow();
