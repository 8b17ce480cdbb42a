import { AppTemplates, typesOf } from '../../test/support/templates/app';
import { formFields, unknownFields, unknownFieldsOf } from '../../test/support/templates/form-fields';

const APPS = {
  workspace: {
    name: 'workspace',
    pages: 'src/apps/workspace/pages/pages.ts',
    globals: ['serviceName', 'asset'],
  },
  intake: {
    name: 'intake',
    pages: 'src/apps/intake/page.ts',
    globals: ['serviceName', 'contact', 'exitUrl', 'exitScript', 'asset'],
  },
};
const types = typesOf(Object.values(APPS));
const WORKSPACE = new AppTemplates(APPS.workspace, types);
const INTAKE = new AppTemplates(APPS.intake, types);

describe.each([
  ['workspace', WORKSPACE],
  ['intake', INTAKE],
])('the templates of the %s', (_app, templates) => {
  it.each(templates.named)('%s reads all that its page is given, and nothing else', (page) => {
    const { misspelt, unread } = templates.check(page);
    expect({ misspelt, unread }).toEqual({ misspelt: [], unread: [] });
  });

  it('each belong to a page', () => {
    for (const page of templates.named) templates.check(page);
    expect(templates.all.filter((file) => !templates.used.has(file))).toEqual([]);
  });
});

describe('a misspelt name is found', () => {
  it.each([
    ['at the top', 'exhibit.njk', 'exhibit.njk', 'if origin', 'if orgin', 'orgin'],
    [
      'of what a page is given',
      'clips.njk',
      'clips.njk',
      'investigation.urn',
      'investigation.unr',
      'investigation.unr',
    ],
    ['in a loop', 'scheme/register.njk', 'scheme/register.njk', 'row.model', 'row.modle', 'row.modle'],
    [
      'in what a page includes',
      'clip.njk',
      'stills.njk',
      'still.description',
      'still.descripton',
      'still.descripton',
    ],
    ['in a macro that it imports', 'clips.njk', 'parts.njk', 'clip.fileName', 'clip.fileNam', 'clip.fileNam'],
    ['of a macro', 'exhibit.njk', 'exhibit.njk', 'parts.hash', 'parts.hsah', 'parts.hsah'],
    ['in the layout', 'clips.njk', 'workspace.njk', 'access.endsAt', 'access.endAt', 'access.endAt'],
  ])('%s', (_where, page, file, right, wrong, name) => {
    const { misspelt } = WORKSPACE.check(page, { file, right, wrong });
    expect(misspelt.map((one) => [one.file, one.name])).toEqual([[file, name]]);
  });
});

describe('what templates read of the fields of a form', () => {
  const APP = 'src/apps/workspace';

  it('has the name of a field', () => expect(unknownFieldsOf(APP)).toEqual([]));

  it('is found where it is misspelt', () =>
    expect(unknownFields('{{ form.values.reasn }}{{ form.errors.reason }}', formFields(APP))).toEqual([
      'reasn',
    ]));
});
