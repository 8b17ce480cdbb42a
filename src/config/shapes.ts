import { z } from 'zod';

export const port = z.coerce.number().int().min(0).max(65_535);
export const positive = z.coerce.number().int().positive();
export const url = z.url();
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const MiB = 1024 ** 2;
export const GiB = 1024 ** 3;

/** `a,b` as its parts. */
export const list = (text: string | undefined): string[] =>
  (text ?? '').split(',').filter((part) => part !== '');
