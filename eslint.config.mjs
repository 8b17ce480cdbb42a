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
    // What it asks of types is asked by oxlint (.oxlintrc.json), in a tenth of the time.
    extends: [js.configs.recommended, tseslint.configs.strict],
    rules: {
      // Nest modules are classes that carry only a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
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
    // The one rule about types that oxlint lacks. Of classes with a private part the compiler asks it, too.
    files: ['src/**/*.ts'],
    ignores: ['**/*.spec.ts', 'src/apps/**/browser/**', 'src/verifier/browser/**'],
    languageOptions: {
      parserOptions: { project: './tsconfig.build.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'error' },
  },
  {
    // Nest declares its options as a class that it does not export: only a literal can be given.
    files: ['src/platform/http/boot.ts', 'src/apps/cli/first-run.ts'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
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
