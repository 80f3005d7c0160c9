/** « Personnel et formation continue » : what the renewal shows of the hours, to the operator and to the agent; and what ONE still decides. */
import type { Ability } from '../../db/access/subjects.ts';
import { countWaitingModules } from '../../db/agreement-renewal/waiting-modules.ts';
import type { Database } from '../../db/connect.ts';
import {
  listHoursOfBody,
  listWaitingModules,
  type BodyTrainee,
  type WaitingModule,
} from '../../db/training/hours-of-body.ts';
import { findHoursRule } from '../../db/training/rules.ts';
import { findDelays } from '../../db/training/waits.ts';
import { byEffect, byUrgency, sumOfBody, type ModuleEffect } from '../../domain/after-school/hours-of-body.ts';
import type { Undecided } from '../../domain/after-school/undecided-modules.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { delayOf, spanInWords } from '../../domain/training-delay.ts';
import { hoursInWords } from '../hours-bar.ts';
import { hoursRow } from './hours-rows.ts';

/** Shown on the page of the renewal; the others are one click away. */
const first = 4;
const firstModules = 3;

interface Asked {
  ability: Ability;
  organisingBodyId: string;
  portal: 'pro' | 'office';
  now: Instant;
}

/** Where everybody is listed, with filter and export. */
export const hoursPath = (portal: 'pro' | 'office', organisingBodyId: string): string =>
  portal === 'pro' ? `/pro/agreement/hours/${organisingBodyId}` : `/office/agreement-hours/${organisingBodyId}`;

/** @returns what the partial `agreement-renewal/hours` draws, and how many modules are undecided, on which the renewal itself rests */
export async function hoursPanel(db: Database, { ability, organisingBodyId, portal, now }: Asked) {
  const today = dayOf(now);
  const [people, modules, waiting, rule, delays] = await Promise.all([
    listHoursOfBody(db, ability, organisingBodyId, today),
    listWaitingModules(db, ability, organisingBodyId),
    countWaitingModules(db, organisingBodyId),
    findHoursRule(db, today),
    findDelays(db),
  ]);
  const sum = sumOfBody(people);
  const ordered = byUrgency(people);
  const all = hoursPath(portal, organisingBodyId);
  const inside = insidePeriods(modules, people);
  return {
    waiting,
    view: {
      required: rule.required,
      line: `${hoursInWords(rule.required).replace(' h', ' heures')} par personne et par période de ${String(rule.months / 12)} ans`,
      rows: ordered.slice(0, first).map((one) => hoursRow(one, rule.required)),
      all: { href: all, text: people.length === 1 ? 'la personne' : `les ${String(people.length)} personnes` },
      below:
        sum.below > 0
          ? {
              href: `${all}?state=below`,
              text: `${personsInWords(sum.below)} sous ${String(rule.required)} heures`,
            }
          : undefined,
      isOperator: portal === 'pro',
      waiting: waitingInWords(waiting, inside, delays, portal),
      short:
        portal === 'pro'
          ? ordered
              .filter(({ state, hasLeft }) => state === 'short' && !hasLeft)
              .slice(0, 2)
              .map(lackOf)
          : [],
      modules: portal === 'office' && inside.length > 0 ? modulesPart(inside, rule.required) : undefined,
    },
  };
}

type Inside = WaitingModule & { group: string; person: BodyTrainee };
/** Of the modules that wait, those of the periods that are looked at. */
function insidePeriods(modules: readonly WaitingModule[], people: readonly BodyTrainee[]): Inside[] {
  const byId = new Map(people.map((one) => [one.collaborationId, one]));
  return modules.flatMap((module) => {
    const person = byId.get(module.collaborationId);
    const period = person?.period;
    return person && period && module.fromOn >= period.from && module.fromOn <= period.to
      ? [{ ...module, person, group: module.groupId ?? module.caseId }]
      : [];
  });
}

const personsInWords = (count: number): string => (count === 1 ? '1 personne' : `${String(count)} personnes`);
export const modulesInWords = (count: number): string => (count === 1 ? '1 module' : `${String(count)} modules`);

