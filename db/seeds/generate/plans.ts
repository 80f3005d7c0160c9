/** What is to happen in a case so that it ends, or stands, in a status: who does what, how many days after the step before. */
import { addDays, nextWorkingDay, type Day } from '../../../domain/calendar.ts';
import type { Action, Kind, RequestKind, Status } from '../../../workflows/authorisation-adaptation/contract.ts';
import {
  isTemporary,
  needsHealthOpinion,
  needsNoDecision,
  needsVisit,
} from '../../../workflows/authorisation-adaptation/rules.ts';
import type { Role } from '../../../workflows/procedure.ts';
import type { Dice } from './dice.ts';
import type { Facility } from './world.ts';

export interface Step {
  gap: number;
  role: Role;
  action: Action;
  facts?: (on: Day) => object;
  content?: (on: Day) => object;
}
/** `length`: days that the steps take. */
export interface Plan {
  steps: Step[];
  length: number;
}

const openTargets: Partial<Record<Status, number>> = {
  'completeness': 22,
  'complement-asked': 18,
  'closing-proposed': 3,
  'instruction': 22,
  'decision': 8,
  'signature': 5,
  'granted': 8,
  'acknowledged': 4,
  'conditions-follow-up': 2,
  'period-running': 4,
  'remedy': 2,
  'refused': 1,
  'appeal': 1,
  'notice-given': 1,
};
const closedTargets: Partial<Record<Status, number>> = {
  'closed': 60,
  'withdrawn': 18,
  'closed-without-follow-up': 12,
  'closed-refused': 4,
  'cancelled': 6,
};
const decidedKinds: Partial<Record<RequestKind, number>> = {
  'permanent-move': 34,
  'temporary-move': 30,
  'capacity-change': 36,
};
const anyKind: Partial<Record<RequestKind, number>> = {
  ...decidedKinds,
  'temporary-cessation': 22,
  'end-of-activity': 14,
};
const temporaryKinds: Partial<Record<RequestKind, number>> = { 'temporary-move': 60, 'temporary-cessation': 40 };

function kindFor(dice: Dice, target: Status): Kind {
  switch (target) {
    case 'notice-given':
      return 'suspension';
    case 'completeness':
    case 'complement-asked':
    case 'withdrawn':
    case 'closing-proposed':
    case 'closed-without-follow-up':
    case 'cancelled':
      return dice.weigh(anyKind);
    case 'acknowledged':
      return dice.weigh<RequestKind>({ 'temporary-cessation': 60, 'end-of-activity': 40 });
    case 'period-running':
      return dice.weigh(temporaryKinds);
    // An end of activity would close the facility for its other cases.
    case 'closed':
      return dice.weigh<RequestKind>({ ...decidedKinds, 'temporary-cessation': 20 });
    default:
      return dice.weigh(decidedKinds);
  }
}

export function makePlan(dice: Dice, isOpen: boolean): { target: Status; kind: Kind; isOpen: boolean } {
  const target = dice.weigh(isOpen ? openTargets : closedTargets);
  return { target, kind: kindFor(dice, target), isOpen };
}

/** Days that no case on its way to this end takes longer. */
export function longestOf({ target, kind }: { target: Status; kind: Kind }): number {
  switch (target) {
    case 'withdrawn':
    case 'cancelled':
      return 30;
    case 'closed-without-follow-up':
      return 80;
    case 'closed':
      return isTemporary(kind) ? 260 : 170;
    default:
      return 330;
  }
}

const reasons = [
  'Les locaux actuels ne permettent plus un accueil de qualité ; le bâtiment proposé est plus grand et mieux situé pour les familles.',
  "Des travaux importants sont prévus par le propriétaire ; une solution a été trouvée dans le quartier, avec l'accord des familles.",
  "La liste d'attente compte plus de soixante familles et l'équipe peut être renforcée dès la rentrée.",
  "Le bail arrive à son terme et n'est pas renouvelé ; le pouvoir organisateur a retenu un bâtiment communal.",
];
const text =
  'Considérant les constatations faites lors de la visite, les avis rendus et les engagements pris par le pouvoir organisateur, la demande répond aux conditions.';

