// The order of the test files of a run of several projects. Those that mostly wait (browsers, processes that are killed and
// started again) are spread evenly among those that mostly compute, so that no worker stands idle, nor all at once.
const { relative } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');
// Of those that take long. Jest knows no more than the size of a file in a fresh clone, and a short one that takes minutes
// would come last, with nothing left for the other worker. What is wrong here is slower, and nothing else.
const SECONDS = require('./seconds.json');

const secondsOf = ({ path, context }) => SECONDS[relative(context.config.rootDir, path)] ?? 0;

class EvenSequencer extends Sequencer {
  sort(tests) {
    const byProject = new Map();
    for (const test of super.sort([...tests]).sort((one, other) => secondsOf(other) - secondsOf(one))) {
      const { name } = test.context.config.displayName;
      byProject.set(name, [...(byProject.get(name) ?? []), test]);
    }
    return [...byProject.values()]
      .flatMap((files) => files.map((file, index) => ({ file, at: (index + 0.5) / files.length })))
      .sort((one, other) => one.at - other.at)
      .map(({ file }) => file);
  }
}

module.exports = EvenSequencer;
