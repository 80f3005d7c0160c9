/** Drafting a decision: the template with its legal base, what it will change, and the letter before it exists. */
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate, parseFrenchDate } from '../../domain/french-dates.ts';
import { getLetterContext } from '../../db/letter-context.ts';
import { letterHtml, presentLetter, withPlannedActs } from '../../views/letters.ts';
import { letterContentSecurityPolicy } from '../../views/letter-css.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { findCaseRow, lastAct, loadCaseFile, type CaseFile } from './case-file.ts';
import { effectsAhead } from './effects-ahead.ts';
import { kindLabel, opinionLabel, outcomeLabel } from './labels.ts';
import { outcomesFor } from './outcomes.ts';

const legalBase =
  "Vu le décret du 17 juillet 2002 portant réforme de l'Office de la Naissance et de l'Enfance, article 6 ;\n" +
  "Vu le décret du 21 février 2019 visant à renforcer la qualité et l'accessibilité de l'accueil de la petite enfance ;\n" +
  "Vu l'arrêté du 2 mai 2019 fixant le régime d'autorisation et de subvention des crèches, des services d'accueil d'enfants et des (co)accueillant·e·s d'enfants indépendant·e·s ;\n" +
  'Vu la loi du 29 juillet 1991 relative à la motivation formelle des actes administratifs ;';

/** What the drafting starts from: an earlier proposal that was sent back, or the template filled with what the file says. */
export function decisionPageOf(file: CaseFile): { typed: Record<string, unknown>; proposal?: object } {
  const { data } = file.row.state;
  const earlier = lastAct(file, 'propose-decision');
  const content = earlier?.content as
    | { legalBase?: string; facts?: string; reasons?: string; conditions?: { text: string }[] }
    | null
    | undefined;
  if (earlier && content && data.proposal) {
    const { outcome, effectiveOn, conditionsDueOn } = data.proposal;
    return {
      typed: {
        ...content,
        outcome,
        effectiveOn,
        conditionsDueOn,
        conditions: content.conditions?.map(({ text }) => text).join('\n'),
      },
      proposal: {
        outcome: outcomeLabel[outcome],
        effectiveOn: formatLongDate(effectiveOn),
        by: earlier.actor_name,
        at: earlier.at,
        rows: [
          { label: 'Décision', value: outcomeLabel[outcome] },
          { label: 'En droit', values: content.legalBase?.split('\n') },
          { label: 'En fait', values: content.facts?.split('\n') },
          { label: 'Motifs', values: content.reasons?.split('\n') },
          ...(content.conditions?.length
            ? [
                {
                  label: 'Conditions',
                  values: content.conditions.map(
                    ({ text }) => `${text}${conditionsDueOn ? `, avant le ${formatShortDate(conditionsDueOn)}` : ''}`,
                  ),
                },
              ]
            : []),
          { label: 'Entrée en vigueur', value: formatLongDate(effectiveOn) },
        ],
      },
    };
  }
  const said = [
    data.visit === 'done' && data.visitOn
      ? `considérant que la visite du ${formatLongDate(data.visitOn)} a été effectuée ;`
      : undefined,
    data.opinion !== 'none' && data.opinion !== 'asked'
      ? `considérant l'avis ${opinionLabel[data.opinion]} rendu ;`
      : undefined,
    data.healthOpinion !== 'none' && data.healthOpinion !== 'asked'
      ? `considérant l'avis santé ${opinionLabel[data.healthOpinion]} ;`
      : undefined,
  ].filter((line) => line !== undefined);
  return {
    typed: {
      legalBase,
      effectiveOn: data.wishedOn,
      facts: [
        `Considérant la demande ${file.row.reference} (${kindLabel[file.row.kind].toLowerCase()}) introduite le ${formatLongDate(dayOf(file.row.opened_at))} ;`,
        ...said,
      ].join('\n'),
    },
  };
}

