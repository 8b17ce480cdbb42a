/**
 * A face may draw a letter as a shape and its dots as another, which stands for no sign of its own; and every shape has to stand for one.
 * This one is not seen and joins nothing.
 */
const NOTHING_MORE = 0x034f;

/** What the maker of documents keeps of each face until the end. */
interface WithFaces {
  readonly _fontFamilies: Readonly<Record<string, { readonly unicode?: number[][] }>>;
}

/** Names the shapes of a document that stand for no sign. To be called when all is drawn, before it is ended. */
export function nameShapes(document: object): void {
  for (const { unicode = [] } of Object.values((document as WithFaces)._fontFamilies))
    for (const [shape, signs] of unicode.entries()) if (signs.length === 0) unicode[shape] = [NOTHING_MORE];
}