/** The first fear is answered: what ONE has not decided weighs on nobody. */
function waitingInWords(
  { atOne, atOperator }: Undecided,
  modules: readonly Inside[],
  delays: Awaited<ReturnType<typeof findDelays>>,
  portal: 'pro' | 'office',
): { strong: string; text: string; asked?: string } | undefined {
  const asked =
    atOperator > 0
      ? `${modulesInWords(atOperator)} ${atOperator === 1 ? 'attend' : 'attendent'} ${portal === 'pro' ? 'votre réponse' : "une réponse de l'opérateur"}.`
      : undefined;
  if (atOne.lines === 0) return asked === undefined ? undefined : { strong: asked, text: '' };
  const likeness = modules.some(({ organisationStatus }) => organisationStatus === null) ? 'other' : 'listed';
  const delay = delayOf(delays.get(likeness));
  const howLong = delay.known
    ? `environ ${spanInWords(delay.median)}, 9 modules semblables sur 10 ont été décidés en ${spanInWords(delay.ninth)}.`
    : 'dans combien de temps, nous ne le savons pas encore : trop peu de modules semblables ont été décidés ces 90 derniers jours.';
  return {
    strong: `${modulesInWords(atOne.lines)} ${atOne.lines === 1 ? 'attend' : 'attendent'} l'ONE (${hoursInWords(atOne.hours).replace(' h', ' heures')}).`,
    text: `${atOne.lines === 1 ? 'Il est traité' : 'Ils sont traités'} en priorité quand l'agrément vient à échéance : ${howLong} ${portal === 'pro' ? 'Votre agrément' : "L'agrément"} ne peut pas être refusé pour des modules que l'ONE n'a pas encore décidés.`,
    ...(asked === undefined ? {} : { asked }),
  };
}

/** What the operator can still do about one person. */
const lackOf = ({ collaborationId, firstName, familyName, missing, period }: BodyTrainee) => ({
  title: `${firstName} ${familyName} : il manque ${hoursInWords(missing).replace(' h', missing === 1 ? ' heure' : ' heures')}`,
  text: period
    ? `La période s'est terminée le ${formatLongDate(period.to)}. Vous pouvez encore encoder un module suivi avant cette date.`
    : '',
  href: `/pro/trainings/new?person=${collaborationId}`,
});

function modulesPart(modules: readonly Inside[], required: number) {
  const effects = byEffect(modules);
  const rest = effects.slice(firstModules);
  const [most] = modules.map(({ groupLines }) => groupLines ?? 0).sort((one, other) => other - one);
  return {
    title: `${modulesInWords(modules.length)} à décider, par leur effet`,
    rows: effects.slice(0, firstModules).map((effect) => moduleRow(effect, required)),
    rest: rest.map((effect) => moduleRow(effect, required)),
    restText: rest.length === 1 ? "L'autre" : `Les ${String(rest.length)} autres`,
    clears: (most ?? 0) > 1 ? `une décision en règle jusqu'à ${String(most)} d'un coup` : undefined,
  };
}

const organisationWords = {
  'to-examine': 'organisme à examiner',
  'recognised': 'organisme validé',
  'refused': 'organisme refusé',
};
function moduleRow({ lines, after, reaching }: ModuleEffect<Inside>, required: number) {
  const [line] = lines as [Inside, ...Inside[]];
  const [one] = after;
  const others = (line.groupLines ?? 0) > 1 ? `, ${String(line.groupLines)} lignes` : '';
  return {
    title: line.module,
    href: line.groupId ? `/office/trainings/${line.groupId}` : `/office/training-recognition/${line.caseId}`,
    sub:
      lines.length === 1
        ? `${hoursInWords(line.hours)}, ${formatShortDate(line.fromOn)}`
        : `${String(lines.length)} lignes, ${hoursInWords(lines.reduce((sum, { hours }) => sum + hours, 0))}`,
    organisation: line.organisation,
    standing: `${line.organisationStatus ? organisationWords[line.organisationStatus] : 'organisme à examiner'}${others}`,
    names: after.map(({ person }) => `${person.firstName} ${person.familyName}`).join(', '),
    badge:
      reaching > 0
        ? {
            kind: 'done',
            text:
              after.length === 1 && one
                ? `passe à ${hoursInWords(one.hours)}`
                : `${personsInWords(reaching)} ${reaching === 1 ? 'atteint' : 'atteignent'} ${String(required)} h`,
          }
        : one && after.length === 1 && one.hours >= one.person.mark
          ? { kind: 'done', text: `passe à ${hoursInWords(one.hours)}` }
          : undefined,
    text:
      one && after.length === 1
        ? `${hoursInWords(one.hours)} sur ${String(one.person.mark)}`
        : `pour ${personsInWords(after.length)}`,
  };
}
