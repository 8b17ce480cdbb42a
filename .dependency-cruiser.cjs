// The layers of docs/architecture.md. An import may only point down.
const upward = (from, ...to) => ({
  name: `${from}-points-down-only`,
  severity: 'error',
  comment: `src/${from} must not import ${to.join(', ')}`,
  from: { path: `^src/${from}/` },
  to: { path: `^src/(${to.join('|')})/` },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    upward('contracts', 'apps', 'features', 'custody', 'platform', 'config', 'verifier'),
    upward('features', 'apps', 'contracts', 'verifier'),
    upward('custody', 'apps', 'features', 'verifier'),
    upward('platform', 'apps', 'features', 'custody', 'verifier'),
    upward('config', 'apps', 'features', 'custody', 'platform', 'verifier'),
    upward('kernel', 'apps', 'features', 'custody', 'platform', 'config', 'verifier'),
    {
      name: 'hostile-bytes-are-read-in-the-sandbox',
      comment: 'What strangers sent is read byte by byte only by the program that the sandbox shuts in.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot:
          '(\\.spec\\.ts|^src/platform/media/(parsers/read-file\\.entry|pictures/(gif|jpeg|png|webp|rebuild-picture))\\.ts)$',
      },
      to: {
        path: '^src/platform/media/(parsers/header|pictures/(gif|jpeg|png|webp|colours|rebuild-picture))\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'verifier-shares-only-pure-functions',
      comment: 'The verifier must run without a database, a network or a dependency.',
      severity: 'error',
      from: { path: '^src/verifier/(?!portable/)' },
      to: { path: '^(src/(apps|features|platform|config)/|src/custody/(?!pure/)|node_modules/)' },
    },
    {
      name: 'the-page-brings-audited-primitives',
      comment: 'A browser may have no Ed25519 and no SHA-256 in pieces: they are bundled into the page.',
      severity: 'error',
      from: { path: '^src/verifier/portable/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(src/|node_modules/)', pathNot: '^(src/verifier/|node_modules/@noble/(hashes|curves)/)' },
    },
    {
      name: 'custody-pure-is-pure',
      severity: 'error',
      from: { path: '^src/custody/pure/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(src/(custody/(?!pure/)|platform|config)/|node_modules/)' },
    },
    {
      name: 'kernel-knows-no-framework',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^node_modules/' },
    },
    {
      name: 'features-are-entered-by-their-index',
      comment: 'A feature shows the others only its index.ts.',
      severity: 'error',
      from: { path: '^src/(apps|features/([^/]+))/' },
      to: {
        path: '^src/features/([^/]+)/(?!index\\.ts$)',
        // The layout of an archive is a window of its own: the issuer is to load no framework.
        pathNot: '^src/features/($2/|disclosure/archive/index\\.ts$)',
      },
    },
    {
      name: 'an-area-imports-no-other-area',
      comment: 'What two areas of the workspace share belongs to its shell, or to a feature.',
      severity: 'error',
      from: { path: '^src/apps/workspace/areas/([^/]+)/' },
      to: { path: '^src/apps/workspace/', pathNot: '^src/apps/workspace/(areas/$1|shell)/' },
    },
    {
      name: 'the-shell-knows-no-area',
      severity: 'error',
      from: { path: '^src/apps/workspace/shell/' },
      to: { path: '^src/apps/workspace/', pathNot: '^src/apps/workspace/shell/' },
    },
    {
      name: 'intake-never-touches-evidence',
      comment: 'A break-in at the public process must not expose one frame of sent evidence.',
      severity: 'error',
      from: { path: '^src/apps/intake/' },
      to: {
        path: '^src/(features/(evidence|disclosure|retention|scheme|identity)|apps/(workspace|worker|cli))/',
      },
    },
    {
      name: 'issuer-has-no-framework-and-no-database',
      comment: 'It only reads stored objects: who may have them is for the workspace to say.',
      severity: 'error',
      from: { path: '^src/apps/issuer/' },
      to: {
        path: '^(node_modules/(@nestjs|typeorm|pg)/|src/(custody|features/(?!disclosure/archive/)|platform/(database|http/(?!send-object|close-together))|apps/(?!issuer/)))',
      },
    },
    {
      name: 'witness-stands-alone',
      comment:
        'Others run it: it needs no database, no framework and nothing of the log but its pure functions.',
      severity: 'error',
      from: { path: '^src/apps/witness/' },
      to: { path: '^(node_modules/|src/(custody/(?!pure/)|features|platform|config|apps/(?!witness/)))' },
    },
    {
      name: 'typeorm-only-in-entities',
      severity: 'error',
      from: { path: '^src/', pathNot: '(\\.entity\\.ts$|^src/platform/database/)' },
      to: { path: '^node_modules/typeorm/' },
    },
    {
      name: 'nest-typeorm-only-in-modules',
      comment:
        'Modules say which entities they own; repositories come from the transaction, never by injection.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.module\\.ts$' },
      to: { path: '^node_modules/@nestjs/typeorm/' },
    },
    {
      name: 'one-ffmpeg-adapter',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/media/' },
      to: { path: '^node_modules/(@types/)?fluent-ffmpeg/' },
    },
    {
      name: 'no-dev-dependency-in-src',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '@types/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.spec\\.ts$' },
  },
};
