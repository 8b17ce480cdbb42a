import { expand, toRDF, type JsonLdDocument } from 'jsonld';

const CASE = 'https://ontology.caseontology.org/case/';
const UCO = 'https://ontology.unifiedcyberontology.org/uco/';
const XSD = 'http://www.w3.org/2001/XMLSchema#';

/** What a property may hold: a literal of a datatype, a node of one of the classes, or a reference to any node. */
interface Property {
  readonly datatype?: string;
  readonly classes?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

const words: Property = { datatype: `${XSD}string`, min: 1, max: 1 };
const any: Property = {};
const moment: Property = { datatype: `${XSD}dateTime`, min: 1, max: 1 };

/**
 * The classes and properties of CASE 1 and UCO 1 that a bundle uses, with their datatypes and counts as the shapes of
 * the ontologies have them, made stricter where Lintel always says more.
 */
const SHAPES: Readonly<Record<string, Readonly<Record<string, Property>>>> = {
  [`${CASE}investigation/Investigation`]: {
    [`${UCO}core/name`]: words,
    [`${CASE}investigation/investigationForm`]: {
      datatype: `${CASE}vocabulary/InvestigationFormVocab`,
      min: 1,
      max: 1,
    },
    [`${UCO}core/object`]: { classes: [`${CASE}investigation/ProvenanceRecord`] },
  },
  [`${UCO}tool/Tool`]: { [`${UCO}core/name`]: words },
  [`${CASE}investigation/InvestigativeAction`]: {
    [`${UCO}core/name`]: words,
    [`${UCO}core/description`]: words,
    [`${UCO}action/endTime`]: moment,
    [`${UCO}action/performer`]: { classes: [`${UCO}tool/Tool`], min: 1, max: 1 },
    [`${UCO}action/object`]: any,
    [`${UCO}action/result`]: { min: 1 },
  },
  [`${CASE}investigation/ProvenanceRecord`]: {
    [`${UCO}core/name`]: words,
    [`${UCO}core/description`]: words,
    [`${CASE}investigation/exhibitNumber`]: { datatype: `${XSD}string`, max: 1 },
    [`${UCO}core/object`]: { classes: [`${UCO}observable/File`], min: 1 },
  },
  [`${UCO}observable/File`]: {
    [`${UCO}core/hasFacet`]: {
      classes: [`${UCO}observable/FileFacet`, `${UCO}observable/ContentDataFacet`],
      min: 2,
      max: 2,
    },
  },
  [`${UCO}observable/FileFacet`]: {
    [`${UCO}observable/fileName`]: words,
    [`${UCO}observable/filePath`]: words,
    [`${UCO}observable/sizeInBytes`]: { datatype: `${XSD}integer`, min: 1, max: 1 },
  },
  [`${UCO}observable/ContentDataFacet`]: {
    [`${UCO}observable/hash`]: { classes: [`${UCO}types/Hash`], min: 1 },
  },
  [`${UCO}types/Hash`]: {
    [`${UCO}types/hashMethod`]: { datatype: `${UCO}vocabulary/HashNameVocab`, min: 1, max: 1 },
    [`${UCO}types/hashValue`]: { datatype: `${XSD}hexBinary`, min: 1, max: 1 },
  },
};

type Node = Readonly<Record<string, unknown>>;
export interface Found {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
}

/** What a reader of CASE gets from a file. */
export interface Read {
  readonly problems: readonly string[];
  readonly files: readonly Found[];
  readonly exhibits: readonly string[];
}

const list = (value: unknown): Node[] => (Array.isArray(value) ? (value as Node[]) : []);
const classOf = (node: Node): string => String((node['@type'] as string[] | undefined)?.[0]);
const first = (node: Node | undefined, property: string): string =>
  String(list(node?.[property])[0]?.['@value']);

/** All nodes with a class, wherever they stand. */
function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const one of value) yield* nodesIn(one);
  else if (typeof value === 'object' && value !== null) {
    if ('@type' in value && '@id' in value) yield value;
    for (const inner of Object.values(value)) yield* nodesIn(inner);
  }
}

function problemsOf(node: Node, classes: ReadonlyMap<string, string>): string[] {
  const kind = classOf(node);
  const shape = SHAPES[kind];
  if (shape === undefined) return [`${String(node['@id'])}: unknown class ${kind}`];
  const said = Object.keys(node).filter((key) => !key.startsWith('@'));
  const unknown = said.filter((key) => !(key in shape)).map((key) => `${kind} has no ${key}`);
  const wrong = Object.entries(shape).flatMap(([property, { datatype, classes: wanted, min = 0, max }]) => {
    const values = list(node[property]);
    const counted = values.length < min || values.length > (max ?? Infinity);
    const bad = values.filter((value) => {
      if (datatype !== undefined)
        return typeof value['@value'] !== 'string' || (value['@type'] ?? `${XSD}string`) !== datatype;
      const target = classes.get(String(value['@id']));
      return target === undefined || (wanted !== undefined && !wanted.includes(target));
    });
    return counted || bad.length > 0 ? [`${kind} ${property}: ${JSON.stringify(values)}`] : [];
  });
  return [...unknown, ...wrong];
}

/** Reads `case.jsonld` with a processor of JSON-LD 1.1 that fetches nothing and drops nothing silently. */
export async function readCase(text: string): Promise<Read> {
  const document = JSON.parse(text) as JsonLdDocument;
  const options = {
    safe: true,
    documentLoader: (url: string) => Promise.reject(new Error(`it needs ${url}`)),
  };
  const expanded = await expand(document, options);
  const rdf = await toRDF(document, { ...options, format: 'application/n-quads' });
  // In this format it is text, whatever its types say.
  const quads = rdf as unknown as string;
  const nodes = [...nodesIn(expanded)];
  const classes = new Map(nodes.map((node) => [String(node['@id']), classOf(node)]));
  const twice = nodes.length === classes.size ? [] : ['an id that stands for two nodes'];
  const relative = quads.split('\n').filter((quad) => quad !== '' && !/^<[a-z]+:/.test(quad));
  const files = nodes.filter((node) => classOf(node) === `${UCO}observable/File`).map(foundIn);
  const exhibits = nodes.flatMap((node) => list(node[`${CASE}investigation/exhibitNumber`]));
  return {
    problems: [...nodes.flatMap((node) => problemsOf(node, classes)), ...twice, ...relative],
    files: files.sort((one, other) => (one.path < other.path ? -1 : 1)),
    exhibits: exhibits.map((value) => String(value['@value'])),
  };
}

function foundIn(file: Node): Found {
  const facets = list(file[`${UCO}core/hasFacet`]);
  const facet = (name: string): Node | undefined =>
    facets.find((one) => classOf(one) === `${UCO}observable/${name}`);
  const [hash] = list(facet('ContentDataFacet')?.[`${UCO}observable/hash`]);
  return {
    path: first(facet('FileFacet'), `${UCO}observable/filePath`),
    size: Number(first(facet('FileFacet'), `${UCO}observable/sizeInBytes`)),
    sha256: first(hash, `${UCO}types/hashValue`),
  };
}
