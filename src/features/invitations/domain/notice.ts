/** The version that her confirmation names; a change of the notice's words is a new version. */
export const NOTICE_VERSION = '1';

/** How she came to know the notice: she read it, or an officer read it to her. */
export type NoticeRoute = 'self' | 'oral';
