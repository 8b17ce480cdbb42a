import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppTemplates, typesOf } from '../../test/support/templates/app';
import { formFields, unknownFields, unknownFieldsOf } from '../../test/support/templates/form-fields';

const APPS = {
  workspace: {
    name: 'workspace',
    folder: '.',
    pages: 'src/apps/workspace/shell/layout/pages.ts',
    globals: ['serviceName', 'idleSeconds', 'asset'],
  },
  intake: {
    name: 'intake',
    folder: 'templates',
    pages: 'src/apps/intake/page.ts',
    globals: ['serviceName', 'contact', 'exitUrl', 'exitScript', 'pageStyle', 'asset'],
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

/** By Back a browser ticks by name and place: boxes of many things under one name would take each other's ticks. */
it.each([
  [WORKSPACE, 'src/apps/workspace'],
  [INTAKE, 'src/apps/intake/templates'],
])(
  'a box that stands for one of many has a name of its own, and so has what one is chosen from',
  (app, folder) => {
    const bare = app.all.flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .filter((line) => /type="(?:checkbox|radio)"[^\n]*value="\{\{/.test(line))
        .filter(
          (line) => !/name="\{\{[^\n]*?\| (?:own|among)\(/.test(line) && !line.includes('name="further"'),
        )
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(bare).toEqual([]);
  },
);

it('an area shows its own templates and those of the shell, never another area’s', () => {
  const folder = 'src/apps/workspace';
  const ofOthers = WORKSPACE.all.flatMap((file) => {
    const own = /^areas\/[^/]+\//.exec(file)?.[0] ?? 'shell/';
    const named = readFileSync(join(folder, file), 'utf8').matchAll(/"((?:areas|shell)\/[^"]+\.njk)"/g);
    return [...named].flatMap(([, name = '']) =>
      /^shell\//.test(name) || name.startsWith(own) ? [] : `${file}: ${name}`,
    );
  });
  expect(ofOthers).toEqual([]);
});

describe('a misspelt name is found', () => {
  it.each([
    [
      'at the top',
      'areas/exhibits/exhibit.njk',
      'areas/exhibits/exhibit.njk',
      'if origin',
      'if orgin',
      'orgin',
    ],
    [
      'of what a page is given',
      'areas/investigations/clips.njk',
      'areas/investigations/clips.njk',
      'investigation.urn',
      'investigation.unr',
      'investigation.unr',
    ],
    [
      'in a loop',
      'areas/scheme/register.njk',
      'areas/scheme/register.njk',
      'row.model',
      'row.modle',
      'row.modle',
    ],
    [
      'in what a page includes',
      'areas/clip/clip.njk',
      'areas/clip/stills.njk',
      'still.description',
      'still.descripton',
      'still.descripton',
    ],
    [
      'in a macro that it imports',
      'areas/investigations/clips.njk',
      'shell/layout/parts.njk',
      'clip.fileName',
      'clip.fileNam',
      'clip.fileNam',
    ],
    [
      'of a macro',
      'areas/exhibits/exhibit.njk',
      'areas/exhibits/exhibit.njk',
      'parts.hash',
      'parts.hsah',
      'parts.hsah',
    ],
    [
      'in the layout',
      'areas/investigations/clips.njk',
      'shell/layout/workspace.njk',
      'access.endsAt',
      'access.endAt',
      'access.endAt',
    ],
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
