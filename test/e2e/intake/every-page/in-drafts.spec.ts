import { draft, DRAFTS } from '../../../support/drafts';
import { everyPage, place, shareOf } from '../support/every-page';

// As they come, before a person has checked them: each language at a third of the pages, and all at each with LINTEL_EVERY_LOOK=true.
describe.each(DRAFTS.map((tag, at) => ({ tag, share: at % 3 })))('in $tag', ({ tag, share }) => {
  everyPage(
    // A site of its own: who has stopped in one has stopped.
    place({}, [draft(tag)]),
    tag,
    [
      { name: `draft-${tag}-360`, width: 360, height: 740 },
      { name: `draft-${tag}-1280`, width: 1280, height: 800 },
    ],
    { states: shareOf(share, 3) },
  );
});
