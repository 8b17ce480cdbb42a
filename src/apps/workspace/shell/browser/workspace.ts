import { copyButtons } from './lib/copy';
import { follow } from './lib/live';
import { palette } from './lib/palette';
import { listedPictures } from './lib/pictures';
import { timeOut } from './lib/time-out';
import { watched } from './lib/watched';

/** On every page of whoever is signed in. */
palette();
copyButtons();
timeOut();
follow();
watched();
listedPictures();
