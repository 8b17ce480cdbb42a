import fc from 'fast-check';
import { JsonParts, type Part } from './json-stream';

/** What is handed on of a document that comes in lines. */
function partsOf(text: string): Part[] {
  const found: Part[] = [];
  const parts = new JsonParts((part) => found.push(part));
  for (const line of text.split('\n')) parts.line(line);
  parts.end();
  return found;
}

const item = fc.dictionary(
  fc.string(),
  fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()), fc.dictionary(fc.string(), fc.integer())),
);

describe('a JSON document that is read in parts', () => {
  it.each([0, 1, 4])('gives each object of its lists, whatever stands in it (indented by %i)', (indent) =>
    fc.assert(
      fc.property(fc.array(item), fc.array(item), item, (packets, streams, format) => {
        const document = { packets, streams, format, programs: [], version: 7 };
        expect(partsOf(JSON.stringify(document, null, indent))).toEqual(
          JSON.parse(
            JSON.stringify([
              ...packets.map((value) => ({ key: 'packets', value })),
              ...streams.map((value) => ({ key: 'streams', value })),
              { key: 'format', value: format },
            ]),
          ),
        );
      }),
    ),
  );

  it('is refused where it breaks off', () =>
    expect(() => partsOf('{ "packets": [ { "pts": 1 }')).toThrow(SyntaxError));
});
