/**
 * Demande de subsides AES1, a case for each organising body and quarter of a budget year: the table of the procedure, in reading order.
 * Of each status: its label, its stage, whose turn it is, and where the rest of its row stands. Places are sent in one sending or several;
 * what was sent is controlled without waiting for the others, and calculated with all that was sent before it.
 * Delays are parameters; where no document gives them, `basis` says «hypothèse».
 */
import { kitEffects } from '../effect-kinds.ts';
import { kitActs, over } from '../kit-acts.ts';
import { delay, type Process } from '../procedure.ts';
import { isContested } from '../signed-sum.ts';
import { effects, slug, type Words } from './contract.ts';
import { correctionAsked, inControl, toSign } from './control.ts';
import { examples } from './examples.ts';
import { isWithOne, paid, settled, toPay } from './payment.ts';
import { firstData, tutorial } from './rules.ts';
import { late, running, toClose, toSend } from './sending.ts';

export const process: Process<Words> = {
  slug,
  prefix: 'SE',
  title: 'Demande de subsides AES1',
  subject: 'organising-body',
  period: 'budget-quarter',
  dossier: 'aes-1',
  opening: {
    act: 'open-quarter',
    facts: (quarter) => ({ quarter }),
    kind: 'quarter',
    on: { months: [1, 4, 7, 10], day: 1, hour: 2 },
    subjects: 'after-school-1-bodies',
    from: '2027-01-01',
  },
  stages: {
    encoded: 'Encodage',
    control: 'Contrôle',
    signature: 'Signature',
    payment: 'Liquidation',
    balance: 'Solde',
  },
  target: () => delay('target'),

  opens: {
    'open-quarter': {
      // By hand: a body whose first place is agreed after the first day of the quarter, or a quarter that was missed.
      by: ['procedure', 'aes-manager'],
      to: 'running',
      data: (facts, _at, parameters) => firstData(facts, parameters),
      effects: ['notify-operator'],
      basis: tutorial,
    },
  },

  statuses: {
    // Envoi (sending.ts)
    'running': {
      label: 'Trimestre en cours',
      stage: 'encoded',
      turn: 'nobody',
      waitsFor: 'la fin du trimestre',
      ...running,
    },
    'to-send': { label: 'À envoyer', stage: 'encoded', turn: 'operator', ...toSend },
    'late': { label: 'Hors délai', stage: 'encoded', turn: 'operator', ...late },
    'to-close': { label: 'À clôturer, rien envoyé', stage: 'encoded', turn: 'one', ...toClose },

    // Contrôle et signature (control.ts)
    'in-control': { label: 'En contrôle', stage: 'control', turn: 'one', ...inControl },
    'correction-asked': { label: 'Correction demandée', stage: 'control', turn: 'operator', ...correctionAsked },
    'to-sign': { label: 'Calculée', stage: 'signature', turn: 'one', ...toSign },

    // Liquidation et contestation (payment.ts)
    'to-pay': {
      label: 'Validée',
      stage: 'payment',
      turn: (data) => (isContested(data) ? 'one' : 'nobody'),
      waitsFor: 'le prochain fichier de paiement, vers un compte validé',
      undated: true,
      ...toPay,
    },
    'paid': {
      label: 'Liquidée',
      stage: 'payment',
      turn: (data) => (isWithOne(data) ? 'one' : 'nobody'),
      waitsFor: 'la fin du délai pour contester une ligne, ou les lieux encore à envoyer',
      ...paid,
    },
    'settled': {
      label: 'Soldée',
      stage: 'balance',
      turn: 'nobody',
      standing: true,
      waitsFor: "rien, sauf un paiement ou une reprise qui n'est pas encore exécuté",
      ...settled,
    },
    'refused': over('Refusée', 'balance'),
    'not-requested': over('Clôturée sans demande', 'balance'),
    'cancelled': over('Annulée', 'balance'),
  },

  everywhere: kitActs<Words>({ writers: ['operator', 'aes-manager', 'subsidy-signatory'], to: 'cancelled' }),
  effects: { ...kitEffects, ...effects },
  examples,
};
