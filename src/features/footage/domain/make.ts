/** Doorbells whose exports are known; everything else is "another make". */
export const MAKES = ['ring', 'nest', 'blink', 'eufy', 'arlo', 'tapo', 'reolink'] as const;
export type Make = (typeof MAKES)[number];

export const isMake = (text: string): text is Make => (MAKES as readonly string[]).includes(text);
