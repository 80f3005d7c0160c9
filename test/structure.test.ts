import { expect } from 'chai';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { ESLint, type Linter } from 'eslint';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import tseslint from 'typescript-eslint';

const { default: lintConfig } = (await import(new URL('../eslint.config.js', import.meta.url).href)) as {
  default: Linter.Config[];
};
const structure = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: { name: string }[];
  options: object;
};

/** The rules broken by a small tree of files. */
async function broken(files: Record<string, string>): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'pro-one-structure-'));
  try {
    for (const [path, text] of Object.entries({
      'tsconfig.json': '{"compilerOptions":{"module":"NodeNext","allowImportingTsExtensions":true,"noEmit":true}}',
      ...files,
    })) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
    const { output } = await cruise(['.'], {
      ...structure.options,
      tsConfig: { fileName: join(dir, 'tsconfig.json') },
      baseDir: dir,
      validate: true,
      ruleSet: { forbidden: structure.forbidden } as never,
    });
    return [...new Set((output as ICruiseResult).summary.violations.map(({ rule }) => rule.name))].sort();
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const house = {
  'workflows/a/contract.ts': "export const slug = 'a';",
  'workflows/procedure.ts': "import { day } from '../domain/calendar.ts';\nexport const apply = day;",
  'workflows/a/process.ts':
    "import { slug } from './contract.ts';\nimport { apply } from '../procedure.ts';\nexport const process = { slug, apply };",
  'workflows/a/workflow.ts':
    "import { slug } from './contract.ts';\nimport type { Acts } from '../../activities/acts.ts';\nexport const run = (acts: Acts) => acts(slug);",
  'domain/calendar.ts': 'export const day = 1;',
  'db/record-act.ts': "import { apply } from '../workflows/procedure.ts';\nexport const recordAct = apply;",
  'activities/acts.ts':
    "import { recordAct } from '../db/record-act.ts';\nexport const acts = recordAct;\nexport type Acts = (slug: string) => void;",
  'api/routes.ts':
    "import { process } from '../workflows/a/process.ts';\nimport { recordAct } from '../db/record-act.ts';\nexport const routes = [process, recordAct];",
};

describe('the one way of imports', () => {
  it('lets the house through as it is meant', async () => {
    expect(await broken(house)).to.deep.equal([]);
  });

  const violations: [string, string, Record<string, string>][] = [
    [
      'api-and-activities-never-meet',
      'a route that calls an activity',
      { 'api/routes.ts': "import { acts } from '../activities/acts.ts';\nexport const routes = acts;" },
    ],
    [
      'activities-and-api-never-meet',
      'an activity that uses a presenter',
      {
        'activities/acts.ts':
          "import { routes } from '../api/routes.ts';\nexport const acts = routes;\nexport type Acts = (slug: string) => void;",
      },
    ],
    [
      'contract-imports-nothing',
      'a contract that imports',
      { 'workflows/a/contract.ts': "import { day } from '../../domain/calendar.ts';\nexport const slug = day;" },
    ],
    [
      'process-is-pure',
      'a process table that reads the database',
      {
        'workflows/a/process.ts':
          "import { recordAct } from '../../db/record-act.ts';\nexport const process = recordAct;",
      },
    ],
    [
      'process-is-pure',
      'rules of a slice that read a file',
      { 'workflows/a/rules.ts': "import { readFileSync } from 'node:fs';\nexport const rules = readFileSync;" },
    ],
    [
      'procedure-is-pure',
      'a procedure that knows a slice',
      { 'workflows/procedure.ts': "import { slug } from './a/contract.ts';\nexport const apply = slug;" },
    ],
    [
      'workflow-only-computes',
      'a workflow that runs an activity itself',
      { 'workflows/a/workflow.ts': "import { acts } from '../../activities/acts.ts';\nexport const run = acts;" },
    ],
    [
      'workflow-without-process',
      'a workflow that reads the process table',
      { 'workflows/a/workflow.ts': "import { process } from './process.ts';\nexport const run = process;" },
    ],
    [
      'workflow-only-computes',
      'a clerk that opens a file',
      { 'workflows/clerk.ts': "import { readFileSync } from 'node:fs';\nexport const clerk = readFileSync;" },
    ],
    [
      'slices-do-not-meet',
      'a procedure that takes something from another',
      {
        'api/photo-validation/pages.ts':
          "import { x } from '../authorisation-adaptation/pages.ts';\nexport const y = x;",
        'api/authorisation-adaptation/pages.ts': 'export const x = 1;',
      },
    ],
    [
      'kit-knows-no-slice',
      'a page of the kit that knows a procedure',
      {
        'api/cases/page.ts': "import { x } from '../photo-validation/pages.ts';\nexport const y = x;",
        'api/photo-validation/pages.ts': 'export const x = 1;',
      },
    ],
    [
      'domain-alone',
      'a rule of the domain that knows a procedure',
      { 'domain/calendar.ts': "import { slug } from '../workflows/a/contract.ts';\nexport const day = slug;" },
    ],
    [
      'db-below',
      'the database room that calls the web',
      {
        'db/record-act.ts': "import type { Routes } from '../api/types.ts';\nexport const recordAct = {} as Routes;",
        'api/types.ts': 'export type Routes = string;',
      },
    ],
    [
      'local-is-outside',
      'a route that needs the local house',
      {
        'api/routes.ts': "import { ports } from '../local/ports.ts';\nexport const routes = ports;",
        'local/ports.ts': 'export const ports = 1;',
      },
    ],
    [
      'no-missing-file',
      'an import of nothing',
      { 'api/other.ts': "import { x } from './nowhere.ts';\nexport const y = x;" },
    ],
    [
      'no-circle',
      'two files that need each other',
      {
        'api/one.ts': "import { two } from './two.ts';\nexport const one = () => two;",
        'api/two.ts': "import { one } from './one.ts';\nexport const two = () => one;",
      },
    ],
  ];
  for (const [rule, title, files] of violations) {
    it(`catches ${title} (${rule})`, async () => {
      expect(await broken({ ...house, ...files })).to.include(rule);
    });
  }
});

describe('lint rules of the house', () => {
  // The rules looked at here need no types.
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: [
      ...lintConfig,
      tseslint.configs.disableTypeChecked,
      { languageOptions: { parserOptions: { projectService: false } } },
    ],
  });
  const complaints = async (filePath: string, code: string) =>
    (await eslint.lintText(code, { filePath }))
      .flatMap(({ messages }) => messages)
      .map(({ ruleId }) => ruleId)
      .filter((id) => /restricted/.test(id ?? 'restricted: parse error'));

  const refused: [string, string][] = [
    ['api/x.ts', 'export const at = new Date();'],
    ['activities/x.ts', 'export const at = Date.now();'],
    ['db/x.ts', 'export const at = Date.now();'],
    ['workflows/a/workflow.ts', "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;"],
    ['workflows/a/workflow.ts', "import { z } from 'zod';\nexport const x = z;"],
    ['workflows/a/workflow.ts', "import knex from 'knex';\nexport const x = knex;"],
    ['workflows/clerk.ts', "import { acts } from '../activities/acts.ts';\nexport const x = acts;"],
    ['db/x.ts', 'export const x = (name: string) => ref(name);'],
    ['db/x.ts', 'export const x = (q: Q, name: string) => q.whereJsonSupersetOf(name, {});'],
    ['db/x.ts', 'export const x = (q: Q, key: string) => q.patch({ [key]: 1 });'],
    ['db/x.ts', "export const x = (q: Q) => q.patch({ 'data:key': 1 });"],
    ['db/x.ts', "export const x = (q: Q) => q.where('a', 1).orWhere('b', 2);"],
    ['db/x.ts', "export const x = (q: Q) => q.$relatedQuery('cases').orWhere('b', 2);"],
    ['db/x.ts', 'export const x = (id: string) => Case.query().for(id).delete();'],
    ['db/x.ts', 'export const x = (q: Q, graph: object) => q.upsertGraph(graph);'],
    ['api/x.ts', 'export const x = (request: R) => Case.fromJson(request.body);'],
    ['api/x.ts', 'export const x = (request: R) => save({ ...request.body });'],
    ['api/x.ts', 'export const Form = z.strictObject({ name: z.string().trim() });'],
    ['api/a/x.ts', 'export const id = z.uuid();'],
    ['api/a/x.ts', 'export const count = z.coerce.number();'],
    ['db/x.ts', 'export const x = (q: Q, column: string) => q.whereRaw(`${column} = 1`);'],
    ['db/x.ts', 'export const x = (knex: K, column: string) => knex.raw(`select ${column}`);'],
  ];
  for (const [file, code] of refused) {
    it(`refuses in ${file}: ${code.split('\n')[0]}`, async () => {
      expect(await complaints(file, code)).to.have.lengthOf.at.least(1);
    });
  }

  const accepted: [string, string][] = [
    ['api/server.ts', 'export const now = () => Date.now();'],
    ['api/forms/inputs.ts', 'export const line = z.string().transform(cleanLine);'],
    ['activities/worker.ts', 'export const now = () => Date.now();'],
    ['db/seeds/demonstration.ts', 'export const at = new Date();'],
    ['db/x.ts', 'export const at = (now: number) => new Date(now).toISOString();'],
    ['workflows/a/workflow.ts', "import type { Acts } from '../../activities/acts.ts';\nexport type X = Acts;"],
    ['db/x.ts', "export const x = (q: Q) => q.where((b) => b.where('a', 1).orWhere('b', 2));"],
    ['db/x.ts', "export const x = (id: string) => Body.relatedQuery('cases').for(id);"],
    ['db/x.ts', "export const x = (q: Q) => q.patch({ status: 'granted' }).whereRaw('?? = ?', ['a', 1]);"],
    ['db/x.ts', "export const x = ref('cases.id');"],
  ];
  for (const [file, code] of accepted) {
    it(`accepts in ${file}: ${code.split('\n')[0]}`, async () => {
      expect(await complaints(file, code)).to.deep.equal([]);
    });
  }
});
