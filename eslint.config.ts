import n from 'eslint-plugin-n';
import { defineConfig } from 'eslint/config';
import { configs, parser } from 'typescript-eslint';

type Banned = { readonly selector: string; readonly message: string };

/** A clock or chance decides nothing about a child: both are arguments. */
const CLOCK_AND_CHANCE: readonly Banned[] = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'now and today are arguments' },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'now and today are arguments' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'chance is a dependency' },
  { selector: "MemberExpression[object.name='Temporal'][property.name='Now']", message: 'now and today are arguments' },
];

const EVERYWHERE: readonly Banned[] = [
  { selector: 'ExportDefaultDeclaration', message: 'named exports only' },
  {
    selector: "Property[key.name='validator'] > ArrowFunctionExpression[async=true]",
    message: 'Temporal does not await a validator',
  },
];

const IN_WORKFLOWS: readonly Banned[] = [
  {
    selector: "ThrowStatement > NewExpression:not([callee.name='ApplicationFailure'])",
    message: 'any other error fails the workflow task for ever',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length>1]",
    message: 'local dates depend on the zone of the machine',
  },
];

/** Flat config replaces the options of a rule that matches twice, so every list is built whole here. */
function banning(...lists: readonly (readonly Banned[])[]): ['error', ...Banned[]] {
  return ['error', ...EVERYWHERE, ...lists.flat()];
}

const NO_NODE: ['error', object] = [
  'error',
  { patterns: [{ regex: '^node:', message: 'domain and workflows know no machine' }] },
];

export default defineConfig(
  {
    ignores: ['node_modules/**', 'generated/**', 'coverage/**', '.holdfast/**', '**/*.mjs', '.dependency-cruiser.cjs'],
  },
  configs.strictTypeChecked,
  {
    languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { n },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Counts each `??` and `?.` as a branch, which reading recorded JSON has many of.
      complexity: ['error', 15],
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      'n/no-process-env': 'error',
      'no-console': 'error',
      'no-restricted-syntax': banning(),
    },
  },
  {
    files: ['domain/**'],
    rules: { 'no-restricted-imports': NO_NODE, 'no-restricted-syntax': banning(CLOCK_AND_CHANCE) },
  },
  {
    files: ['workflows/**'],
    rules: { 'no-restricted-imports': NO_NODE, 'no-restricted-syntax': banning(IN_WORKFLOWS) },
  },
  { files: ['platform/config.ts'], rules: { 'n/no-process-env': 'off' } },
  // Lists of operations read as tables.
  {
    files: ['api/*-routes.ts', 'use-cases/index.ts', 'use-cases/imports.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  // Tables are as long as the law; tests as long as their story.
  {
    files: ['domain/rulebook/**', 'domain/calendar/bank-holidays.ts', 'domain/feeds/**/codes.ts', 'store/columns.ts'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },
  {
    files: ['tests/**', 'bench/**', '*.config.ts'],
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      'max-params': 'off',
      complexity: 'off',
      'no-restricted-syntax': 'off',
      'no-console': 'off',
      'n/no-process-env': 'off',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Answers of an API and rows of a database are read as they come.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/explicit-function-return-type': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
);
