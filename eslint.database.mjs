import tseslint from 'typescript-eslint';

/** What an entity says of its table. */
const DECORATORS = ['Column', 'Entity', 'PrimaryColumn', 'ViewColumn', 'ViewEntity'];
/** They read the row before they write it, write every column, and need rights that no role has. */
const READING = '/^(save|remove|softRemove|softDelete|recover|restore|preload|upsert)$/';
const MESSAGE =
  'Use insert, update and delete of tx.repository(Entity): they write only what they are given.';

/** How the database is reached: by `Transaction` alone. test/medium/database/lint.spec.ts shows each rule at work. */
export default [
  {
    files: ['src/**/*.ts'],
    ignores: ['src/platform/database/**'],
    languageOptions: { parser: tseslint.parser },
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'typeorm',
              allowImportNames: DECORATORS,
              message:
                'Repositories and managers come from the transaction, operators from platform/database.',
            },
            {
              name: '@nestjs/typeorm',
              allowImportNames: ['TypeOrmModule'],
              message: 'What it injects runs outside the transaction, in nobody’s scope.',
            },
            {
              // Stands here because a second list of imports would replace this one.
              name: '@nestjs/common',
              importNames: ['Render'],
              message: 'A page is shown by its application’s own function, which knows the type of its view.',
            },
          ],
          patterns: [{ group: ['typeorm/*', '@nestjs/typeorm/*'], message: 'Its insides are not for us.' }],
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: `CallExpression[callee.property.name=${READING}] > MemberExpression > CallExpression[callee.property.name=/^(repository|getRepository|withRepository)$/]`,
          message: MESSAGE,
        },
        {
          selector: `CallExpression[callee.property.name=${READING}] > MemberExpression[object.name=/([mM]anager|[rR]epository|^rows)$/]`,
          message: MESSAGE,
        },
        {
          selector: `CallExpression[callee.property.name=${READING}] > MemberExpression[object.property.name=/([mM]anager)$/]`,
          message: MESSAGE,
        },
      ],
    },
  },
];
