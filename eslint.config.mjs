// @ts-check
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const typescript = ['**/*.ts', '**/*.mts'];
const oneLoader = 'lib/binding.ts is the only place where the addon is loaded.';

export default defineConfig(
  { ignores: ['dist/', 'out/', 'build/', 'prebuilds/', '**/node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    rules: {
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', 60],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: typescript,
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-restricted-imports': ['error', { name: 'node-gyp-build', message: oneLoader }],
      'no-restricted-syntax': [
        'error',
        { selector: 'Literal[value=/\\.node$/]', message: oneLoader },
        { selector: 'MemberExpression[property.name="dlopen"]', message: oneLoader },
      ],
    },
  },
  {
    files: ['examples/electron/*.js'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: 'tsconfig.electron.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Sandboxed scripts cannot be modules, and TypeScript knows the globals better.
      '@typescript-eslint/no-require-imports': 'off',
      'no-undef': 'off',
    },
  },
  {
    files: ['lib/binding/find.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['lib/binding/places.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Its addon is another one.
    files: ['bench/native.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['lib/**'],
    rules: { 'no-console': 'error' },
  },
  {
    // The body of a describe is a list of tests, not a function that is too long. Tests of the
    // package itself look for the binary by its name.
    files: ['test/**'],
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-require-imports': ['error', { allowAsImport: true }],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [js.configs.recommended],
    // tsconfig.scripts.json has these type-checked, which knows the globals better.
    rules: { 'no-undef': 'off' },
  },
);