/** Every step of a case, given where it is to get. `day` counts from its opening. */
export function stepsOf(
  dice: Dice,
  { target, kind, isOpen }: { target: Status; kind: Kind; isOpen: boolean },
  facility: Facility,
  opened: Day,
): Plan {
  const steps: Step[] = [];
  let length = 0;
  const on = (): Day => addDays(opened, length);
  const later = (days: number): Day => nextWorkingDay(addDays(on(), days));
  const add = (gap: number, role: Role, action: Action, facts?: Step['facts'], content?: Step['content']): void => {
    length += gap;
    steps.push({ gap, role, action, facts, content });
  };
  const done = () => ({ steps, length });
  const visitor: Role = facility.home ? 'adviser' : 'coordinator';

  if (kind === 'suspension') {
    add(
      0,
      'referent',
      'open-measure',
      () => ({ kind, home: facility.home, effectiveOn: later(60) }),
      () => ({ facts: text, reasons: text, expected: text }),
    );
    return done();
  }
  const request = kind as RequestKind;
  const wait = dice.between(70, 110);
  const wishedOn = later(isOpen && target === 'granted' ? 150 : wait);
  const plannedEndOn = isTemporary(request)
    ? nextWorkingDay(addDays(wishedOn, target === 'period-running' ? 300 : 60))
    : undefined;
  const capacity =
    request === 'capacity-change'
      ? facility.capacity + dice.pick([7, 7, 14, -7].filter((more) => facility.capacity + more > 0))
      : facility.capacity;
  const moreCapacity = capacity > facility.capacity;
  add(
    0,
    'operator',
    'submit',
    () => ({ kind, home: facility.home, wishedOn, ...(plannedEndOn ? { plannedEndOn } : {}), moreCapacity }),
    () => ({
      ...(request === 'permanent-move' || request === 'temporary-move'
        ? {
            address: {
              street: 'rue Nouvelle',
              number: String(dice.between(1, 90)),
              postcode: facility.postcode,
              locality: facility.locality,
            },
          }
        : {}),
      movesOn: wishedOn,
      plannedEndOn,
      capacity,
      reason: dice.pick(reasons),
    }),
  );
  if (target === 'completeness') return done();
  if (target === 'withdrawn') {
    add(dice.between(2, 20), 'operator', 'withdraw', undefined, () => ({ reason: 'La situation a changé.' }));
    if (dice.chance(0.5)) add(0, 'operator', 'write-message');
    return done();
  }
  if (target === 'cancelled') {
    add(dice.between(1, 5), 'operator', 'write-message', undefined, () => ({
      text: 'Cette demande a été introduite deux fois.',
    }));
    add(2, 'helpdesk', 'cancel', undefined, () => ({ reason: 'Introduite deux fois.' }));
    return done();
  }
  const isLapsing = target === 'closing-proposed' || target === 'closed-without-follow-up';
  if (target === 'complement-asked' || isLapsing || dice.chance(0.3)) {
    add(
      dice.between(3, 9),
      'referent',
      'ask-complement',
      () => ({ items: ['plan'] }),
      () => ({
        items: [{ code: 'plan', label: 'Plan du lieu', why: 'Document illisible.' }],
        text: 'Un document est à remplacer.',
      }),
    );
    if (target === 'complement-asked') return done();
    if (isLapsing) {
      // The clock proposes to close after 30 days and the shift to a working day.
      length += 42;
      if (target === 'closed-without-follow-up') {
        add(3, 'referent', 'close-without-follow-up', undefined, () => ({ reason: 'Complément non reçu.' }));
        const last = steps.at(-1);
        if (last) last.gap = 45;
      }
      return done();
    }
    add(dice.between(4, 18), 'operator', 'give-complement', undefined, () => ({ text: 'Voici le document.' }));
  }
  if (needsNoDecision(request)) {
    add(
      dice.between(3, 9),
      'referent',
      'acknowledge',
      () => ({ effectiveOn: wishedOn }),
      () => ({ remarks: '' }),
    );
    return isTemporary(request) && target !== 'acknowledged' ? afterPeriod() : done();
  }
  add(dice.between(3, 9), 'referent', 'declare-complete');
  const stopsEarly = target === 'instruction';
  if (needsVisit({ kind: request, moreCapacity })) {
    if (stopsEarly && dice.chance(0.3)) return done();
    add(
      dice.between(2, 6),
      visitor,
      'propose-visit',
      (day) => ({ days: [addDays(day, 9)] }),
      (day) => ({ days: [{ visitOn: addDays(day, 9), from: '09:30' }], text: '' }),
    );
    if (stopsEarly && dice.chance(0.3)) return done();
    add(
      dice.between(1, 3),
      'operator',
      'choose-visit-date',
      (day) => ({ visitOn: addDays(day, 7) }),
      () => ({ from: '09:30' }),
    );
    if (stopsEarly && dice.chance(0.5)) return done();
    add(
      dice.between(7, 12),
      visitor,
      'report-visit',
      (day) => ({ visitedOn: day }),
      () => ({ report: text }),
    );
  }
  if (stopsEarly) return done();
  const refusing = target === 'remedy' || target === 'refused' || target === 'appeal' || target === 'closed-refused';
  add(
    dice.between(1, 6),
    visitor,
    'give-opinion',
    () => ({ opinion: refusing ? 'unfavourable' : 'favourable' }),
    () => ({ text }),
  );
  if (needsHealthOpinion({ kind: request, home: facility.home }))
    add(
      dice.between(1, 6),
      'health-referent',
      'give-health-opinion',
      () => ({ opinion: 'favourable' }),
      () => ({ text }),
    );
  if (target === 'decision') return done();
  const conditional = target === 'conditions-follow-up';
  const effectiveOn =
    target === 'granted' ? wishedOn : nextWorkingDay(addDays(on(), conditional ? 25 : dice.between(20, 40)));
  const decide = (outcome: string): void => {
    add(
      dice.between(3, 9),
      'referent',
      'propose-decision',
      () => ({ outcome, effectiveOn, ...(conditional ? { conditionsDueOn: addDays(effectiveOn, 45) } : {}) }),
      () => ({
        legalBase: 'Arrêté du 2 mai 2019',
        facts: text,
        reasons: text,
        conditions: conditional ? [{ text: 'Clôturer le jardin', dueOn: addDays(effectiveOn, 45) }] : [],
      }),
    );
    if (target !== 'signature')
      add(dice.between(1, 4), 'asr-manager', 'sign-decision', undefined, () => ({
        statement: 'Je signe cette décision.',
      }));
  };
  decide(refusing ? 'refuse' : conditional ? 'grant-with-conditions' : 'grant');
  if (conditional) {
    length += 25;
    return done();
  }
  if (!refusing) return isTemporary(request) && target !== 'granted' && target !== 'signature' ? afterPeriod() : done();
  if (target === 'remedy') return done();
  length += 36;
  decide('confirm-refusal');
  const confirmed = steps.at(-2);
  if (confirmed) confirmed.gap += 36;
  if (target === 'appeal') add(dice.between(5, 25), 'operator', 'lodge-appeal', undefined, () => ({ text }));
  return done();

  function afterPeriod(): Plan {
    const left = (day: Day): number => Math.max(0, Math.round((Date.parse(day) - Date.parse(on())) / 86_400_000));
    if (target === 'period-running') {
      length += left(wishedOn) + 3;
      return done();
    }
    if (target === 'closed')
      add(
        left(plannedEndOn ?? wishedOn) + 4,
        'referent',
        'confirm-return',
        (day) => ({ returnedOn: day }),
        () => ({ remarks: 'Constaté par téléphone.' }),
      );
    return done();
  }
}
