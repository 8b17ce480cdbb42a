// Just what the plots need of SVG. Colours follow what the reader's system prefers.
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text) => String(text).replaceAll(/[&<>"]/g, (character) => ENTITIES[character]);
const number = (value) => Number(value.toFixed(1));

const attributesOf = (attributes) =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? number(value) : escaped(value)}"`)
    .join('');

export const rectangle = (x, y, width, height, kind) =>
  `<rect${attributesOf({ x, y, width, height, class: kind })}/>`;
export const line = (x1, y1, x2, y2, kind) => `<line${attributesOf({ x1, y1, x2, y2, class: kind })}/>`;
export const circle = (cx, cy, r, kind) => `<circle${attributesOf({ cx, cy, r, class: kind })}/>`;
export const polyline = (points, kind) =>
  `<polyline${attributesOf({ points: points.map(([x, y]) => `${number(x)},${number(y)}`).join(' '), class: kind })}/>`;
/** @param place `start`, `middle` or `end`: what of the text stands at `x` */
export const text = (x, y, words, place = 'start', kind = 'words') =>
  `<text${attributesOf({ x, y, 'text-anchor': place, class: kind })}>${escaped(words)}</text>`;

const STYLE = `
  .paper { fill: #fff } .words { fill: #0b0c0c } .quiet { fill: #505a5f } .grid { stroke: #b1b4b6; stroke-width: 1 }
  .bar { fill: #1d70b8 } .short { fill: #ca3535 } .spread { stroke: #0b0c0c; stroke-width: 1.5 } .aim { stroke: #f47738; stroke-width: 3 }
  .curve { fill: none; stroke: #1d70b8; stroke-width: 2 } .point { fill: #1d70b8 }
  text { font: 13px system-ui, sans-serif } .title { font-weight: 600; font-size: 15px; fill: #0b0c0c }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0b0c0c } .words, .title { fill: #f3f2f1 } .quiet { fill: #b1b4b6 } .grid { stroke: #505a5f }
    .bar, .point { fill: #5694ca } .curve { stroke: #5694ca } .short { fill: #e86b6b } .spread { stroke: #f3f2f1 }
  }`;

/** @param title is what is read out in place of the picture, too */
export const drawing = (width, height, title, parts) =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `<style>${STYLE}\n</style>`,
    rectangle(0, 0, width, height, 'paper'),
    text(16, 26, title, 'start', 'title'),
    ...parts,
    '</svg>\n',
  ].join('\n');
