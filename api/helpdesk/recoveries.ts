/** A new administrator of a body where nobody administered any more: read, confirmed or refused by another person of the helpdesk, and told by post. */
import { Router, type Request, type Response } from 'express';
import { asSubject } from '../../db/access/subjects.ts';
import { answerRecovery, findRecovery, type Recovery } from '../../db/helpdesk/recoveries.ts';
import { referenceOf } from '../../db/helpdesk/tickets.ts';
import { formatDateTime, formatLongDate } from '../../domain/french-dates.ts';
import { shownLetterCss } from '../../views/letters/css.ts';
import { letterHtml } from '../../views/letters/letters.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { recoveryLetter } from './recovery-letter.ts';

export const bodies = '/office/helpdesk/bodies';
export const recoveries = '/office/helpdesk/recoveries';
const cannotBe =
  'Cette désignation ne peut pas être faite : quelqu’un administre déjà, ou la personne ne peut pas être désignée. Vérifiez avec le pouvoir organisateur.';
export const statusWords: Record<Recovery['status'], { kind: string; text: string }> = {
  proposed: { kind: 'due-soon', text: 'attend une autre personne' },
  confirmed: { kind: 'done', text: 'confirmée' },
  refused: { kind: 'neutral', text: 'refusée' },
  withdrawn: { kind: 'neutral', text: 'retirée' },
  impossible: { kind: 'due-late', text: 'impossible' },
};

/** Behind those of `recover.ts`, which let in the helpdesk alone. */
export function recoveryRoutes(deps: Dependencies): Router {
  const { db, now, config } = deps;
  const router = Router();
  router.get(`${recoveries}/:id`, async (req, res) => {
    const one = await getRecovery(deps, req, res);
    const { ability } = getViewer(res);
    const row = asSubject('Recovery', one);
    const open = one.status === 'proposed';
    const button = (answer: 'confirm' | 'refuse' | 'withdraw', label: string, kind: string): object[] =>
      open && ability.can(answer, row) ? [{ label, kind, action: `${recoveries}/${one.id}/${answer}` }] : [];
    renderPage(deps, req, res, 'helpdesk/number-correction', {
      title: 'Désigner un·e administrateur·rice',
      about: one.body,
      back: { href: bodies, label: 'aux pouvoirs organisateurs' },
      line: one.body,
      badge: statusWords[one.status],
      rows: [
        { label: 'Ticket', value: referenceOf({ number: one.ticketNumber }), href: `/office/helpdesk/${one.ticketId}` },
        ...(one.openPlaces === 0
          ? [{ label: "Milieux d'accueil", value: 'tous fermés : demandez pourquoi un accès est encore nécessaire' }]
          : []),
        { label: 'Lettre reçue', value: `${one.letter}, ${formatLongDate(one.letterOn)}` },
        { label: 'Rappel', value: `${one.called}, ${formatLongDate(one.calledOn)}` },
        { label: 'À désigner', value: `${one.firstName} ${one.familyName}, ${one.email}` },
        { label: 'Demandée par', value: `${one.proposedBy}, le ${formatDateTime(one.proposedAt)}` },
        ...(one.decidedAt === null
          ? []
          : [{ label: 'Réponse', value: `${one.decidedBy ?? ''}, le ${formatDateTime(one.decidedAt)}` }]),
        ...(hasLetter(one)
          ? [
              {
                label: "Lettre de l'ONE",
                value: open ? 'La lire avant de confirmer' : "L'ouvrir, pour l'imprimer et la poster",
                href: `${recoveries}/${one.id}/letter`,
              },
            ]
          : []),
      ],
      waits: open && !ability.can('confirm', row) ? ability.relevantRuleFor('confirm', row)?.reason : undefined,
      impossible: one.status === 'impossible' ? cannotBe : undefined,
      buttons: [
        ...button('confirm', 'Confirmer la désignation', 'go'),
        ...button('refuse', 'Refuser', 'stop'),
        ...button('withdraw', 'Retirer la demande', 'plain'),
      ],
    });
  });
  router.get(`${recoveries}/:id/letter`, async (req, res) => {
    const one = await getRecovery(deps, req, res);
    if (!hasLetter(one)) throw notFound();
    const letter = recoveryLetter(one, {
      now: now(),
      publicUrl: config.publicUrl,
      demonstration: config.mode === 'demonstration',
    });
    const { css, policy } = shownLetterCss(deps.assets.asset);
    res
      .set('Content-Security-Policy', policy)
      .type('html')
      .send(await letterHtml(deps.views.renderPartialHtml, letter, css));
  });
  for (const answer of ['confirm', 'refuse', 'withdraw'] as const)
    router.post(`${recoveries}/:id/${answer}`, async (req, res) => {
      const one = await getRecovery(deps, req, res);
      const viewer = getViewer(res);
      const row = asSubject('Recovery', one);
      if (!viewer.ability.can(answer, row)) throw forbidden(viewer.ability.relevantRuleFor(answer, row)?.reason);
      const answered = await answerRecovery(db, viewer, { id: one.id, bodyId: one.bodyId, answer }, now());
      if (!answered) throw forbidden();
      const { status, mine } = answered;
      if (!mine)
        throw conflict({
          title: 'Cette désignation a déjà sa réponse',
          what: `Elle est ${statusWords[status].text}`,
          kept: [],
          backHref: `${recoveries}/${one.id}`,
          backText: 'Ouvrir la désignation comme elle est maintenant',
        });
      leaveFlash(
        req,
        status === 'impossible'
          ? { kind: 'warning', text: cannotBe }
          : { kind: 'done', text: `La désignation est ${statusWords[status].text}.` },
      );
      res.redirect(303, `${recoveries}/${one.id}`);
    });
  return router;
}

/** What was refused or taken back is told to nobody by post. */
const hasLetter = ({ status }: Recovery): boolean => status === 'proposed' || status === 'confirmed';

async function getRecovery({ db }: Dependencies, req: Request, res: Response): Promise<Recovery> {
  const one = await findRecovery(db, getViewer(res), idOf(req));
  if (!one) throw notFound();
  return one;
}
