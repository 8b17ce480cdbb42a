// One environment for all test files of a worker, so that what library.cjs keeps loaded and what a test makes are of one
// kind: an Error or a Date of one environment is not `instanceof` that of another.
const { AsyncLocalStorage } = require('node:async_hooks');
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');
const { writePlaywrightPlain } = require('./stacks.cjs');

/** What Jest leaves on the global object for one file: its state, its handlers, the time-out that the file has set. */
const OF_ONE_FILE = new Set([
  'JEST_STATE_SYMBOL',
  'EVENT_HANDLERS',
  'TEST_TIMEOUT_SYMBOL',
  'RETRY_TIMES_SETTER',
  'RETRY_TIMES',
  'RETRY_IMMEDIATELY',
  'WAIT_BEFORE_RETRY',
  'LOG_ERRORS_BEFORE_RETRY',
]);

const { createContext } = vm;

/** Jest's context asks an interceptor whenever a name of the global object is read (`Buffer`, `Object`, `Promise`); this one reads it. */
const plainContext = () => createContext(vm.constants.DONT_CONTEXTIFY);

/**
 * Those that were used in one file. Jest makes one for each file, and Node asks every one that was ever used at every promise: after a
 * hundred files that took longer than the tests.
 */
const storages = new Set();
const { run } = AsyncLocalStorage.prototype;

AsyncLocalStorage.prototype.run = function (...given) {
  storages.add(this);
  return run.apply(this, given);
};

// Those of all environments are written by the one of Node's own.
writePlaywrightPlain(Error);

let kept;

class SharedEnvironment extends TestEnvironment {
  constructor(config, context) {
    if (kept !== undefined) return kept;
    vm.createContext = plainContext;
    super(config, context);
    vm.createContext = createContext;
    kept = this;
    const { process } = this.global;
    this.before = { env: { ...process.env }, exit: process.exit };
  }

  async teardown() {
    const { global, before } = this;
    for (const key of Object.getOwnPropertySymbols(global)) {
      if (OF_ONE_FILE.has(key.description)) delete global[key];
    }
    const { process } = global;
    process.exit = before.exit;
    for (const name of Object.keys(process.env)) if (!(name in before.env)) delete process.env[name];
    Object.assign(process.env, before.env);
    // One that is used again is there again.
    for (const storage of storages) storage.disable();
    storages.clear();
  }
}

module.exports = SharedEnvironment;
