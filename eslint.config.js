import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

const noFloatingClock = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'The present is a dependency: take `now` from the caller.',
  },
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'The present is a dependency: take `now` from the caller.',
  },
];

// objection 3.1.5, until a fixed version is served: each of these has been seen to inject or to touch other owners' rows.
const objectionTraps = [
  {
    selector: 'CallExpression[callee.name="ref"] > :not(Literal):first-child.arguments',
    message: 'ref() only with a literal: its argument is not escaped.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(and|or)?[wW]hereJson/] > :not(Literal):first-child.arguments',
    message: 'whereJson…() only with a literal: its argument is not escaped.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(patch|update|patchAndFetch.*|updateAndFetch.*)$/] > ObjectExpression > Property[computed=true] > :not(Literal).key',
    message: 'No computed key in patch/update: a key with « : » injects.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(patch|update)/] > ObjectExpression > Property[key.value=/:/]',
    message: 'No JSON path as key in patch/update.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^orWhere/]:not(CallExpression[callee.property.name=/[wW]here|^andWhere|^on$/] > :function *)',
    message: 'orWhere only inside where(b => …): outside it escapes from the access filter.',
  },
  {
    selector:
      'CallExpression[callee.property.name="for"]:not(:has(CallExpression[callee.property.name="relatedQuery"]))',
    message: '.for(id) only on relatedQuery(): on a plain query it reaches the whole table.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(insert|upsert)Graph/]',
    message: 'insertGraph and upsertGraph obey #ref, #dbRef and #delete in their input.',
  },
  {
    selector: 'CallExpression[callee.property.name="fromJson"] MemberExpression[property.name="body"]',
    message: 'Name each field of a request: no mass assignment.',
  },
  {
    selector: 'SpreadElement > MemberExpression[property.name="body"]',
    message: 'Name each field of a request: no mass assignment.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(raw|whereRaw|orWhereRaw|andWhereRaw|orderByRaw|joinRaw|havingRaw|groupByRaw|fromRaw)$/] > TemplateLiteral:first-child[expressions.length>0]',
    message: 'Bindings (?, ??) instead of a template: raw SQL injects.',
  },
  {
    selector: 'CallExpression[callee.name="raw"] > TemplateLiteral:first-child[expressions.length>0]',
    message: 'Bindings (?, ??) instead of a template: raw SQL injects.',
  },
];

// `api/forms` holds the readers of what is typed: they clean it first.
const rawReading = [
  {
    selector: 'CallExpression[callee.object.name="z"][callee.property.name=/^(string|email|uuid|guid|url|coerce)$/]',
    message: 'Read what is typed with a reader of api/forms: it cleans it first.',
  },
  {
    selector: 'MemberExpression[object.name="z"][property.name="coerce"]',
    message: 'Read numbers with a reader of api/forms.',
  },
];

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'var/',
      'dist/',
      'public/**/*.js',
      'test/fixtures/',
      'test/histories/',
      '**/*.cjs',
      '**/*.mjs',
      '*.js',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: dirname(fileURLToPath(import.meta.url)) },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      // `env.X || …`: an empty variable counts as absent, which `??` does not say.
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      // With noUncheckedIndexedAccess, `rows[0]!` after a check of the length is the plain way.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // It does not see that a flag changes while something is awaited, nor that a row may lack what its type says.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Numbers of the database's and the engine's own protocols.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // What knex answers is untyped: the assertion beside a query says which columns were read.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      'no-restricted-syntax': ['error', ...objectionTraps],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    // The clock is given to whoever needs it; composition roots, seeds and migrations are where it is given.
    files: ['api/**/*.ts', 'activities/**/*.ts', 'db/**/*.ts'],
    ignores: ['**/server.ts', '**/worker.ts', 'db/founding/run.ts', 'db/seeds/**', 'db/migrations/**'],
    rules: { 'no-restricted-syntax': ['error', ...objectionTraps, ...noFloatingClock] },
  },
  {
    files: ['api/**/*.ts'],
    // What a program sends is described by the schema that reads it; its texts are cleaned there.
    ignores: ['**/server.ts', 'api/forms/**', 'api/external/{schemas,days-schemas,description}.ts'],
    rules: { 'no-restricted-syntax': ['error', ...objectionTraps, ...noFloatingClock, ...rawReading] },
  },
  {
    // A workflow is replayed: it may only compute. It sees activities as types.
    files: ['workflows/**/*.ts'],
    rules: {
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            ...builtinModules.flatMap((name) => [name, `node:${name}`]),
            'pg',
            'knex',
            'objection',
            'express',
            'zod',
            'luxon',
            'pino',
          ].map((name) => ({
            name,
            message: 'A workflow is replayed: no input or output, and a small bundle.',
            allowTypeImports: true,
          })),
          patterns: [
            {
              group: ['**/activities/**'],
              message: 'A workflow sees activities only as types.',
              allowTypeImports: true,
            },
            {
              group: ['**/db/**', '**/api/**', '**/local/**'],
              message: 'A workflow knows neither database nor web.',
              allowTypeImports: true,
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', 'process', 'fetch', 'Buffer'],
    },
  },
  {
    // The kit reads tables of any vocabulary; the tables themselves are typed to the letter.
    files: ['workflows/apply.ts', 'workflows/diagram.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  {
    files: [
      'local/**/*.ts',
      'bench/**/*.ts',
      'test/**/*.ts',
      'db/migrate.ts',
      'db/founding/run.ts',
      'db/seeds/**/*.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off', // chai: expect(x).to.be.true
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-deprecated': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
