export { Frames, type FrameTimes } from '../../../../../kernel/film/frames';
