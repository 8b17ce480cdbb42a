/**
 * Which link this page is of, as it says itself. Another one may have been entered in the same browser meanwhile: what is asked for from
 * here does nothing for that.
 */
export const ofLink = (): Record<string, string> => {
  const { of } = document.body.dataset;
  return of === undefined ? {} : { 'Page-Of': of };
};
