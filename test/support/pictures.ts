/** `npm run pictures`: the real screens, over the demonstration, as they are today, into `docs/pictures`; `npm run pictures -- photos` takes that one alone. */
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from '../../local/processes.ts';
import { startPostgres } from '../../local/postgres.ts';
import { enter, type Actor } from './actor.ts';
import { afterSchoolPictures, takeAfterSchool } from './pictures-after-school.ts';
import { openRunningHouse, type RunningHouse } from './running-house.ts';

const target = new URL('../../docs/pictures/', import.meta.url).pathname;
const size = { width: 1280, height: 860 };
const most = 150 * 1024;
const only = process.argv.slice(2);

/** Colours and letters are sharp, pages that are too long are cut below. */
async function take(actor: Actor, name: string): Promise<void> {
  if (only.length > 0 && !only.includes(name)) return;
  await actor.page.waitForLoadState('networkidle');
  const file = path.join(target, `${name}.png`);
  for (let { height } = size; height > 300; height -= 100) {
    await actor.page.screenshot({
      path: file,
      clip: { x: 0, y: 0, width: size.width, height },
      animations: 'disabled',
      caret: 'hide',
    });
    if (statSync(file).size <= most) break;
  }
  console.log(`${name}.png ${String(Math.round(statSync(file).size / 1024))} KB`);
}

/** The quarter of a crèche: what is ready, what is encoded, what is received; and its control. */
async function takeQuarter(house: RunningHouse, operator: Actor, subsidies: Actor): Promise<void> {
  const [glands, chenes] = [stableId('facility glands'), stableId('facility chenes')];
  await operator.open(`/pro/facilities/${chenes}/data?section=opening-hours`);
  await take(operator, 'sheet');
  await operator.open(`/pro/quarterly-subsidy/${stableId('quarter glands 2026-3')}`);
  await take(operator, 'quarter');
  await operator.open(`/pro/facilities/${glands}/attendance/2026-09`);
  await operator.page.locator('[data-sheet] [role=gridcell]').first().waitFor();
  await take(operator, 'attendance');
  await operator.open(`/pro/facilities/${chenes}/consultations/2026-10`);
  await take(operator, 'consultations');
  await operator.open('/pro/doctors');
  await take(operator, 'doctors');
  await operator.open('/pro/subsidies');
  await take(operator, 'recap');
  const { id } = (await house
    .db('cases')
    .where({ slug: 'quarterly-subsidy', facility_name: 'Crèche Le Jardin des Marmots', status: 'to-sign' })
    .first('id')) as { id: string };
  await subsidies.open(`/office/quarterly-subsidy/${id}`);
  await take(subsidies, 'calculation-at-one');
}

/** A bilan: assessed, compared, and what both sides agree to do. */
async function takeReviews(operator: Actor, coordinator: Actor): Promise<void> {
  await operator.open(`/pro/reviews/${stableId('facility chenes')}`);
  await take(operator, 'my-reviews');
  await operator.open(`/pro/reviews/${stableId('review chenes')}/assessment/health`);
  await take(operator, 'self-assessment');
  await operator.open(`/pro/reviews/${stableId('review glands')}/plan`);
  await take(operator, 'action-plan');
  await coordinator.open('/office/reviews');
  await coordinator.open(`/office/reviews/${stableId('review clair-matin')}/compare`);
  await take(coordinator, 'side-by-side');
}

/** What parents see, without being signed in. */
async function takePremiersPas(house: RunningHouse): Promise<void> {
  const parent = await enter(house, 'Nathalie Servais', { viewport: size, colorScheme: 'light' });
  for (const [name, path] of [
    ['parents-search', '/premiers-pas?q=5000+Namur&km=10'],
    ['parents-sheet', '/premiers-pas/lieux/ma-20418?q=5000+Namur&km=10'],
  ] as const) {
    await parent.page.goto(house.address + path);
    await take(parent, name);
  }
}

