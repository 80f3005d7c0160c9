/** A walk to each letter of the adaptation of an authorisation. */
import { submitted, type Step } from './world.ts';

const complete: Step = ['declare-complete', 'referent', 'referent'];
const ask: Step = [
  'ask-complement',
  'referent',
  'referent',
  { items: ['fire-report'] },
  {
    items: [
      {
        code: 'fire-report',
        label: 'Rapport de prévention incendie',
        why: 'celui de 2019 porte sur l’ancienne adresse',
      },
      { code: 'plan', label: 'Plan du lieu' },
    ],
    text: 'Le plan doit indiquer la superficie de chaque pièce.',
  },
];
const missed: Step = ['complement-missed', 'clock', null];
const visit: Step = [
  'plan-visit',
  'coordinator',
  'coordinator',
  { visitOn: '2026-11-09' },
  { visitOn: '2026-11-09', from: '09:30', reason: 'Comme convenu par téléphone.' },
];
const opinions: Step[] = [
  ['report-visit', 'coordinator', 'coordinator', { visitedOn: '2026-11-09' }, { report: 'Vu.' }],
  ['give-opinion', 'coordinator', 'coordinator', { opinion: 'favourable' }],
  ['give-health-opinion', 'health-referent', null, { opinion: 'reserved' }],
];
const ready: Step[] = [submitted, complete, visit, ...opinions];
const propose = (outcome: string, more: object = {}, content: object = {}): Step => [
  'propose-decision',
  'referent',
  'referent',
  { outcome, effectiveOn: '2027-01-04', ...more },
  {
    legalBase:
      "Vu le décret du 17 juillet 2002 portant réforme de l'Office de la Naissance et de l'Enfance, article 6 ;\nVu la loi du 29 juillet 1991 relative à la motivation formelle des actes administratifs ;",
    facts:
      'Considérant la demande introduite le 2 novembre 2026 ;\nconsidérant que la visite du 9 novembre 2026 a été effectuée ;',
    reasons:
      "Les locaux offrent une superficie suffisante par enfant ; l'évacuation est assurée par deux issues.\nLe jardin n'est pas encore clôturé.",
    conditions: [],
    ...content,
  },
];
const sign: Step = ['sign-decision', 'asr-manager', 'manager-asr'];
const conditions = [
  { text: 'Clôturer le jardin', dueOn: '2027-01-04' },
  { text: "Installer un point d'eau dans l'espace change", dueOn: '2027-01-04' },
];
const refused: Step[] = [...ready, propose('refuse'), sign];
const confirmed: Step[] = [...refused, ['remedy-missed', 'clock', null], propose('confirm-refusal'), sign];
const appealed: Step[] = [
  ...confirmed,
  ['lodge-appeal', 'operator', 'administrator', {}, { text: 'La clôture est posée.' }],
];
const temporary: Step[] = [
  [
    'submit',
    'operator',
    'administrator',
    {
      kind: 'temporary-cessation',
      home: false,
      wishedOn: '2026-12-01',
      plannedEndOn: '2027-03-01',
      moreCapacity: false,
    },
    { reason: 'Travaux.' },
  ],
  [
    'acknowledge',
    'referent',
    'referent',
    { effectiveOn: '2026-12-01' },
    { remarks: 'Merci de confirmer la date de reprise.' },
  ],
];
const running: Step[] = [
  ...temporary,
  ['take-effect', 'clock', null],
  ['ask-extension', 'operator', 'administrator', { untilOn: '2027-04-01' }, { reason: 'Retard du chantier.' }],
];
const notice = (kind: string): Step => [
  'open-measure',
  'referent',
  'referent',
  { kind, home: false, effectiveOn: '2027-02-01' },
  {
    facts: 'La visite du 20 octobre 2026 a constaté la présence de 40 enfants pour 35 places.',
    reasons: 'La capacité autorisée est dépassée.',
    expected: 'Ramener sans délai le nombre d’enfants présents à 35.',
  },
];
const measured = (kind: string, outcome = 'take-measure'): Step[] => [
  notice(kind),
  ['answer-notice', 'operator', 'administrator', {}, { text: 'Fait.' }],
  propose(outcome),
  sign,
];

