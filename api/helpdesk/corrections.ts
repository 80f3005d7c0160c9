/** Corrections of national numbers that wait for a second person, and their answer. The number is shown nowhere. */
import { Router, type Request, type Response } from 'express';
import { asSubject } from '../../db/access/subjects.ts';
import {
  answerCorrection,
  findCorrection,
  listCorrections,
  type Answer,
  type Correction,
} from '../../db/helpdesk/niss-corrections.ts';
import { referenceOf } from '../../db/helpdesk/tickets.ts';
import { listCorrectionsOfHelpdesk } from '../../db/data-correction/list.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatDateTime, formatShortDateTime } from '../../domain/french-dates.ts';
import { words } from '../../views/data-correction/words.ts';
import { dueBadge } from '../../views/helpers.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';

export const path = '/office/helpdesk/corrections';
/** One sentence, whatever the reason: who else has a number is told to nobody. */
const cannotBe =
  'Ce numéro ne peut pas être enregistré pour cette personne. Vérifiez la preuve avec elle, puis demandez une nouvelle correction.';

const statusWords: Record<Correction['status'], { kind: string; text: string }> = {
  proposed: { kind: 'due-soon', text: 'attend une autre personne' },
  confirmed: { kind: 'done', text: 'confirmée' },
  refused: { kind: 'neutral', text: 'refusée' },
  withdrawn: { kind: 'neutral', text: 'retirée' },
  impossible: { kind: 'due-late', text: 'impossible' },
};
const done: Record<Answer, string> = {
  confirm:
    'La correction est faite. Les connexions ouvertes d’un·e utilisateur·rice sont terminées ; un courriel le lui dit.',
  refuse: 'La correction est refusée : rien ne change.',
  withdraw: 'La demande de correction est retirée.',
};

export function correctionRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.get(path, async (req, res) => {
    const today = dayOf(now());
    const asked = await listCorrectionsOfHelpdesk(db, getViewer(res).ability);
    renderPage(deps, req, res, 'helpdesk/corrections', {
      title: 'Corrections de données',
      back: { href: '/office/helpdesk', label: 'aux tickets' },
      data: asked.map((one) => ({
        cells: [
          {
            text: words.kinds[one.kind],
            href: `/office/data-correction/${one.id}`,
            strong: true,
            sub: one.reference,
          },
          { text: one.facility_name },
          { text: formatShortDateTime(one.opened_at) },
          one.due_on ? { badge: dueBadge(one.due_on, today), text: '' } : { text: '–' },
        ],
      })),
      rows: (await listCorrections(db, getViewer(res))).map((one) => ({
        cells: [
          { text: one.name, href: `${path}/${one.id}`, strong: true, sub: 'numéro de registre national' },
          { text: one.proposedBy, sub: formatShortDateTime(one.proposedAt) },
          { text: referenceOf({ number: one.ticketNumber }) },
          { badge: statusWords[one.status], text: '' },
        ],
      })),
    });
  });
  router.get(`${path}/:id`, async (req, res) => {
    const one = await getCorrection(deps, req, res);
    const { ability } = getViewer(res);
    const row = asSubject('NissCorrection', one);
    const here = `${path}/${one.id}`;
    const open = one.status === 'proposed';
    const may = (answer: Answer): boolean => open && ability.can(answer, row);
    renderPage(deps, req, res, 'helpdesk/number-correction', {
      title: 'Corriger un numéro de registre national',
      about: one.name,
      back: { href: path, label: 'aux corrections' },
      line: one.name,
      badge: statusWords[one.status],
      rows: [
        one.user_id === null
          ? { label: 'Personne de Mon Équipe', value: one.name }
          : { label: 'Utilisateur', value: one.name, href: `/office/helpdesk/users/${one.user_id}` },
        { label: 'Erreur', value: one.reason },
        { label: 'Preuve vue', value: one.proof },
        { label: 'Ticket', value: referenceOf({ number: one.ticketNumber }), href: `/office/helpdesk/${one.ticketId}` },
        { label: 'Demandée par', value: `${one.proposedBy}, le ${formatDateTime(one.proposedAt)}` },
        ...(one.decidedAt === null || one.decidedBy === null
          ? []
          : [{ label: 'Réponse', value: `${one.decidedBy}, le ${formatDateTime(one.decidedAt)}` }]),
      ],
      waits: open && !ability.can('confirm', row) ? ability.relevantRuleFor('confirm', row)?.reason : undefined,
      impossible: one.status === 'impossible' ? cannotBe : undefined,
      buttons: [
        ...(may('confirm') ? [{ label: 'Confirmer la correction', action: `${here}/confirm`, kind: 'go' }] : []),
        ...(may('refuse') ? [{ label: 'Refuser', action: `${here}/refuse`, kind: 'stop' }] : []),
        ...(may('withdraw') ? [{ label: 'Retirer la demande', action: `${here}/withdraw`, kind: 'plain' }] : []),
      ],
    });
  });
  for (const answer of ['confirm', 'refuse', 'withdraw'] as const)
    router.post(`${path}/:id/${answer}`, async (req, res) => {
      const one = await getCorrection(deps, req, res);
      const { ability, ...viewer } = getViewer(res);
      const row = asSubject('NissCorrection', one);
      if (!ability.can(answer, row)) throw forbidden(ability.relevantRuleFor(answer, row)?.reason);
      const answered = await answerCorrection(db, viewer, { id: one.id, answer }, now());
      if (!answered) throw forbidden();
      const { status, mine } = answered;
      if (!mine)
        throw conflict({
          title: 'Cette correction a déjà sa réponse',
          what: `Elle est ${statusWords[status].text}`,
          kept: [],
          backHref: `${path}/${one.id}`,
          backText: 'Ouvrir la correction comme elle est maintenant',
        });
      leaveFlash(
        req,
        status === 'impossible' ? { kind: 'warning', text: cannotBe } : { kind: 'done', text: done[answer] },
      );
      res.redirect(303, `${path}/${one.id}`);
    });
  return router;
}

async function getCorrection({ db }: Dependencies, req: Request, res: Response): Promise<Correction> {
  const one = await findCorrection(db, getViewer(res), idOf(req));
  if (!one) throw notFound();
  return one;
}
