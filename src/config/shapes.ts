import { z } from 'zod';

export const port = z.coerce.number().int().min(0).max(65_535);

/** Kept for other protocols: no browser opens them, and no `fetch` asks them whether somebody answers (Fetch Standard, 2.9 “Port blocking”). */
const BLOCKED_PORTS: ReadonlySet<number> = new Set([
  ...[1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95],
  ...[101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389],
  ...[427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636],
  ...[989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566],
  ...[6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080],
]);

export const BLOCKED =
  'no browser opens this port, since it is kept for another protocol; choose another, as 8080';
export const isBlocked = (number: number): boolean => BLOCKED_PORTS.has(number);

/** Where a process of ours answers by HTTP. */
export const httpPort = port.refine((number) => !isBlocked(number), BLOCKED);
export const positive = z.coerce.number().int().positive();
export const url = z.url();
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const MiB = 1024 ** 2;
export const GiB = 1024 ** 3;

/** `a,b` as its parts. */
export const list = (text: string | undefined): string[] =>
  (text ?? '').split(',').filter((part) => part !== '');
