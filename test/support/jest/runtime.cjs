// Jest evaluates every module anew for every test file: of a suite with a server, that is most of its time. Here each worker
// evaluates the product (src/, without its specs) and the packages once; test files and what they share stay their own.
const { join, sep } = require('node:path');
const { default: Runtime } = require('jest-runtime');

const SOURCE = join(__dirname, '../../../src') + sep;
const PACKAGES = `${sep}node_modules${sep}`;

let library;

const isOfLibrary = (path) =>
  path.includes(PACKAGES) || (path.startsWith(SOURCE) && !path.endsWith('.spec.ts'));

class SharedRuntime extends Runtime {
  constructor(config, environment, resolver, transformer, files, coverage, testPath, globalConfig) {
    super(config, environment, resolver, transformer, files, coverage, testPath, globalConfig);
    library ??= new Runtime(
      config,
      environment,
      resolver,
      transformer,
      new Map(),
      coverage,
      '',
      globalConfig,
    );
  }

  requireModule(from, name, options, isActual) {
    const ofTests = name === undefined || options?.isInternalModule || this._resolution.isCoreModule(name);
    return !ofTests && isOfLibrary(this._resolution.resolveCjs(from, name))
      ? library.requireModule(from, name)
      : super.requireModule(from, name, options, isActual);
  }

  /** A stack that goes through the product names its lines, too. */
  getSourceMaps() {
    const own = super.getSourceMaps();
    const shared = library.getSourceMaps();
    return {
      get: (file) => own.get(file) ?? shared.get(file),
      *[Symbol.iterator]() {
        yield* own;
        yield* shared;
      },
    };
  }
}

module.exports = { __esModule: true, default: SharedRuntime };
