import tseslint from 'typescript-eslint';

/** They read the row before they write it, write every column, and need rights that no role has. */
const READING = '/^(save|remove|softRemove|softDelete|recover|restore|preload|upsert)$/';
const MESSAGE =
  'Use insert, update and delete of tx.repository(Entity): they write only what they are given.';

/**
 * How the database is reached: by `Transaction` alone. What may be imported of it, oxlint asks (.oxlintrc.json).
 * test/medium/database/lint.spec.ts shows each rule at work.
 */
export default [
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
