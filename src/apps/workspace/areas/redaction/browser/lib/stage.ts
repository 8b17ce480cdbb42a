import { placeAt, type Edits, type Place } from './drawing';
import type { Proposed } from './proposals';
import { isLoose } from './rests';

const SVG = 'http://www.w3.org/2000/svg';
/** Pixels on the screen, however large the picture is shown. */
const NUMBER_SIZE = 18;

export interface StageActs {
  /** A new place was drawn. */
  drawn(place: Place): void;
  chosen(index: number): void;
  /** The chosen mask was dragged. `goesOn`: the same drag as before. */
  moved(index: number, place: Place, goesOn: boolean): void;
}

type Point = { readonly x: number; readonly y: number };

/** The masks over the picture, drawn with a mouse or a finger. Numbers do the same without either. */
export class Stage {
  private from: Point | undefined;
  private held:
    | { readonly index: number; readonly place: Place; readonly resize: boolean; moved: boolean }
    | undefined;
  private readonly trace = document.createElementNS(SVG, 'rect');

  constructor(
    private readonly svg: SVGSVGElement,
    private readonly acts: StageActs,
  ) {
    this.trace.setAttribute('class', 'lintel-mask lintel-mask--new');
    svg.addEventListener('pointerdown', (event) => this.press(event));
    svg.addEventListener('pointermove', (event) => this.drag(event));
    svg.addEventListener('pointerup', (event) => this.release(event));
    svg.addEventListener('pointercancel', () => this.stop());
  }

  /** @param proposed where a machine says that faces and people are: shown, and not to be taken hold of */
  show({ masks }: Edits, frame: number, chosen: number, proposed: readonly Proposed[] = []): void {
    const shapes = masks.flatMap((mask, index) => {
      if (frame < mask.from || frame > mask.to) return [];
      const place = placeAt(mask, frame);
      const shape = document.createElementNS(SVG, mask.shape === 'ellipse' ? 'ellipse' : 'rect');
      if (mask.shape === 'ellipse')
        set(shape, {
          cx: place.x + place.w / 2,
          cy: place.y + place.h / 2,
          rx: place.w / 2,
          ry: place.h / 2,
        });
      else set(shape, { x: place.x, y: place.y, width: place.w, height: place.h });
      shape.setAttribute(
        'class',
        `lintel-mask${index === chosen ? ' lintel-mask--chosen' : ''}${isLoose(mask, frame) ? ' lintel-mask--loose' : ''}`,
      );
      shape.dataset['index'] = String(index);
      if (index !== chosen) return [shape];
      const handle = document.createElementNS(SVG, 'rect');
      const side = Math.max(8, Math.round(this.svg.viewBox.baseVal.width / 50));
      set(handle, {
        x: place.x + place.w - side / 2,
        y: place.y + place.h - side / 2,
        width: side,
        height: side,
      });
      handle.setAttribute('class', 'lintel-mask__handle');
      handle.dataset['index'] = String(index);
      handle.dataset['resize'] = 'yes';
      return [shape, handle];
    });
    this.places = masks.map((mask) => placeAt(mask, frame));
    this.svg.replaceChildren(...proposed.map((one) => this.dashed(one)), ...shapes);
  }

  /** Dark under light, so that it is seen over every picture; its number stands outside, so that it hides no face. Boxes of people have round corners. */
  private dashed({ kind, number, place: { x, y, w, h } }: Proposed): SVGElement {
    const shape = document.createElementNS(SVG, 'g');
    shape.setAttribute('class', 'lintel-mask--proposed');
    for (const name of ['under', 'dashes']) {
      const line = document.createElementNS(SVG, 'rect');
      set(line, { x, y, width: w, height: h, rx: kind === 'person' ? Math.min(w, h) / 5 : 0 });
      line.setAttribute('class', `lintel-mask__${name}`);
      shape.append(line);
    }
    const words = document.createElementNS(SVG, 'text');
    const size = NUMBER_SIZE / (this.svg.getScreenCTM()?.a || 1);
    set(words, { x, y: y > size * 1.5 ? y - size / 3 : y + h + size * 1.1, 'font-size': size });
    words.textContent = `${kind === 'face' ? 'Face' : 'Person'} ${number}`;
    shape.append(words);
    return shape;
  }

  private places: readonly Place[] = [];

  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    const point = this.at(event);
    this.svg.setPointerCapture(event.pointerId);
    this.from = point;
    const { index, resize } = event.target instanceof SVGElement ? event.target.dataset : {};
    const place = index === undefined ? undefined : this.places[Number(index)];
    if (index === undefined || place === undefined) return;
    this.held = { index: Number(index), place, resize: resize === 'yes', moved: false };
    this.acts.chosen(Number(index));
  }

  private drag(event: PointerEvent): void {
    if (this.from === undefined) return;
    const point = this.at(event);
    const [dx, dy] = [Math.round(point.x - this.from.x), Math.round(point.y - this.from.y)];
    if (this.held !== undefined) {
      if (dx === 0 && dy === 0 && !this.held.moved) return;
      const { place, resize, index, moved } = this.held;
      const next = resize
        ? { ...place, w: Math.max(2, place.w + dx), h: Math.max(2, place.h + dy) }
        : { ...place, x: place.x + dx, y: place.y + dy };
      this.acts.moved(index, next, moved);
      this.held.moved = true;
      return;
    }
    const place = between(this.from, point);
    set(this.trace, { x: place.x, y: place.y, width: place.w, height: place.h });
    if (this.trace.parentNode !== this.svg) this.svg.append(this.trace);
  }

  private release(event: PointerEvent): void {
    const { from, held } = this;
    const point = this.at(event);
    this.stop();
    if (from === undefined || held !== undefined) return;
    const place = between(from, point);
    // A click beside every mask is no mask.
    if (place.w >= 4 && place.h >= 4) this.acts.drawn(place);
  }

  private stop(): void {
    this.from = undefined;
    this.held = undefined;
    this.trace.remove();
  }

  /** In pixels of the picture. */
  private at(event: PointerEvent): Point {
    const matrix = this.svg.getScreenCTM();
    if (matrix === null) return { x: 0, y: 0 };
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    return { x, y };
  }
}

const set = (element: SVGElement, values: Readonly<Record<string, number>>): void => {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, String(value));
};

function between(one: Point, other: Point): Place {
  const [x, y] = [Math.round(Math.min(one.x, other.x)), Math.round(Math.min(one.y, other.y))];
  return { x, y, w: Math.round(Math.abs(one.x - other.x)), h: Math.round(Math.abs(one.y - other.y)) };
}
