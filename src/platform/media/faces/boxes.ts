import { SIDE, type Square } from './squares';

/** What is looked for; whose face, or who, no kind says. */
export const KINDS = ['face', 'person'] as const;
export type Kind = (typeof KINDS)[number];

/** A face or a person in pixels of the picture that was looked at; `score` from 0 to 1. */
export interface Box {
  readonly kind: Kind;
  readonly score: number;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** What BlazeFace says of one of its grids: for each place of it `EACH` guesses. */
export interface Guesses {
  /** Places along a side, and guesses at each. */
  readonly grid: number;
  readonly each: number;
  readonly scores: ArrayLike<number>;
  /** 16 numbers for each guess: centre and size in pixels of the sample, and six points that are not looked at. */
  readonly boxes: ArrayLike<number>;
}

/** Less sure ones are not told. */
const SURE = 0.5;
const NUMBERS = 16;

/** The faces that the model is sure enough of, where they stand in the picture. */
export function boxesIn({ grid, each, scores, boxes }: Guesses, square: Square): Box[] {
  const scale = square.side / SIDE;
  const found: Box[] = [];
  for (let guess = 0; guess < grid * grid * each; guess += 1) {
    const score = 1 / (1 + Math.exp(-(scores[guess] ?? -Infinity)));
    if (!(score > SURE)) continue;
    const place = Math.floor(guess / each);
    const at = (offset: number): number => boxes[guess * NUMBERS + offset] ?? 0;
    const [w, h] = [at(2) * scale, at(3) * scale];
    if (!(w > 0 && h > 0)) continue;
    const middle = (index: number): number => ((index + 0.5) * SIDE) / grid;
    const x = square.x + (middle(place % grid) + at(0)) * scale - w / 2;
    const y = square.y + (middle(Math.floor(place / grid)) + at(1)) * scale - h / 2;
    found.push({ kind: 'face', score, x, y, w, h });
  }
  return found;
}

/** How much of the smaller one lies in the other. */
function shared(one: Box, other: Box): number {
  const w = Math.min(one.x + one.w, other.x + other.w) - Math.max(one.x, other.x);
  const h = Math.min(one.y + one.h, other.y + other.h) - Math.max(one.y, other.y);
  return w <= 0 || h <= 0 ? 0 : (w * h) / Math.min(one.w * one.h, other.w * other.h);
}

/** One box for each face or person: the surest, of those that stand on each other. */
export function apart(boxes: readonly Box[], most: number): Box[] {
  const kept: Box[] = [];
  for (const box of [...boxes].sort((one, other) => other.score - one.score)) {
    if (kept.length === most) break;
    if (kept.every((other) => shared(box, other) < 0.4)) kept.push(box);
  }
  return kept;
}
