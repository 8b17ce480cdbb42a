import type { Language } from './language';

/** Every language beside English, also those that nobody has checked yet: they are off. A new one is added here. */
export const LANGUAGES: readonly Language[] = [];
