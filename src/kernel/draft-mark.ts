/** Every generated form carries it: a person checks, and only then signs. */
export const DRAFT_MARK = 'DRAFT for a person to check';