export const letterWalks: Record<string, { effect: string; steps: Step[]; says: RegExp }> = {
  'receipt': { effect: 'receipt', steps: [submitted], says: /a bien reçu votre demande/ },
  'complement': { effect: 'letter-complement', steps: [submitted, ask], says: /Rapport de prévention incendie/ },
  'complement-extended': {
    effect: 'letter-complement',
    steps: [submitted, ask, missed, ['extend-complement', 'referent', 'referent']],
    says: /nouveau délai/,
  },
  'reminder': {
    effect: 'letter-reminder',
    steps: [submitted, ask, ['remind-complement', 'clock', null]],
    says: /Il vous reste jusqu'au/,
  },
  'without-follow-up': {
    effect: 'letter-without-follow-up',
    steps: [
      submitted,
      ask,
      missed,
      ['close-without-follow-up', 'referent', 'referent', {}, { reasons: 'Malgré un rappel, rien n’a été envoyé.' }],
    ],
    says: /classée sans suite/,
  },
  'visit-planned': { effect: 'letter-visit', steps: [submitted, complete, visit], says: /9 h 30|09 h 30/ },
  'visit-chosen': {
    effect: 'letter-visit',
    steps: [
      submitted,
      complete,
      ['propose-visit', 'coordinator', 'coordinator', { days: ['2026-11-09'] }],
      ['choose-visit-date', 'operator', 'administrator', { visitOn: '2026-11-09' }, { from: '14:00' }],
    ],
    says: /Vous avez choisi/,
  },
  'acknowledgement': { effect: 'letter-acknowledgement', steps: temporary, says: /prend acte/ },
  'withdrawal': {
    effect: 'letter-withdrawal',
    steps: [submitted, ['withdraw', 'operator', 'administrator', {}, { reason: 'Projet abandonné.' }]],
    says: /vous avez retiré votre demande/,
  },
  'cancellation': {
    effect: 'letter-cancellation',
    steps: [submitted, ['cancel', 'helpdesk', 'helpdesk', {}, { reason: 'Introduite deux fois.' }]],
    says: /annulée/,
  },
  'extension-granted': {
    effect: 'letter-extension',
    steps: [...running, ['grant-extension', 'referent', 'referent', {}, {}]],
    says: /1er avril 2027|jeudi 1er avril 2027/,
  },
  'extension-refused': {
    effect: 'letter-extension',
    steps: [...running, ['refuse-extension', 'referent', 'referent', {}, { reason: 'Aucun calendrier de travaux.' }]],
    says: /refusée/,
  },
  'notice': { effect: 'letter-notice', steps: [notice('suspension')], says: /met en demeure/ },
  'notice-lifting': { effect: 'letter-notice', steps: [notice('lifting-of-suspension')], says: /envisage de lever/ },
  'appeal': { effect: 'letter-appeal', steps: appealed, says: /bien reçu/ },
  'conditions': {
    effect: 'letter-conditions',
    steps: [
      ...ready,
      propose('grant-with-conditions', { conditionsDueOn: '2027-01-04' }, { conditions }),
      sign,
      ['take-effect', 'clock', null],
      [
        'note-conditions-unmet',
        'referent',
        'referent',
        { conditionsDueOn: '2027-02-15' },
        { text: 'Le jardin reste ouvert sur la rue.' },
      ],
    ],
    says: /Clôturer le jardin/,
  },
  'decision-grant': { effect: 'letter-decision', steps: [...ready, propose('grant'), sign], says: /accordée/ },
  'decision-conditions': {
    effect: 'letter-decision',
    steps: [...ready, propose('grant-with-conditions', { conditionsDueOn: '2027-01-04' }, { conditions }), sign],
    says: /accordée sous les conditions/,
  },
  'decision-refuse': { effect: 'letter-decision', steps: refused, says: /Trente jours pour remédier/ },
  'decision-confirm-refusal': { effect: 'letter-decision', steps: confirmed, says: /Conseil d'administration/ },
  'decision-suspension': { effect: 'letter-decision', steps: measured('suspension'), says: /suspendue/ },
  'decision-withdrawal': { effect: 'letter-decision', steps: measured('withdrawal-by-one'), says: /retirée/ },
  'decision-lifting': { effect: 'letter-decision', steps: measured('lifting-of-suspension'), says: /levée/ },
  'decision-no-measure': {
    effect: 'letter-decision',
    steps: measured('suspension', 'no-measure'),
    says: /aucune mesure n'est prise/,
  },
  'appeal-upheld': {
    effect: 'letter-decision',
    steps: [
      ...appealed,
      [
        'decide-appeal',
        'appeal-secretariat',
        'secretariat',
        { outcome: 'upheld', effectiveOn: '2027-02-01' },
        { reasons: 'La clôture est posée.' },
      ],
    ],
    says: /fondé/,
  },
  'decision-less': {
    effect: 'letter-decision',
    steps: [
      ...ready,
      propose('grant', { granted: { capacity: 21 } }, { grantedReason: 'La section des petits compte une issue.' }),
      sign,
    ],
    says: /accordée en partie, pour 21 places/,
  },
  'decision-refuse-points': {
    effect: 'letter-decision',
    steps: [
      ...ready,
      propose(
        'refuse',
        {},
        { points: [{ id: '1', about: 'document.plan', label: 'Plan du lieu', why: 'Il manque le grenier.' }] },
      ),
      sign,
    ],
    says: /Motifs du refus, et ce qui est attendu/,
  },
  'appeal-upheld-in-part': {
    effect: 'letter-decision',
    steps: [
      ...appealed,
      [
        'decide-appeal',
        'appeal-secretariat',
        'secretariat',
        {
          outcome: 'upheld-in-part',
          effectiveOn: '2027-02-01',
          granted: { capacity: 21 },
          conditions: [{ id: '1', dueOn: '2027-06-01' }],
        },
        {
          reasons: 'La clôture est posée.',
          grantedReason: 'Une seule issue.',
          conditions: [{ id: '1', text: 'Ouvrir une issue', dueOn: '2027-06-01' }],
        },
      ],
    ],
    says: /fondé en partie/,
  },
  'appeal-dismissed': {
    effect: 'letter-decision',
    steps: [
      ...appealed,
      [
        'decide-appeal',
        'appeal-secretariat',
        'secretariat',
        { outcome: 'dismissed', effectiveOn: '2027-02-01' },
        { reasons: 'Le jardin reste ouvert.' },
      ],
    ],
    says: /rejette/,
  },
};