/** A project before there is a place, and the files deposited for a call. */
async function takeProjects(house: RunningHouse): Promise<void> {
  const carrier = await enter(house, 'Benoît Lejeune', { viewport: size, colorScheme: 'light' });
  const { id } = (await house
    .db('cases')
    .where({ slug: 'preparatory-process', status: 'dates-proposed' })
    .first('id')) as { id: string };
  await carrier.open(`/pro/preparatory-process/${id}`);
  await take(carrier, 'project');
  const supervisor = await enter(house, 'Alain Verstraete', { viewport: size, colorScheme: 'light' });
  await supervisor.open(`/office/calls/${stableId('project call open')}`);
  await take(supervisor, 'call-at-one');
}

/** A schedule after school, with what it changes. */
async function takeSchedule(house: RunningHouse): Promise<void> {
  const samira = await enter(house, 'Samira Benali');
  await samira.open(`/pro/after-school/${stableId('facility mercredis-envol')}?edit=new`);
  await samira.type({ 'Valable à partir du': '11/01/2027', 'mercredi, après-midi, à': '18' });
  await samira.reads("d'autres heures le mercredi");
  await samira.page.locator('#schedule').scrollIntoViewIfNeeded();
  await take(samira, 'schedule');
}

async function takeAll(house: RunningHouse): Promise<void> {
  await takeAfterSchool(house, take);
  if (only.length > 0 && only.every((name) => afterSchoolPictures.includes(name))) return;
  await takeSchedule(house);
  await takePremiersPas(house);
  await takeProjects(house);
  const caseOf = async (facility: string, status: string) =>
    ((await house.db('cases').where({ facility_name: facility, status }).first('id')) as { id: string }).id;
  const enterAs = (name: string) => enter(house, name, { viewport: size, colorScheme: 'light' });

  const operator = await enterAs('Nathalie Servais');
  const caseId = await caseOf('Crèche Les Petits Chênes', 'complement-asked');
  await operator.open('/pro');
  await take(operator, 'operator-home');
  await operator.open('/pro/authorisation');
  await operator.press('Crèche La Coccinelle');
  await take(operator, 'my-authorisation');
  const coordinator = await enterAs('Marc Dubois');
  await takeReviews(operator, coordinator);
  await operator.open(`/pro/authorisation-adaptation/${caseId}`);
  await take(operator, 'request-of-operator');

  const draft = (await house
    .db('drafts')
    .where({ kind: 'capacity-change' })
    .whereNull('submitted_case_id')
    .whereIn('facility_id', house.db('facilities').where({ name: "Crèche Les Glands d'Or" }).select('id'))
    .first('id')) as { id: string };
  await operator.open(`/pro/authorisation-adaptation/drafts/${draft.id}/capacity`);
  await take(operator, 'draft-step');
  await operator.open(`/pro/authorisation-adaptation/drafts/${draft.id}/check`);
  await take(operator, 'draft-check');

  const chenes = (await house.db('facilities').where({ name: 'Crèche Les Petits Chênes' }).first('id')) as {
    id: string;
  };
  await operator.open(`/pro/facilities/${chenes.id}/presentation`);
  await take(operator, 'photos');
  await operator.open('/pro/pre-requests');
  await take(operator, 'pre-requests');
  await operator.open(`/pro/facilities/${chenes.id}/correction?field=identification.name`);
  await take(operator, 'correction');
  await coordinator.open(`/office/photo-validation/${await caseOf('Crèche Les Petits Chênes', 'validation')}/accept`);
  await take(coordinator, 'photo-at-one');

  await operator.open('/pro/accounts');
  await take(operator, 'accounts');
  const subsidies = await enterAs('Noémie Deprez');
  await subsidies.open(`/office/bank-account/${stableId('bank account clair-matin next')}/validate-second`);
  await take(subsidies, 'account-at-one');
  await takeQuarter(house, operator, subsidies);

  await operator.open('/pro/users');
  await take(operator, 'users');
  const olivier = (await house.db('users').where({ family_name: 'Wauters', first_name: 'Olivier' }).first('id')) as {
    id: string;
  };
  await operator.open(`/pro/users/${olivier.id}/rights`);
  await operator.page.getByLabel('Mon équipe, Crèche La Coccinelle').check();
  await operator.page.getByText('1 modification, pas encore enregistrée').waitFor();
  await take(operator, 'rights');
  await operator.open('/pro/history');
  await take(operator, 'history');
  await operator.open('/pro/team');
  await take(operator, 'team');
  await operator.page.getByRole('link', { name: 'Delvaux Inès', exact: true }).click();
  await take(operator, 'person-of-team');
  const yearly = (await house
    .db('cases')
    .where({ slug: 'team-validation', facility_name: 'Crèche La Coccinelle' })
    .whereNull('closed_at')
    .first('id')) as { id: string };
  await operator.open(`/pro/team-validation/${yearly.id}`);
  await take(operator, 'team-validation');
  const town = await enterAs('Jean-Marc Henrion');
  await town.open('/pro/trainings');
  await town.page.getByText('Lambotte Yves').first().click();
  await take(town, 'trainings');
  const referent = await enterAs('Claire Mertens');
  await referent.open('/office/trainings');
  // Its Chromium shows no PDF: the empty window is kept low.
  await referent.page.evaluate(() => {
    for (const frame of document.querySelectorAll('iframe')) frame.style.height = '5rem';
  });
  await take(referent, 'training-desk');
  const helpdesk = await enterAs('Samira Oulad');
  await helpdesk.open(`/office/helpdesk/users/${olivier.id}`);
  await take(helpdesk, 'user-at-helpdesk');

  const agent = await enterAs('Sophie Lambert');
  await agent.open('/office/tasks?view=all');
  await take(agent, 'inbox');
  await agent.open(`/office/authorisation-adaptation/${await caseOf('Crèche Clair Matin', 'decision')}`);
  await take(agent, 'request-at-one');
  await agent.open(
    `/office/authorisation-adaptation/${await caseOf('Crèche Clair Matin', 'decision')}/propose-decision`,
  );
  await take(agent, 'decision');

  const supervisor = await enterAs('Claire Fontaine');
  await supervisor.open('/supervision');
  await take(supervisor, 'supervision');
  await supervisor.open('/office/team-validations');
  await take(supervisor, 'team-validations');
  await supervisor.open('/office/users');
  await take(supervisor, 'office-users');

  const officer = await enterAs('Étienne Jadot');
  const { case_id: asked } = (await house
    .db('privacy_askers')
    .whereNotNull('user_id')
    .orderBy('received_at')
    .first('case_id')) as { case_id: string };
  await officer.open(`/office/privacy-request/${asked}`);
  await take(officer, 'privacy-request');

  const manager = await enterAs('Julie Moreau');
  const signed = await caseOf('Crèche du Parc', 'signature');
  await manager.posts(signed, 'sign-decision');
  await house.settled();
  await manager.open(`/office/authorisation-adaptation/${signed}`);
  if (only.length === 0 || only.includes('letter')) takeLetter(await manager.download(/^Accord du/));
}

