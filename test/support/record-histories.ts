/**
 * `npm run histories -- 0.2`: records the engine's history of each path of each procedure, waiting states included, for a release.
 * `npm run histories -- 0.2 photo-validation` records those of one procedure.
 * Histories are added and never changed: those of earlier releases must still replay with the workflows of today.
 */
import { existsSync, mkdirSync, mkdtempSync, chmodSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApplicationFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { addDays } from '../../domain/calendar.ts';
import { startPostgres } from '../../local/postgres.ts';
import { findFreePort } from '../../local/processes.ts';
import { decide, instruct, startEngine, type Engine } from './engine.ts';
import { accountPaths } from '../bank-account/history-paths.ts';
import { correctionPaths } from '../data-correction/history-paths.ts';
import { doctorPaths } from '../doctor-validation/history-paths.ts';
import { reviewPaths } from '../functioning-review/history-paths.ts';
import { agreementPaths } from '../agreement-renewal/history-paths.ts';
import { projectPaths } from '../preparatory-process/history-paths.ts';
import { callPaths } from '../project-call/history-paths.ts';
import { preRequestPaths } from '../pre-request/history-paths.ts';
import { photoPaths } from '../photo-validation/history-paths.ts';
import { privacyPaths } from '../privacy-request/history-paths.ts';
import { teamPaths } from '../team-validation/history-paths.ts';
import { afterSchoolQuarterPaths } from '../aes-subsidy/history-paths.ts';
import { quarterPaths } from '../quarterly-subsidy/history-paths.ts';
import { trainingPaths } from '../training-recognition/history-paths.ts';
import { makeFacility } from './places.ts';

export type Snap = (caseId: string, name: string) => Promise<void>;
export type Path = (engine: Engine, snap: Snap) => Promise<void>;

const refuseTwice = async (engine: Engine, snap?: Snap): Promise<string> => {
  const caseId = await engine.open('permanent-move');
  await instruct(engine, caseId);
  await decide(engine, caseId, 'refuse', await engine.today());
  await snap?.(caseId, 'remedy-waiting');
  await engine.act(caseId, 'send-registered');
  await engine.sleep(45 * 86_400_000);
  await decide(engine, caseId, 'confirm-refusal', await engine.today());
  await engine.act(caseId, 'send-registered');
  return caseId;
};
const measure = async (engine: Engine, days: number): Promise<string> => {
  const caseId = await engine.open('suspension');
  await engine.act(caseId, 'answer-notice');
  await decide(engine, caseId, 'take-measure', addDays(await engine.today(), days));
  return caseId;
};

const paths: Record<string, Path> = {
  async 'permanent-move-granted'(engine, snap) {
    const caseId = await engine.open('permanent-move', { home: true });
    await snap(caseId, 'completeness-waiting');
    await engine.act(caseId, 'declare-complete');
    await engine.act(caseId, 'propose-visit');
    await snap(caseId, 'visit-proposed-waiting');
    await engine.act(caseId, 'choose-visit-date');
    await snap(caseId, 'visit-planned-waiting');
    await engine.act(caseId, 'report-visit');
    await engine.act(caseId, 'give-opinion');
    await snap(caseId, 'decision-waiting');
    await decide(engine, caseId, 'grant', addDays(await engine.today(), 20));
    await snap(caseId, 'granted-waiting');
    await engine.sleep(21 * 86_400_000);
    await snap(caseId, 'permanent-move-granted');
  },
  async 'granted-with-conditions'(engine, snap) {
    const caseId = await engine.open('capacity-change', { content: { capacity: 12 } });
    await instruct(engine, caseId);
    await decide(engine, caseId, 'grant-with-conditions', addDays(await engine.today(), 3));
    await engine.sleep(4 * 86_400_000);
    await engine.act(caseId, 'note-conditions-unmet');
    await snap(caseId, 'conditions-waiting');
    await engine.act(caseId, 'confirm-conditions');
    await snap(caseId, 'granted-with-conditions');
  },
  async 'conditions-one-by-one'(engine, snap) {
    const caseId = await engine.open('capacity-change', { content: { capacity: 12 } });
    await instruct(engine, caseId);
    const effectiveOn = addDays(await engine.today(), 3);
    const conditions = [
      { id: '1', dueOn: addDays(effectiveOn, 10) },
      { id: '2', dueOn: addDays(effectiveOn, 20) },
    ];
    await engine.act(caseId, 'propose-decision', {
      facts: { outcome: 'grant-with-conditions', effectiveOn, conditionsDueOn: conditions[1]!.dueOn, conditions },
    });
    await engine.act(caseId, 'sign-decision');
    await engine.sleep(4 * 86_400_000);
    await engine.act(caseId, 'declare-conditions', { facts: { done: ['1'] } });
    await snap(caseId, 'conditions-declared-waiting');
    await engine.sleep(25 * 86_400_000);
    await snap(caseId, 'conditions-overdue-waiting');
    await engine.act(caseId, 'confirm-conditions', { facts: { met: ['1', '2'] } });
    await snap(caseId, 'conditions-one-by-one');
  },
  async 'refused-by-post'(engine, snap) {
    const caseId = await engine.open('permanent-move');
    await instruct(engine, caseId);
    await engine.act(caseId, 'propose-decision', {
      facts: { outcome: 'refuse', effectiveOn: await engine.today() },
    });
    await engine.act(caseId, 'sign-decision', { facts: { registered: true } });
    await snap(caseId, 'refusal-to-post-waiting');
    await engine.act(caseId, 'send-registered', { facts: { sentOn: await engine.today() } });
    await engine.sleep(5 * 86_400_000);
    await engine.act(caseId, 'note-reception', { facts: { receivedOn: await engine.today() } });
    await snap(caseId, 'refusal-received-waiting');
    await engine.sleep(45 * 86_400_000);
    await snap(caseId, 'remedy-missed-after-post');
  },
  async 'refused-remedied-granted'(engine, snap) {
    const caseId = await engine.open('permanent-move');
    await instruct(engine, caseId);
    await decide(engine, caseId, 'refuse', await engine.today());
    await engine.act(caseId, 'give-remedy');
    await decide(engine, caseId, 'grant', await engine.today());
    await snap(caseId, 'refused-remedied-granted');
  },
  async 'refused-appeal-lapsed'(engine, snap) {
    const caseId = await refuseTwice(engine, snap);
    await snap(caseId, 'refused-waiting');
    await engine.sleep(50 * 86_400_000);
    await snap(caseId, 'refused-appeal-lapsed');
  },
  async 'refused-appeal-upheld'(engine, snap) {
    const caseId = await refuseTwice(engine);
    await engine.act(caseId, 'lodge-appeal');
    await snap(caseId, 'appeal-waiting');
    await engine.act(caseId, 'plan-hearing');
    await engine.act(caseId, 'decide-appeal', {
      facts: { outcome: 'upheld', effectiveOn: addDays(await engine.today(), 2) },
    });
    await engine.sleep(3 * 86_400_000);
    await snap(caseId, 'refused-appeal-upheld');
  },
  async 'refused-appeal-dismissed'(engine, snap) {
    const caseId = await refuseTwice(engine);
    await engine.act(caseId, 'lodge-appeal');
    await engine.act(caseId, 'decide-appeal', { facts: { outcome: 'dismissed', effectiveOn: await engine.today() } });
    await snap(caseId, 'refused-appeal-dismissed');
  },
  async 'temporary-move'(engine, snap) {
    const facilityId = await makeFacility(engine.db);
    const caseId = await engine.open('temporary-move', { facilityId });
    await instruct(engine, caseId);
    await decide(engine, caseId, 'grant', await engine.today());
    await engine.sleep(86_400_000);
    await snap(caseId, 'period-running-waiting');
    await engine.act(caseId, 'ask-extension');
    await engine.act(caseId, 'grant-extension');
    const end = (await engine.row(caseId)).state.data.plannedEndOn!;
    await engine.sleepUntil(addDays(end, 2));
    await snap(caseId, 'return-overdue-waiting');
    await engine.act(caseId, 'confirm-return');
    await snap(caseId, 'temporary-move');
  },
  async 'return-to-premises'(engine, snap) {
    const facilityId = await makeFacility(engine.db);
    const temporary = await engine.open('temporary-cessation', { facilityId });
    await engine.act(temporary, 'acknowledge', { facts: { effectiveOn: await engine.today() } });
    await engine.settle();
    const back = await engine.open('return-to-premises', { facilityId, linkedCaseId: temporary });
    await instruct(engine, back);
    await decide(engine, back, 'grant', await engine.today());
    await engine.settle();
    await snap(temporary, 'temporary-cessation-returned');
    await snap(back, 'return-to-premises');
  },
  async 'end-of-activity'(engine, snap) {
    const facilityId = await makeFacility(engine.db);
    const [ended, other] = [
      await engine.open('end-of-activity', { facilityId }),
      await engine.open('capacity-change', { facilityId }),
    ];
    await engine.act(ended, 'acknowledge', { facts: { effectiveOn: addDays(await engine.today(), 10) } });
    await snap(ended, 'acknowledged-waiting');
    await engine.sleep(11 * 86_400_000);
    await snap(ended, 'end-of-activity');
    await snap(other, 'lapsed');
  },
  async 'measure-in-force'(engine, snap) {
    const noticed = await engine.open('suspension');
    await snap(noticed, 'notice-waiting');
    await engine.act(noticed, 'send-registered');
    const caseId = await measure(engine, 2);
    await snap(caseId, 'measure-decided-waiting');
    await engine.sleep(3 * 86_400_000);
    await snap(caseId, 'measure-in-force-waiting');
    await engine.act(caseId, 'lodge-appeal');
    await engine.act(caseId, 'decide-appeal', { facts: { outcome: 'upheld', effectiveOn: await engine.today() } });
    await snap(caseId, 'measure-undone-on-appeal');
    await engine.sleep(40 * 86_400_000);
    await engine.act(noticed, 'propose-decision', {
      facts: { outcome: 'no-measure', effectiveOn: await engine.today() },
    });
    await engine.act(noticed, 'sign-decision');
    await snap(noticed, 'notice-unanswered-no-measure');
  },
  async 'complement'(engine, snap) {
    const caseId = await engine.open('permanent-move');
    await engine.act(caseId, 'ask-complement');
    await snap(caseId, 'complement-waiting');
    await engine.sleep(40 * 86_400_000);
    await snap(caseId, 'closing-proposed-waiting');
    await engine.act(caseId, 'extend-complement');
    await engine.act(caseId, 'give-complement');
    await engine.act(caseId, 'ask-complement');
    await engine.sleep(40 * 86_400_000);
    await engine.act(caseId, 'close-without-follow-up');
    await snap(caseId, 'complement-missed-closed');
  },
  async 'withdrawn'(engine, snap) {
    const caseId = await engine.open('permanent-move');
    await engine.act(caseId, 'withdraw');
    await snap(caseId, 'withdrawn');
  },
  async 'cancelled'(engine, snap) {
    const caseId = await engine.open('permanent-move');
    await engine.sleep(30 * 86_400_000);
    await engine.act(caseId, 'cancel');
    await snap(caseId, 'escalated-cancelled');
  },
  async 'errand-fails'(engine, snap) {
    let failures = 1;
    engine.outside.run = async ({ effect }) => {
      if (effect === 'receipt' && failures-- > 0) throw new Error('away');
      if (effect === 'letter-withdrawal') throw ApplicationFailure.nonRetryable('impossible', 'letter-impossible');
    };
    const caseId = await engine.open('permanent-move');
    await engine.settle();
    await engine.act(caseId, 'withdraw');
    await snap(caseId, 'errand-given-up');
    engine.outside.run = async () => undefined;
  },
};

/** As the engine gives it; only who ran it and where is left out. */
async function readHistory(engine: Engine, workflowId: string): Promise<string> {
  const history = JSON.parse(
    historyToJSON(await engine.env.client.workflow.getHandle(workflowId).fetchHistory()) as unknown as string,
  ) as object;
  return JSON.stringify(
    history,
    (name, value: unknown) =>
      typeof value !== 'string' ? value : name === 'stackTrace' ? '' : value.replace(/^\d+@[\w.-]+$/, 'test'),
    1,
  );
}

const procedures: Record<string, Record<string, Path>> = {
  'authorisation-adaptation': paths,
  'bank-account': accountPaths,
  'data-correction': correctionPaths,
  'doctor-validation': doctorPaths,
  'functioning-review': reviewPaths,
  'photo-validation': photoPaths,
  'agreement-renewal': agreementPaths,
  'preparatory-process': projectPaths,
  'pre-request': preRequestPaths,
  'project-call': callPaths,
  'privacy-request': privacyPaths,
  'team-validation': teamPaths,
  'quarterly-subsidy': quarterPaths,
  'aes-subsidy': afterSchoolQuarterPaths,
  'training-recognition': trainingPaths,
};

async function main(release: string, only: string | undefined): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'pro-one-histories-'));
  chmodSync(dir, 0o711);
  const postgres = process.env.TEST_DATABASE_URL
    ? undefined
    : await startPostgres({
        dataDir: join(dir, 'postgres'),
        port: await findFreePort(0),
        password: 'dev-only-histories',
        durable: false,
      });
  if (postgres) process.env.TEST_DATABASE_URL = postgres.adminUrl;
  let written = 0;
  try {
    const engine = await startEngine();
    for (const [slug, itsPaths] of Object.entries(procedures)) {
      if (only !== undefined && only !== slug) continue;
      const directory = new URL(`../${slug}/histories/`, import.meta.url).pathname;
      mkdirSync(directory, { recursive: true });
      for (const path of Object.values(itsPaths))
        await path(engine, async (caseId, name) => {
          await engine.settle();
          // The clerk has done his work before the engine has written that he has.
          await new Promise((done) => setTimeout(done, 1_000));
          const file = join(directory, `${release}-${name}.json`);
          if (existsSync(file)) return;
          writeFileSync(file, `${await readHistory(engine, `${slug}-${caseId}`)}\n`);
          written += 1;
        });
    }
    await engine.close();
  } finally {
    await postgres?.stop();
    rmSync(dir, { recursive: true, force: true });
  }
  console.log(`${written} histories written for release ${release}.`);
}

if (process.argv[1] === import.meta.filename) {
  const [, , release, only] = process.argv;
  if (!release || !/^\d+\.\d+$/.test(release)) throw new Error('Which release? npm run histories -- 0.2');
  await main(release, only);
  process.exit(0);
}
