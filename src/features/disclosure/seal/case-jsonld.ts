import type { JsonObject } from '../../../kernel/json';
import type { ArchiveEntry } from '../archive';
import type { BundleSource, SourceItem } from './source';
import type { BundleSummary } from './summary';

/** CASE 1.x and UCO 1.x (caseontology.org): namespaces of the vocabularies that are used. */
const CONTEXT = {
  'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
  'case-vocabulary': 'https://ontology.caseontology.org/case/vocabulary/',
  'uco-action': 'https://ontology.unifiedcyberontology.org/uco/action/',
  'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/',
  'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/',
  'uco-tool': 'https://ontology.unifiedcyberontology.org/uco/tool/',
  'uco-types': 'https://ontology.unifiedcyberontology.org/uco/types/',
  'uco-vocabulary': 'https://ontology.unifiedcyberontology.org/uco/vocabulary/',
  kb: 'urn:uuid:',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

const literal = (type: string, value: string): JsonObject => ({ '@type': `xsd:${type}`, '@value': value });
const time = (at: Date | string): JsonObject => literal('dateTime', new Date(at).toISOString());
const ref = (id: string): JsonObject => ({ '@id': id });

/** The file at a path of the bag. Its id is the path, which is unique within the bundle. */
const fileId = (bundle: string, path: string): string => `kb:${bundle}#${encodeURI(path)}`;

function fileOf(bundle: string, { path, size, sha256 }: ArchiveEntry): JsonObject {
  const id = fileId(bundle, path);
  return {
    '@id': id,
    '@type': 'uco-observable:File',
    'uco-core:hasFacet': [
      {
        '@id': `${id}-file`,
        '@type': 'uco-observable:FileFacet',
        'uco-observable:fileName': path.slice(path.lastIndexOf('/') + 1),
        'uco-observable:filePath': path,
        'uco-observable:sizeInBytes': { '@type': 'xsd:integer', '@value': String(size) },
      },
      {
        '@id': `${id}-content`,
        '@type': 'uco-observable:ContentDataFacet',
        'uco-observable:hash': [
          {
            '@id': `${id}-sha256`,
            '@type': 'uco-types:Hash',
            'uco-types:hashMethod': { '@type': 'uco-vocabulary:HashNameVocab', '@value': 'SHA256' },
            'uco-types:hashValue': literal('hexBinary', sha256),
          },
        ],
      },
    ],
  };
}

function provenanceOf(bundle: string, { row, objects }: SourceItem): JsonObject[] {
  const id = `kb:${row.clipId}`;
  const files = objects.map(({ path }) => ref(fileId(bundle, path)));
  return [
    {
      '@id': id,
      '@type': 'case-investigation:ProvenanceRecord',
      'uco-core:name': row.label,
      'uco-core:description': row.description,
      ...(row.isExhibit && { 'case-investigation:exhibitNumber': row.label }),
      'uco-core:object': files,
    },
    {
      '@id': `${id}#received`,
      '@type': 'case-investigation:InvestigativeAction',
      'uco-core:name': 'received',
      'uco-core:description': 'Provided voluntarily as evidence; the original was hashed, locked and logged',
      'uco-action:endTime': time(row.sentAt),
      'uco-action:result': [ref(id), ...files],
      'uco-action:performer': ref('kb:lintel'),
    },
  ];
}

/** The facts of a bundle for other tools, as CASE/UCO JSON-LD: the same files, hashes and exhibits, nothing beside. */
export function caseJsonLd(
  { bundle, items }: BundleSource,
  summary: BundleSummary,
  stored: readonly ArchiveEntry[],
): JsonObject {
  const provenance = items.flatMap((item) => provenanceOf(bundle.id, item));
  return {
    '@context': CONTEXT,
    '@graph': [
      {
        '@id': `kb:${bundle.investigationId}`,
        '@type': 'case-investigation:Investigation',
        'uco-core:name': bundle.urn,
        'case-investigation:investigationForm': {
          '@type': 'case-vocabulary:InvestigationFormVocab',
          '@value': 'case',
        },
        'uco-core:object': items.map(({ row }) => ref(`kb:${row.clipId}`)),
      },
      { '@id': 'kb:lintel', '@type': 'uco-tool:Tool', 'uco-core:name': 'Lintel' },
      {
        '@id': `kb:${bundle.id}`,
        '@type': 'case-investigation:InvestigativeAction',
        'uco-core:name': 'sealed',
        'uco-core:description': summary.folder,
        'uco-action:endTime': time(summary.sealedAt),
        'uco-action:performer': ref('kb:lintel'),
        'uco-action:object': items.map(({ row }) => ref(`kb:${row.clipId}`)),
        'uco-action:result': stored.map(({ path }) => ref(fileId(bundle.id, path))),
      },
      ...provenance,
      ...stored.map((entry) => fileOf(bundle.id, entry)),
    ],
  };
}
