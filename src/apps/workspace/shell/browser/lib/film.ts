import { Film as AnyFilm } from '../../../../../kernel/film/film';

/** Of the video of a page. */
export class Film extends AnyFilm<HTMLVideoElement> {}
