import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import database from './eslint.database.mjs';

const ENVIRONMENT = {
  object: 'process',
  property: 'env',
  message: 'The environment is parsed once, in src/config.',
};

/** Made in each call they took half the time of a page with many dates. */
const FORMATTERS = ['DateTimeFormat', 'NumberFormat', 'ListFormat', 'PluralRules'].map((property) => ({
  object: 'Intl',
  property,
  message: 'Those of `src/kernel/formatters.ts` are made once and kept.',
}));

export default defineConfig(
  { ignores: ['dist/', '.lintel/', 'demo-out/', 'coverage/', 'node_modules/'] },
  {
    files: ['**/*.ts'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Nest modules are classes that carry only a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-properties': ['error', ENVIRONMENT, ...FORMATTERS],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // A page has a view type and marks its forms with who was shown them: only `show` does both.
    files: ['src/apps/workspace/**/*.ts'],
    ignores: ['src/apps/workspace/shell/layout/pages.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ENVIRONMENT,
        ...FORMATTERS,
        { property: 'render', message: 'A page is shown by `show` of the shell, which knows its type.' },
      ],
    },
  },
  ...database,
  {
    // Nest declares its options as a class that it does not export: only a literal can be given.
    files: [
      'src/platform/http/boot.ts',
      'src/apps/cli/first-run.ts',
      'test/support/service.ts',
      'test/medium/timestamps/timestamps.spec.ts',
    ],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  {
    // An id gets its brand where it is made: the caller names it, and nothing else could.
    files: ['src/kernel/ids.ts', 'test/factories/rows.ts'],
    rules: { '@typescript-eslint/no-unnecessary-type-parameters': 'off' },
  },
  {
    // Code for the browser has other types in scope than code for Node.
    files: ['src/apps/**/browser/**/*.ts'],
    languageOptions: {
      parserOptions: {
        project: ['./src/apps/intake/browser/tsconfig.json', './src/apps/workspace/tsconfig.browser.json'],
      },
    },
  },
  {
    files: ['src/verifier/browser/**/*.ts'],
    languageOptions: { parserOptions: { project: './src/verifier/browser/tsconfig.json' } },
  },
  {
    files: ['src/config/**', 'test/**', 'scripts/**', 'bin/**'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // What stands in a page has no kernel, and the verifier is one file of its own.
    files: ['src/kernel/formatters.ts', 'src/apps/**/browser/**/*.ts', 'src/verifier/**/*.ts'],
    rules: { 'no-restricted-properties': ['error', ENVIRONMENT] },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    extends: [js.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'fetch',
          'URL',
          'Buffer',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'AbortSignal',
          'AbortController',
          'require',
          'module',
          '__dirname',
          'FormData',
          'Blob',
          'TextEncoder',
          'TextDecoder',
          'crypto',
          'structuredClone',
          'performance',
          'URLSearchParams',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
