import type { Config } from '../../config/config';

/** Paths of the tools and the limits that every job runs under. */
export type MediaSettings = Config['media'];
