// Playwright asks for a stack at every call and every wait, and Jest looks up each of its lines in source maps: some 4 % of what
// a suite of pages takes. Playwright runs as it was shipped, so its lines are right as they are.
const AS_SHIPPED = '/node_modules/playwright-core/';
const JESTS_OWN = 'bound formatStackTrace';

const withoutMapsForPlaywright = (format) => (error, frames) => {
  const head = format(error, []);
  const lines = frames.map((frame) =>
    frame.getFileName()?.includes(AS_SHIPPED)
      ? `\n    at ${frame.toString()}`
      : format(error, [frame]).slice(head.length),
  );
  return head + lines.join('');
};

/** Takes what Jest sets for each test file to write stacks; what others set stays as it is. */
exports.writePlaywrightPlain = (ofErrors) => {
  let written = ofErrors.prepareStackTrace;
  Object.defineProperty(ofErrors, 'prepareStackTrace', {
    configurable: true,
    get: () => written,
    set: (format) => {
      written = format?.name === JESTS_OWN ? withoutMapsForPlaywright(format) : format;
    },
  });
};