/** The first page of a letter; left out on a machine without poppler's `pdftoppm`. */
function takeLetter(pdf: Buffer): void {
  const file = path.join(tmpdir(), `pro-one-letter-${String(process.pid)}.pdf`);
  writeFileSync(file, pdf);
  const { status, error } = spawnSync('pdftoppm', [
    '-png',
    '-singlefile',
    '-f',
    '1',
    '-scale-to-x',
    '900',
    '-scale-to-y',
    '-1',
    file,
    path.join(target, 'letter'),
  ]);
  rmSync(file);
  console.log(status === 0 ? 'letter.png' : `letter.png left out: ${error?.message ?? 'pdftoppm failed'}`);
}

const directory = mkdtempSync(path.join(tmpdir(), 'pro-one-pictures-'));
chmodSync(directory, 0o711); // as root, the server runs as somebody else
mkdirSync(target, { recursive: true });
const postgres = await startPostgres({
  dataDir: path.join(directory, 'postgres'),
  port: await findFreePort(0),
  password: 'dev-only-test',
  durable: false,
});
process.env.TEST_DATABASE_URL = postgres.adminUrl;
let house: RunningHouse | undefined;
try {
  house = await openRunningHouse();
  await house.wakeEverybody();
  await takeAll(house);
} finally {
  await house?.close();
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}
process.exit(0);
