/** Letters that are read from the right. */
export const FROM_RIGHT = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}/u;

/** The side from which the first letter of a text is read. */
export const directionOf = (text: string): 'ltr' | 'rtl' =>
  FROM_RIGHT.test(/\p{L}/u.exec(text)?.[0] ?? '') ? 'rtl' : 'ltr';
