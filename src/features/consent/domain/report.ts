/** What a supervisor does about a report, in the supervisor's own words. */
export const REPORT_STEPS = ['taken-up', 'spoke', 'passed-on', 'closed'] as const;
export type ReportStep = (typeof REPORT_STEPS)[number];

/** The newest step; `new`: nobody has taken it up. */
export type ReportState = 'new' | ReportStep;
