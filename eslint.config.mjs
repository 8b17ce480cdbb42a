import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import database from './eslint.database.mjs';

/**
 * What oxlint (.oxlintrc.json) lacks, of the files that need it; all else is asked there, in a tenth of the time.
 * test/medium/lint/rules.long.spec.ts holds that every rule is asked in one of them.
 */
export default defineConfig(
  { ignores: ['dist/', '.lintel/', 'demo-out/', 'coverage/', 'node_modules/', '**/*.mjs', '**/*.js'] },
  ...database,
  {
    files: ['src/**/*.ts'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      // oxlint takes a class of nothing but a static block for one that carries something.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    },
  },
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
    // Both are errors of syntax in a module.
    files: ['**/*.cjs'],
    rules: { 'no-dupe-args': 'error', 'no-octal': 'error' },
  },
);
