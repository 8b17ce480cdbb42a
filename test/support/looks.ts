/** Every page and every person's way in every mode and at every width, as `npm run test:soak` has it. */
export const EVERY_LOOK = process.env['LINTEL_EVERY_LOOK'] === 'true';

/**
 * The first of them, one or `count`, which stand for the others; all with LINTEL_EVERY_LOOK=true. It is for ways that take long and are the
 * same at each: that no page of the workspace scrolls sideways at any width is asked of each page by itself (`dark.spec.ts`).
 */
export const first = <T>(all: readonly T[], count = 1): readonly T[] =>
  EVERY_LOOK ? all : all.slice(0, count);
