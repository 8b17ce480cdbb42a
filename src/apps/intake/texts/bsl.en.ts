/** The notice as a film in British Sign Language, where a force has one. */
export const BSL = {
  link: 'BSL video',
  title: 'BSL video',
  what: 'This film says in British Sign Language what you can read on the page before.',
  captions: 'Captions',
  larger: 'Make it larger',
  smaller: 'Make it small again',
  cannot: 'Your browser cannot play this film.',
} as const;
