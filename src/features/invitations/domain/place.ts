/** Where an officer sits beside the victim. */
export const PLACES = ['station', 'home', 'elsewhere'] as const;
export type Place = (typeof PLACES)[number];
