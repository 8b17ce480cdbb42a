// The order of the test files of a run of several projects. Those that mostly wait (browsers, processes that are killed and
// started again) are spread evenly among those that mostly compute, so that no worker stands idle, nor all at once.
const { default: Sequencer } = require('@jest/test-sequencer');

class EvenSequencer extends Sequencer {
  sort(tests) {
    const byProject = new Map();
    for (const test of super.sort([...tests])) {
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
