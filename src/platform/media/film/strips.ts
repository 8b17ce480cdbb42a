import type { Size } from '../recipes/geometry';

/** A run of bytes of a picture. */
export interface Run {
  readonly start: number;
  readonly length: number;
}

/**
 * Where in a picture its bytes belong when it comes in strips from top to bottom, in the order in which they come: of each the
 * brightness and its two colours. A picture that comes whole is one strip.
 */
export function runsOf({ width, height }: Size, strips: number): readonly Run[] {
  const area = width * height;
  const [bright, colour] = [area / strips, area / 4 / strips];
  return Array.from({ length: strips }, (_, strip) => [
    { start: strip * bright, length: bright },
    { start: area + strip * colour, length: colour },
    { start: area + area / 4 + strip * colour, length: colour },
  ]).flat();
}
