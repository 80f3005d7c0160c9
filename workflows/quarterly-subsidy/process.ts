/**
 * Demande de subside trimestrielle d'une crèche subventionnée, a case for each facility and quarter: the table of the procedure, in reading
 * order. Of each status: its label, its stage, whose turn it is, and where the rest of its row stands.
 * Delays are parameters; where no document gives them, `basis` says «hypothèse».
 */
import { kitEffects } from '../effect-kinds.ts';
import { kitActs, over } from '../kit-acts.ts';
import { delay, type Process } from '../procedure.ts';
import { isContested } from '../signed-sum.ts';
import { effects, slug, type Words } from './contract.ts';
import { awaitingScale, correctionAsked, inControl, toSign } from './control.ts';
import { examples } from './examples.ts';
import { paid, settled, toPay } from './payment.ts';
import { firstData, guide, isAttendanceSent } from './rules.ts';
import { late, quarterRunning, toSubmit } from './submission.ts';

export const process: Process<Words> = {
  slug,
  prefix: 'ST',
  title: 'Demande de subside trimestrielle',
  subject: 'facility',
  period: 'quarter',
  dossier: 'subsidies',
  opening: {
    act: 'open-quarter',
    facts: (quarter) => ({ quarter }),
    kind: 'quarter',
    on: { months: [1, 4, 7, 10], day: 1, hour: 2 },
    subjects: 'subsidised-creches',
    from: '2027-01-01',
  },
  stages: {
    declared: 'Déclaration',
    control: 'Contrôle',
    signature: 'Signature',
    payment: 'Liquidation',
    balance: 'Solde',
  },
  target: () => delay('target'),

  opens: {
    'open-quarter': {
      // The gestionnaire opens what the calendar has missed: a place that became a subsidised crèche after the first day.
      by: ['procedure', 'subsidy-manager'],
      to: 'running',
      data: (facts, _at, parameters) => firstData(facts, parameters),
      effects: [],
      basis: guide,
    },
  },

  statuses: {
    // Déclaration (submission.ts, months.ts)
    'running': {
      label: 'Trimestre en cours',
      stage: 'declared',
      turn: (data) => (isAttendanceSent(data) ? 'nobody' : 'operator'),
      waitsFor: 'la fin du trimestre',
      ...quarterRunning,
    },
    'to-submit': { label: 'À soumettre', stage: 'declared', turn: 'operator', ...toSubmit },
    'late': { label: 'Hors délai', stage: 'declared', turn: 'operator', ...late },

    // Contrôle et signature (control.ts)
    'in-control': { label: 'En contrôle', stage: 'control', turn: 'one', ...inControl },
    'correction-asked': { label: 'Correction demandée', stage: 'control', turn: 'operator', ...correctionAsked },
    'awaiting-scale': {
      label: 'En attente du tableau des forfaits',
      stage: 'control',
      turn: 'nobody',
      waitsFor: 'la publication du tableau des forfaits du trimestre',
      undated: true,
      ...awaitingScale,
    },
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
      turn: (data) => (isContested(data) ? 'one' : 'nobody'),
      waitsFor: 'la fin du délai pour contester une ligne',
      ...paid,
    },
    'settled': {
      label: 'Soldée',
      stage: 'balance',
      turn: 'nobody',
      standing: true,
      waitsFor: 'rien, sauf si le tableau des forfaits est corrigé',
      ...settled,
    },
    'refused': over('Refusée', 'balance'),
    'prescribed': over('Prescrite', 'balance'),
    'cancelled': over('Annulée', 'balance'),
  },

  everywhere: kitActs<Words>({ writers: ['operator', 'subsidy-manager', 'subsidy-signatory'], to: 'cancelled' }),
  effects: { ...kitEffects, ...effects },
  examples,
};
