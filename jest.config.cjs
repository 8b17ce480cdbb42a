// Nest 12 and some of its neighbours ship ES modules only: SWC turns those few into CommonJS for Jest.
const esm = [
  '@nestjs',
  '@tus',
  'srvx',
  'jose',
  'file-type',
  'gettext-parser',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@noble',
  '@borewit',
  'uuid',
  'd3-[a-z-]+',
  'internmap',
  'flesch-kincaid',
  'syllable',
  'openid-client',
  'oauth4webapi',
  // CommonJS, but it imports `http` when it first sends, which Jest has no way for.
  '@opentelemetry',
];

const project = (name, testMatch, extra = {}) => ({
  displayName: name,
  rootDir: __dirname,
  // Jest keeps what it has compiled by it: else each project compiles the same files anew.
  id: __dirname,
  testEnvironment: 'node',
  testMatch,
  transform: { '^.+\\.(ts|js|mjs)$': '@swc/jest' },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})/)`],
  ...extra,
});

/** Each worker evaluates the product once for all files of these projects. */
const measured = {
  testEnvironment: '<rootDir>/test/support/jest/environment.cjs',
  runtime: '<rootDir>/test/support/jest/runtime.cjs',
};
/** And compiles each template once for all applications that they start. */
const together = { ...measured, setupFiles: ['<rootDir>/test/support/jest/templates.cjs'] };

const database = {
  globalSetup: '<rootDir>/test/support/database.setup.ts',
  globalTeardown: '<rootDir>/test/support/database.teardown.ts',
};

module.exports = {
  testSequencer: './test/support/jest/sequencer.cjs',
  // More than what one wait of a test may take (test/support/until.ts), so that it is the wait that says what did not come.
  testTimeout: 600_000,
  // A worker keeps the modules of every suite it has run: a fresh one is faster than one that is full.
  workerIdleMemoryLimit: '2GB',
  projects: [
    project('unit', ['<rootDir>/src/**/*.spec.ts'], together),
    project('medium', ['<rootDir>/test/medium/**/*.spec.ts'], {
      ...together,
      ...database,
      testPathIgnorePatterns: ['\\.long\\.spec\\.ts$'],
    }),
    // As medium, but each takes long: .ci/run runs them, npm test does not.
    project('long', ['<rootDir>/test/medium/**/*.long.spec.ts'], { ...together, ...database }),
    project('contract', ['<rootDir>/test/contract/**/*.spec.ts'], { ...together, ...database }),
    project('e2e', ['<rootDir>/test/e2e/**/*.spec.ts'], { ...together, ...database }),
    // What is measured runs as in a service: in Jest's own context each read of a global, such as `Buffer`, calls back.
    project('bench', ['<rootDir>/test/bench/all.ts'], { ...measured, ...database }),
    // `npm run bench -- --grow`
    project('bench-grow', ['<rootDir>/test/bench/grow.ts'], { ...measured, ...database }),
    // A part of it that takes seconds, against bench/results.json: .ci/run runs it.
    project('bench-short', ['<rootDir>/test/bench/short.ts'], { ...measured, ...database }),
    // A whole Debian, made for it: `npm run test:server`, as root.
    project('server', ['<rootDir>/test/server/install.spec.ts']),
    // The images of docker/, built and run by podman: `npm run test:containers`, as root.
    project('containers', ['<rootDir>/test/server/containers.spec.ts']),
    project('server-inside', ['<rootDir>/test/server/inside/*.spec.ts']),
    project('faults', ['<rootDir>/test/faults/**/*.spec.ts'], {
      ...together,
      ...database,
      globalSetup: '<rootDir>/test/faults/support/setup.ts',
    }),
  ],
};
