/** Stretches of road that several journeys share. */
import { expect } from 'chai';
import { addWorkingDays, type Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import type { Actor } from './actor.ts';
import { findPersonalData, numbersOf, textOfWorkbook } from './personal-data.ts';
import type { RunningHouse } from './running-house.ts';

export interface Introduced {
  caseId: string;
  reference: string;
}
/** One page of a form: fields by label, radios and boxes by theirs. */
export interface Answers {
  type?: Record<string, string>;
  choose?: string[];
}

export const written = formatShortDate;
export const reasons =
  "Considérant que les pièces du dossier et la visite montrent que les conditions de l'autorisation restent remplies, la demande peut être acceptée.";

/**
 * From « Mon autorisation » to the receipt, by clicks.
 * @param facility name of the place, when the person has several
 * @param request « Un déménagement temporaire »: the words of the choice
 */
export async function introduce(
  actor: Actor,
  request: string,
  pages: readonly Answers[],
  documents: readonly RegExp[] = [],
  facility?: string,
): Promise<Introduced> {
  await prepare(actor, request, pages, documents, facility);
  return send(actor);
}

/** As far as the page on which all is read once more. Arguments as of `introduce`. */
export async function prepare(
  actor: Actor,
  request: string,
  pages: readonly Answers[],
  documents: readonly RegExp[] = [],
  facility?: string,
): Promise<void> {
  await actor.open('/pro/authorisation');
  if (facility) await actor.press(facility);
  await actor.press(new RegExp(`^(Commencer|Reprendre) : ${request}`));
  await actor.page.locator('main .tasks a').first().click();
  await actor.page.waitForURL('**/drafts/*/*');
  for (const [index, { type = {}, choose = [] }] of pages.entries()) {
    await actor.choose(...choose);
    await actor.type(type);
    await actor.press('Enregistrer et continuer');
    await actor.reads(
      index + 1 < pages.length
        ? `Étape ${String(index + 2)} sur ${String(pages.length)}`
        : documents.length > 0
          ? 'un ou plusieurs fichiers par ligne'
          : 'Vérifiez vos réponses',
    );
  }
  for (const region of documents) await actor.attach(region, { name: 'document.pdf', title: 'Document' });
  if (documents.length > 0) await actor.press('Continuer vers la vérification');
}

/** From that page to the receipt. */
export async function send(actor: Actor): Promise<Introduced> {
  await actor.page.getByLabel(/^Je déclare/).check();
  await actor.press('Introduire la demande');
  return receiptOf(actor);
}

export async function receiptOf(actor: Actor): Promise<Introduced> {
  await actor.reads(/Empreinte du dépôt : [0-9a-f]{64}/);
  const caseId = /([0-9a-f-]{36})\/receipt$/.exec(actor.page.url())?.[1];
  const reference = /AD-\d{4}-\d{5}/.exec(await actor.text())?.[0];
  if (!caseId || !reference) throw new Error(`no receipt on ${actor.page.url()}`);
  return { caseId, reference };
}

/** Declared complete, visited and found good, without clicks. */
export async function instruct(
  house: RunningHouse,
  caseId: string,
  { referent, visitor, health }: { referent: Actor; visitor?: Actor; health?: Actor },
): Promise<void> {
  await referent.posts(caseId, 'declare-complete');
  if (health) await health.posts(caseId, 'give-health-opinion', { opinion: 'favourable', text: 'Rien à signaler.' });
  if (!visitor) return;
  const visitOn = addWorkingDays(house.today(), 1);
  await visitor.posts(caseId, 'plan-visit', {
    visitOn: written(visitOn),
    from: '10:00',
    reason: 'Convenu par téléphone.',
  });
  await house.skipToDay(visitOn, 12);
  await visitor.posts(caseId, 'report-visit', { visitedOn: written(visitOn), report: 'Locaux conformes.' });
  await visitor.posts(caseId, 'give-opinion', { opinion: 'favourable', text: 'Favorable.' });
}

/** Proposed by one person and signed by another, without clicks. */
export async function decide(
  caseId: string,
  { referent, manager }: { referent: Actor; manager: Actor },
  decision: { outcome: string; effectiveOn: Day; reasons?: string },
): Promise<void> {
  await referent.posts(caseId, 'propose-decision', {
    legalBase: 'Vu la réglementation ;',
    facts: 'Considérant la demande ;',
    reasons,
    ...decision,
    effectiveOn: written(decision.effectiveOn),
  });
  await manager.posts(caseId, 'sign-decision');
}

/** Every page met for the first time in this run, by this reader: see `check-page.ts`. */
export function expectGoodPages(house: RunningHouse): void {
  expect(house.pageFaults).to.deep.equal([]);
  expect(house.complaints, 'the browser complains (content policy, script)').to.deep.equal([]);
}

/** An export of this person holds nobody's national number. */
export async function expectNoNumberIn(house: RunningHouse, actor: Actor, path: string): Promise<void> {
  const answer = await actor.page.request.get(`${house.address}${path}`);
  expect([path, answer.status()]).to.deep.equal([path, 200]);
  const text = await textOfWorkbook(await answer.body());
  expect(text.length, path).to.be.above(100);
  expect((await numbersOf(house)).filter((number) => text.includes(number))).to.deep.equal([]);
}

/** The last step of each journey. @param typed what was written in forms on the way */
export async function expectNothingTold(house: RunningHouse, typed: readonly string[]): Promise<void> {
  const { found, searched } = await findPersonalData(house, typed);
  expect(found).to.deep.equal([]);
  // A search in nothing finds nothing.
  expect(searched.history).to.be.above(0);
  expect(searched.log).to.be.above(3);
  expect(searched.mail).to.be.above(0);
  expect(searched.address).to.be.above(3);
}
