import type { ExhibitRef } from '../../../kernel/ids';
import { initialsOf } from '../../identity';

const INITIALS = /^[A-Z]{2,4}$/;

export const areInitials = (text: string): boolean => INITIALS.test(text);

/** As given; those that were left empty are taken from the name of the producer. */
export const initialsFor = (given: { readonly initials: string; readonly producerName: string }): string =>
  given.initials === '' ? initialsOf(given.producerName) : given.initials;

/** `AB/1`: the producer's initials, then a number that is unique for producer and investigation. */
export const exhibitRef = (initials: string, number: number): ExhibitRef =>
  `${initials}/${number}` as ExhibitRef;

/** `AB-1`: the reference where a slash cannot stand. */
export const refInFileName = (ref: ExhibitRef): string => ref.replaceAll('/', '-');
