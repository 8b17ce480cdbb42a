import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Font } from 'fontkit';
import { CARD_FACE, openFace, UNKNOWN } from '../../pdf';
import type { Size } from '../recipes/geometry';
import { frameBytes } from './ivf';

/** In limited range (ITU-R BT.709). */
const [BLACK, WHITE, NO_COLOUR] = [16, 235, 128];
/** Points that are looked at along each side of a pixel. */
const FINE = 4;
/** Straight pieces that stand for a curve. */
const PIECES = 8;
/** Of the height of the picture: the first line and those below it. */
const [FIRST, OTHERS] = [0.09, 0.06];
const LEADING = 1.5;
/** Of the width of the picture, at most. */
const ROOM = 0.9;

let hash: Promise<string> | undefined;

/** SHA-256 of the typeface: another draws other letters. */
export const faceSha256 = (): Promise<string> =>
  (hash ??= readFile(CARD_FACE).then((bytes) => createHash('sha256').update(bytes).digest('hex')));

/** A piece of an outline, in pixels of the picture. */
interface Edge {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** White lines on black, one below the other in the middle: planar 4:2:0, eight bits. The same letters give the same bytes. */
export async function drawCard(lines: readonly string[], { width, height }: Size): Promise<Buffer> {
  const face = await openFace();
  const bytes = Buffer.alloc(frameBytes({ width, height }), NO_COLOUR);
  bytes.fill(BLACK, 0, width * height);
  const set = lines.map((line, index) => {
    const text = readable(face, line);
    const ems = face.layout(text).advanceWidth / face.unitsPerEm;
    const size = Math.min(height * (index === 0 ? FIRST : OTHERS), (width * ROOM) / Math.max(ems, 1));
    return { text, size, left: (width - ems * size) / 2 };
  });
  let y = (height - set.reduce((sum, { size }) => sum + size * LEADING, 0)) / 2;
  for (const { text, size, left } of set) {
    y += size * LEADING;
    fill(bytes, { width, height }, outline(face, text, size, left, y - (size * (LEADING - 1)) / 2));
  }
  return bytes;
}

/** What the face has no shape for is shown as unknown: a card must not say less than it seems to. */
const readable = (face: Font, text: string): string =>
  Array.from(text, (sign) => (face.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0) ? sign : UNKNOWN)).join('');

function outline(face: Font, text: string, size: number, left: number, base: number): Edge[] {
  const scale = size / face.unitsPerEm;
  const edges: Edge[] = [];
  const run = face.layout(text);
  let pen = 0;
  run.glyphs.forEach((glyph, index) => {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = run.positions[index] ?? {};
    const [dx, dy] = [pen + xOffset, yOffset];
    const at = (x: number, y: number) => ({ x: left + (x + dx) * scale, y: base - (y + dy) * scale });
    let [from, begin] = [at(0, 0), at(0, 0)];
    const line = (to: { x: number; y: number }): void => {
      edges.push({ x0: from.x, y0: from.y, x1: to.x, y1: to.y });
      from = to;
    };
    for (const { command, args } of glyph.path.commands) {
      const points = args.flatMap((x, place) => (place % 2 === 0 ? [at(x, args[place + 1] ?? 0)] : []));
      if (command === 'moveTo') from = begin = points[0] ?? from;
      else if (command === 'closePath') line(begin);
      else
        for (let piece = 1, start = from; piece <= (points.length === 1 ? 1 : PIECES); piece += 1)
          line(onCurve([start, ...points], points.length === 1 ? 1 : piece / PIECES));
    }
    pen += xAdvance;
  });
  return edges;
}

/** De Casteljau: a line, a quadratic or a cubic curve. */
function onCurve(points: readonly { x: number; y: number }[], part: number): { x: number; y: number } {
  const [first = { x: 0, y: 0 }, ...rest] = points;
  if (rest.length === 0) return first;
  const between = rest.map((to, index) => {
    const from = points[index] ?? to;
    return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
  });
  return onCurve(between, part);
}

/** What lies inside the outlines, by the winding of their edges. */
function fill(bytes: Buffer, { width, height }: Size, edges: readonly Edge[]): void {
  const tops = edges.map(({ y0, y1 }) => Math.min(y0, y1));
  const bottoms = edges.map(({ y0, y1 }) => Math.max(y0, y1));
  const top = Math.max(0, Math.floor(tops.reduce((one, other) => Math.min(one, other), height)));
  const bottom = Math.min(height, Math.ceil(bottoms.reduce((one, other) => Math.max(one, other), 0)));
  for (let row = top; row < bottom; row += 1) {
    const counts = new Uint8Array(width);
    for (let step = 0; step < FINE; step += 1) {
      const y = row + (step + 0.5) / FINE;
      const crossings = edges
        .filter((_, index) => (tops[index] ?? 0) <= y && y < (bottoms[index] ?? 0))
        .map(({ x0, y0, x1, y1 }) => ({ x: x0 + ((y - y0) * (x1 - x0)) / (y1 - y0), way: y1 > y0 ? 1 : -1 }))
        .sort((one, other) => one.x - other.x);
      let winding = 0;
      crossings.forEach(({ x, way }, index) => {
        winding += way;
        const next = crossings[index + 1];
        if (winding === 0 || next === undefined) return;
        const first = Math.max(0, Math.ceil(x * FINE - 0.5));
        const last = Math.min(width * FINE, Math.ceil(next.x * FINE - 0.5));
        for (let point = first; point < last; point += 1)
          counts[Math.floor(point / FINE)] = (counts[Math.floor(point / FINE)] ?? 0) + 1;
      });
    }
    counts.forEach((count, x) => {
      if (count > 0) bytes[row * width + x] = BLACK + Math.round(((WHITE - BLACK) * count) / FINE ** 2);
    });
  }
}
