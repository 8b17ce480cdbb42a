import { defineForm } from '../../shell/forms/form';
import { advocateTyped, oralNotice } from './care.model';

/** Who acts with the victim. */
export const advocateForm = defineForm({
  id: 'advocate',
  schema: advocateTyped,
  labels: { acts: 'Advocate', name: 'Name', organisation: 'Organisation', seen: '' },
});

/** The notice, read aloud. */
export const noticeForm = defineForm({
  id: 'oral',
  schema: oralNotice,
  labels: {
    readAloud: 'Read aloud',
    decides: 'Who decides',
    relation: 'Who agrees',
    name: 'Name of who agrees',
    nobodyCloser: 'Why nobody closer was available',
    ownViews: 'The child’s own views',
    ownViewsWords: 'What the child said',
    parent: 'A parent or guardian',
    parentWords: 'How the parent was told, or why not',
  },
});
