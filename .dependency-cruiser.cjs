// Imports go one way: contract ← process ← api, activities; contract ← workflow; procedure ← process, db; domain ← all; db ← api, activities.
// api and activities never meet; a workflow sees activities only as types, and never the process table: a changed table breaks no history.

const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const slice = '^workflows/[^/]+/';
// The procedures: whatever has a contract.
const slugs = readdirSync(join(__dirname, 'workflows'))
  .filter((name) => existsSync(join(__dirname, 'workflows', name, 'contract.ts')))
  .join('|');
// What a process table is made of, and what reads it.
const table = '^workflows/(procedure|apply|parameters|roles|effect-kinds|kit-acts|signed-sum|conditions)\\.ts$';
const atRunTime = { dependencyTypesNot: ['type-only'] };

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'contract-imports-nothing',
      severity: 'error',
      comment: 'A contract may be imported from anywhere, so it imports nothing at run time but other contracts.',
      from: { path: `${slice}contract\\.ts$` },
      to: { pathNot: `${slice}contract\\.ts$`, ...atRunTime },
    },
    {
      name: 'process-is-pure',
      severity: 'error',
      comment: 'A process table is read by a lawyer and walked by tests: procedure, contracts and domain only.',
      from: { path: slice, pathNot: `${slice}(contract|workflow)\\.ts$` },
      to: { pathNot: [`${slice}(?!workflow)[^/]+\\.ts$`, table, '^domain/'], ...atRunTime },
    },
    {
      name: 'procedure-is-pure',
      severity: 'error',
      comment: 'available and apply know no engine, no database, no clock.',
      from: { path: table },
      to: { pathNot: [table, '^domain/'], ...atRunTime },
    },
    {
      name: 'workflow-only-computes',
      severity: 'error',
      comment: 'A workflow is replayed: contracts, the clerk and the engine’s library, nothing else at run time.',
      from: { path: ['^workflows/(clerk|index)\\.ts$', `${slice}workflow\\.ts$`] },
      to: {
        pathNot: [
          `${slice}(contract|workflow)\\.ts$`,
          '^workflows/[^/]+\\.ts$',
          '^domain/',
          '@temporalio/(workflow|common)',
        ],
        ...atRunTime,
      },
    },
    {
      name: 'workflow-without-process',
      severity: 'error',
      comment: 'Consequences come from the recorded act, not from the table of the day.',
      from: { path: ['^workflows/(clerk|index)\\.ts$', `${slice}workflow\\.ts$`] },
      to: { path: [`${slice}process\\.ts$`, '^workflows/(procedure|apply)\\.ts$'], ...atRunTime },
    },
    {
      name: 'slices-do-not-meet',
      severity: 'error',
      comment: 'A procedure knows the kit and itself. What two of them need belongs to the kit.',
      from: { path: `^(?:workflows|activities|api|views|test)/(${slugs})(?:/|\\.ts$)` },
      to: { path: `^[a-z]+/(?:${slugs})(?:/|\\.ts$)`, pathNot: '^[a-z]+/$1(?:/|\\.ts$)' },
    },
    {
      name: 'kit-knows-no-slice',
      severity: 'error',
      comment: 'The kit is given the procedures; it names none.',
      from: {
        path: '^(api/(cases|drafts|forms|inbox|home|supervision|documents|middleware)|views/letters|db/(cases|acts))/',
      },
      to: { path: `^[a-z]+/(?:${slugs})(?:/|\\.ts$)` },
    },
    {
      name: 'domain-alone',
      severity: 'error',
      comment: 'Pure rules that belong to no single procedure.',
      from: { path: '^domain/' },
      to: { path: '^(workflows|activities|api|db|local|views|bench|test)/' },
    },
    {
      name: 'db-below',
      severity: 'error',
      comment: 'The database room serves api and activities and knows neither.',
      from: { path: '^db/' },
      to: {
        path: ['^(activities|api|local|views|bench|test)/', '^workflows/(clerk|index)\\.ts$', `${slice}workflow\\.ts$`],
      },
    },
    {
      name: 'api-and-activities-never-meet',
      severity: 'error',
      comment: 'They share the process, the contract and the database.',
      from: { path: '^api/' },
      to: { path: '^activities/' },
    },
    {
      name: 'activities-and-api-never-meet',
      severity: 'error',
      comment: 'They share the process, the contract and the database.',
      from: { path: '^activities/' },
      to: { path: '^api/' },
    },
    {
      name: 'local-is-outside',
      severity: 'error',
      comment: 'What makes the house run on one machine is no part of the house; both find a browser the same way.',
      from: { path: '^(workflows|activities|api|db|domain|views)/' },
      to: { path: '^(local|bench|test)/', pathNot: '^local/(chromium|binaries)\\.ts$' },
    },
    {
      name: 'no-development-package',
      severity: 'error',
      comment: 'What runs in production is in dependencies.',
      from: { path: '^(workflows|activities|api|db|domain|views)/' },
      to: { dependencyTypes: ['npm-dev'], ...atRunTime },
    },
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-missing-file', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-utils',
      severity: 'error',
      comment: 'A thing has a name of its own.',
      from: {},
      to: { path: '(^|/)(utils?|helpers?)/', pathNot: 'node_modules' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
