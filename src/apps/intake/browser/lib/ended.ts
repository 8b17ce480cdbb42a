/**
 * Whether the session of this page is still there is asked in one place (`look.ts`), in a script of its own. Whatever hears of the end by itself
 * wants it looked at; whatever would be lost with the page holds it when the end is told.
 */
const LOOK = 'intake:look';
const ENDED = 'intake:ended';
const GOES_ON = 'intake:goes-on';

/** The server has just said that the session is over. */
export const wantLook = (): boolean => document.dispatchEvent(new Event(LOOK));
export const onLookWanted = (look: () => void): void => document.addEventListener(LOOK, look);

/** @returns whether something would be lost with the page */
export const tellEnded = (): boolean => !document.dispatchEvent(new Event(ENDED, { cancelable: true }));
/**
 * @param held `undefined`: nothing would be lost. Else the page stays, covered, with what is given back still to be seen; a list of nothing
 * where it goes on unseen
 */
export const onEnded = (held: () => readonly HTMLElement[] | undefined): void =>
  document.addEventListener(ENDED, (event) => {
    const shown = held();
    if (shown === undefined) return;
    event.preventDefault();
    for (const element of shown) element.dataset['held'] = '';
  });

/** There is a session again. */
export const tellGoesOn = (): boolean => document.dispatchEvent(new Event(GOES_ON));
export const onGoesOn = (act: () => void): void => document.addEventListener(GOES_ON, act);
