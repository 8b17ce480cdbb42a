/** How much each step has done, by the key of the summary under which it is reported. */
const DONE = {
  files: ({ files }) => files.filter(({ proxy, picture }) => proxy || picture).length,
  watching: ({ watching }) => watching.length,
  work: ({ work }) => work?.waiting,
  diary: ({ diary }) => diary?.asItems,
  described: ({ described }) => described?.items - 1,
  redaction: ({ redaction }) => redaction?.frames,
  extract: ({ extract }) => extract?.frames,
  film: ({ film }) => film?.frames,
  transcript: ({ transcript }) => transcript?.lines,
  endorsement: ({ endorsement }) => Math.min(endorsement?.byEntry, endorsement?.byList),
  bundles: ({ bundles }) => Math.min(...bundles.map(({ bytes }) => bytes)) * Number(bundles.length === 3),
  'bundles with the redacted copy': ({ bundles }) =>
    bundles.filter(({ redaction }) => redaction?.copy).length - 2,
  'bundles without the original of a redacted item': ({ bundles }) =>
    bundles.filter(({ redaction }) => redaction?.original === false).length - 1,
  camera: ({ camera }) => camera?.covered,
  papers: ({ papers }) => papers?.exhibits - 1,
  orderBundle: ({ orderBundle }) => orderBundle?.bytes,
  conduct: ({ conduct }) => conduct?.counting,
  exhibits: ({ exhibits }) => exhibits?.audit.events,
  custody: ({ custody }) => custody.events,
};

/** Steps for which none of the files was fit, or that silently did nothing. */
export const idle = (summary) =>
  Object.entries(DONE).flatMap(([step, done]) => (done(summary) > 0 ? [] : [`${step}: nothing was done`]));