/** « Voir la lettre » and « Voir ce que cela change »: what was typed is posted, nothing is recorded. */
export function previewRoutes(deps: Dependencies): Router {
  const router = Router();
  router.post('/:id/propose-decision/:view', async (req: Request, res: Response) => {
    const view = String(req.params.view);
    if (view !== 'letter' && view !== 'effects') throw notFound();
    const viewer = getViewer(res);
    const row = await findCaseRow(deps.db, viewer, idOf(req));
    if (!row) throw notFound();
    if (!viewer.ability.can('propose-decision', asSubject('Case', row))) throw forbidden();
    const file = await loadCaseFile(deps.db, row);
    const typed = typedIn((req.body ?? {}) as Record<string, unknown>);
    const outcome = outcomesFor(row.state.data).find((value) => value === typed.outcome);
    const effectiveOn = parseFrenchDate(typed.effectiveOn ?? '') ?? row.state.data.wishedOn;
    const conditionsDueOn = parseFrenchDate(typed.conditionsDueOn ?? '');
    if (view === 'letter') {
      const proposal = { outcome: outcome ?? 'grant', effectiveOn, ...(conditionsDueOn ? { conditionsDueOn } : {}) };
      const conditions =
        outcome === 'grant-with-conditions'
          ? lines(typed.conditions).map((text) => ({ text, dueOn: conditionsDueOn }))
          : [];
      const planned = { at: deps.now(), actorRole: 'referent', actorName: `${viewer.firstName} ${viewer.familyName}` };
      const context = withPlannedActs(await getLetterContext(deps.db, row.id), [
        {
          ...planned,
          action: 'propose-decision',
          facts: proposal,
          content: {
            legalBase: typed.legalBase,
            facts: typed.facts,
            reasons: typed.reasons || '[motifs à écrire]',
            conditions,
          },
        },
        {
          ...planned,
          action: 'sign-decision',
          actorRole: 'asr-manager',
          actorName: '[signature]',
          facts: {},
          content: {},
        },
      ]);
      const letter = presentLetter('letter-decision', context, {
        publicUrl: deps.config.publicUrl,
        demonstration: deps.config.mode === 'demonstration',
      });
      res
        .set('Content-Security-Policy', letterContentSecurityPolicy())
        .type('html')
        .send(await letterHtml(deps.views.renderPartialHtml, letter));
      return;
    }
    const base = `${req.baseUrl}/${row.id}`;
    renderPage(deps, req, res, 'authorisation-adaptation/preview', {
      title: 'Ce que cette décision va changer',
      line: `${kindLabel[row.kind]} · ${row.facility_name}, ${row.locality} · ${row.reference}`,
      back: { href: `${base}/propose-decision`, label: 'à la décision' },
      changes: effectsAhead(
        file,
        { outcome: outcome ?? 'grant', effectiveOn, ...(conditionsDueOn ? { conditionsDueOn } : {}) },
        await otherOpenCases(deps, row.facility_id, row.id),
      ),
      typed: Object.entries(typed).map(([name, value]) => ({ name, value })),
      actionUrl: `${base}/propose-decision`,
      ...envelopeOf((req.body ?? {}) as Record<string, unknown>, row.act_number),
    });
  });
  return router;
}

const names = ['outcome', 'legalBase', 'facts', 'reasons', 'conditions', 'conditionsDueOn', 'effectiveOn'] as const;
const typedIn = (body: Record<string, unknown>): Partial<Record<(typeof names)[number], string>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = body[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
const lines = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
const envelopeOf = (body: Record<string, unknown>, number: number): object => ({
  token: typeof body.token === 'string' ? body.token.slice(0, 100) : undefined,
  version: typeof body.version === 'string' ? body.version.slice(0, 6) : number,
});

async function otherOpenCases(deps: Dependencies, facilityId: string, caseId: string): Promise<number> {
  const [found] = (await deps
    .db('cases')
    .where({ facility_id: facilityId })
    .whereNull('closed_at')
    .whereNot({ id: caseId })
    .count('* as n')) as { n: number }[];
  return Number(found?.n ?? 0);
}
