// A template is compiled once for all applications of a worker: each has an environment of its own, and each page that it showed first took
// five times as long as the same page again. What is kept is known by the text of the template and how it is compiled.
const { Template } = require('nunjucks');

const KEPT = Symbol.for('lintel.compiled templates');
/** As a loader that has compiled it before gives it. */
const compiledOf = ({ rootRenderFunc, blocks }) => ({
  root: rootRenderFunc,
  ...Object.fromEntries(Object.entries(blocks).map(([name, block]) => [`b_${name}`, block])),
});

// Once a worker, not once a file.
if (Template[KEPT] === undefined) {
  const kept = (Template[KEPT] = new Map());
  const { _compile: compile } = Template.prototype;
  Template.prototype._compile = function () {
    if (this.tmplProps) return compile.call(this);
    const key = JSON.stringify([this.path, this.tmplStr, this.env.opts]);
    this.tmplProps = kept.get(key);
    compile.call(this);
    if (this.tmplProps === undefined) kept.set(key, compiledOf(this));
    return undefined;
  };
}
